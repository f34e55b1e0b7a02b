"""Which pages of a PDF a small file has made too large to draw.

A form (a drawing with a name) may be drawn many times by another, and that by a third: ten forms of
ten drawings are ten billion. PDFium follows them all. So before it opens a file with forms, how
often each is drawn is counted from the file's structure, in time that grows with the file alone.
"""

import re
from io import BytesIO
from typing import Any

from summarize.errors import InputError, PasswordError

__all__ = ["MOST_DRAWINGS", "crowded_pages"]

MOST_DRAWINGS = 5_000  # of forms on one page; a plan of a city has a few hundred
DEEPEST = 30

# What pypdf, written for sound files, raises on damaged ones beside errors of its own.
_LIBRARY_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def crowded_pages(data: bytes, source: str) -> set[int]:
    """Return the numbers, from 0, of the pages that draw more forms than is sound.

    Args:
        data: the file.
        source: its path or URL, for messages.

    Raises:
        PasswordError: it opens only with a password.
        InputError: it is damaged.
    """
    if b"/Form" not in data:
        return set()
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            why = "protected by a password: save it without one (qpdf --decrypt)"
            raise PasswordError(source, why)
        return {i for i, page in enumerate(reader.pages) if _drawings(page, {}, 0) > MOST_DRAWINGS}
    except (PyPdfError, *_LIBRARY_FAILURES) as error:
        why = "damaged, or no PDF: open it in its own program and save it anew"
        raise InputError(source, why) from error


def _drawings(owner: Any, known: dict[int, int], depth: int) -> int:
    """How many forms are drawn when a page or a form is, those of forms within forms too."""
    if depth > DEEPEST:
        return MOST_DRAWINGS + 1
    forms = _forms(owner)
    if not forms:
        return 0
    total = 0
    for name in _DRAWN.findall(_content(owner)):
        form = forms.get("/" + name.decode("latin-1"))
        if form is None:
            continue
        if id(form) not in known:
            known[id(form)] = 1
            known[id(form)] += _drawings(form, known, depth + 1)
        total += known[id(form)]
        if total > MOST_DRAWINGS:
            break
    return total


def _forms(owner: Any) -> dict[str, Any]:
    """The forms that a page or a form can draw, by name."""
    resources = _resolved(owner.get("/Resources"))
    objects = _resolved(resources.get("/XObject")) if isinstance(resources, dict) else None
    if not isinstance(objects, dict):
        return {}
    resolved = {name: _resolved(value) for name, value in objects.items()}
    return {
        n: f for n, f in resolved.items() if isinstance(f, dict) and f.get("/Subtype") == "/Form"
    }


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _content(owner: Any) -> bytes:
    if hasattr(owner, "get_contents"):
        contents = owner.get_contents()
        return contents.get_data() if contents is not None else b""
    return owner.get_data() if hasattr(owner, "get_data") else b""
