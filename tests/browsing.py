"""What the tests of the page share: a service with a plug-in, and a person at a browser."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from time import sleep
from typing import IO, Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).parent.parent
ARTICLE = (ROOT / "samples" / "harbour-bridge.txt").read_text(encoding="utf-8")
DATELINE = "SELWICK — "  # opens the article: marked in it, left out of the summary
TITLE = "Selwick to shut its swing bridge for 14 months, but keep the boats moving"
BODY_LIMIT = 200_000  # bytes that the service under test accepts
PATIENCE = 20_000  # milliseconds: a busy machine is no failure
expect.set_options(timeout=PATIENCE)

# A summarizer as another package would bring it: it writes what the article does not say, and
# reads one sentence of it.
INVENTING = '''
from summarize.document import Span
from summarize.errors import SummaryError
from summarize.summary import Coverage, SummarySentence, compose
from dataclasses import replace


class Inventing:
    """Says that the mayor paid."""

    name = "inventing"

    def summarize(self, document, length):
        first = document.sentences[0]
        text = "\\U0001f389 The mayor paid $70 million himself."
        said = SummarySentence(text, 1.0, (first.span,), 0.4, (Span(12, 28),))
        made = compose(document, [said], length=length, summarizer=self.name, notes=("invented",))
        read = Coverage(1, len(document.sentences), first.words, document.words)
        return replace(made, coverage=read)

    def summarize_many(self, documents, length):
        return (self.summarize(document, length) for document in documents)


class Failing(Inventing):
    """Never gives a summary."""

    name = "failing"

    def summarize(self, document, length):
        raise SummaryError(None, "it never does")
'''
ENTRY_POINTS = (
    "[summarize.summarizers]\ninventing = inventing:Inventing\nfailing = inventing:Failing\n"
)


class Visit(Protocol):
    """Opens the page: of the service, or of another address, in a browser set so."""

    def __call__(self, address: str = ..., **settings: Any) -> Page: ...


def install(folder: Path) -> Path:
    """The other package, as `pip` would leave it in `folder`."""
    (folder / "inventing.py").write_text(INVENTING, encoding="utf-8")
    facts = folder / "inventing-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: inventing\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(ENTRY_POINTS)
    return folder


@contextmanager
def serving(**settings: str) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The service in a process of its own, on a free port, until the block ends."""
    with TemporaryDirectory() as folder:
        yield from started(install(Path(folder)), settings)


def started(
    plugins: Path, settings: dict[str, str]
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Where it listens, and its process; it is stopped after that."""
    path = os.pathsep.join(filter(None, [str(plugins), os.environ.get("PYTHONPATH")]))
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "SUMMARIZE_SERVE_WORKERS": "1",
        **{f"SUMMARIZE_SERVE_{name}": value for name, value in settings.items()},
    }
    command = [str(Path(sys.executable).with_name("summarize")), "serve", "--port", "0"]
    with (
        TemporaryFile("w+", encoding="utf-8") as said,
        subprocess.Popen(command, env=environment, stderr=said) as process,
    ):
        try:
            yield listening(process, said), process
        finally:
            process.terminate()


def listening(process: "subprocess.Popen[bytes]", said: IO[str]) -> str:
    """The address, once the service says it."""
    while process.poll() is None:
        said.seek(0)
        if found := re.search(r"http://127\.0\.0\.1:\d+", said.read()):
            return found[0]
        sleep(0.02)
    pytest.fail(f"the service did not start: {said.read()}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's browser, without a window."""
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield launched
        launched.close()


@contextmanager
def visiting(browser: Browser, service: str) -> Iterator[Visit]:
    """A way to open the page, each time as a new person; it asks no one else and has no errors."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def visit(address: str = service, **settings: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch(page, address, faults)
        page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not faults


def watch(page: Page, address: str, faults: list[str]) -> None:
    def asked(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(address).netloc:
            faults.append(f"asked {request.url}")

    def said(message: ConsoleMessage) -> None:
        # The browser itself logs every answer that is no success; the page's own errors count.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            faults.append(message.text)

    def opened(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", opened)


def ready(page: Page) -> Page:
    """`page`, once it knows what the service has."""
    page.wait_for_selector("#several-list input", state="attached")
    return page


def again(page: Page) -> Page:
    """`page` with everything emptied, as its own button does it."""
    page.click("#start-again")
    return page


def tab_to(page: Page, selector: str, most: int = 40) -> None:
    """Press Tab until that element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(selector).evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {selector}")


def summarize(page: Page, text: str = ARTICLE) -> Page:
    """Summarize `text` as the page is set."""
    ready(page).fill("#text", text)
    page.click("#go")
    expect(page.locator("#results")).to_be_visible()
    return page


def use(page: Page, algorithm: str) -> None:
    """Choose an algorithm under Advanced."""
    if not page.locator("#summarizer").is_visible():
        page.click("#more summary")
    page.select_option("#summarizer", algorithm)


def compare(page: Page, *names: str, text: str = ARTICLE) -> Page:
    """Compare the summaries of `text` by these summarizers."""
    ready(page).fill("#text", text)
    page.check("[name=method][value=compare]")
    if not page.locator("#several-more").is_visible():
        page.click("#several-others summary")
    checked = page.locator("#several input:checked")
    while checked.count():
        checked.first.uncheck()
    for name in names:
        page.check(f"#several input[value={name}]")
    page.click("#go")
    expect(page.locator("#results")).to_be_visible()
    return page


def own(place: Locator) -> str:
    """The text of a sentence or a mark, less the numbers and the words for screen readers."""
    text: str = place.evaluate(
        """node => { const copy = node.cloneNode(true);
        copy.querySelectorAll("sup, .back, .unseen, .verdict").forEach(part => part.remove());
        return copy.textContent; }"""
    )
    return text


def folded(text: str) -> str:
    return " ".join(text.split())


def scrolls_sideways(page: Page) -> bool:
    wider: bool = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wider
