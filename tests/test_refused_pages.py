"""Pages that hold no article are refused by what they say, in the languages they are met in."""

import tomllib
from pathlib import Path

import pytest

from summarize.errors import InputError
from summarize.language.profiles import codes
from summarize.reading import read_bytes
from summarize.reading.html.refusal import SPOKEN

DATA = Path(__file__).parents[1] / "summarize" / "language" / "data"
SAID = [
    ("Please enable JavaScript to view this page.", "needs JavaScript"),
    ("Bitte aktivieren Sie JavaScript.", "needs JavaScript"),
    ("请启用JavaScript", "needs JavaScript"),
    ("Lütfen JavaScript'i etkinleştirin.", "needs JavaScript"),
    ("Je ne suis pas un robot", "check for robots"),
    ("Доступ запрещён", "denies access"),
    ("Pagina niet gevonden", "was not found"),
    ("Sidan hittades inte", "was not found"),
    ("Cookies akzeptieren", "consent to cookies"),
    ("Inicia sesión", "asks for a login"),
    ("Wartungsarbeiten", "server failed"),
    ("Chargement…", "before its text was loaded"),
]


@pytest.mark.parametrize(("said", "what"), SAID)
def test_a_page_is_refused_by_what_it_says(said: str, what: str) -> None:
    page = f"<html><head><title>Bay</title></head><body><div>{said}</div></body></html>"
    with pytest.raises(InputError, match=what):
        read_bytes(page.encode(), "a.html")


@pytest.mark.parametrize("code", codes())
def test_the_files_with_such_phrases_are_those_that_are_read(code: str) -> None:
    table = tomllib.loads((DATA / f"{code}.toml").read_text("utf-8"))
    assert ("refusal" in table) is (code in SPOKEN)
