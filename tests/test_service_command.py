"""`summarize --server`: the same command, and the same bytes, whoever does the work."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from services import ARTICLE, Live, live

from summarize.cli import main
from summarize.service.http.auth import make_key

KEY = make_key("tests")
SAMPLES = Path(__file__).parent.parent / "samples"
FILES = ("harbour-bridge.txt", "bergbahn.txt")
PAGE = (
    "<html><head><title>Harbour</title></head><body><nav><a href='/'>Home</a></nav><article>"
    f"<h1>Harbour</h1><p>{ARTICLE}</p><p>Sign up for our newsletter</p></article></body></html>"
)

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("service") / "log", keys=KEY.entry) as server:
        yield server


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs the command in a folder with articles, without the person's own configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "news").mkdir()
    for name in FILES:
        (tmp_path / "news" / name).write_bytes((SAMPLES / name).read_bytes())
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "latin.txt").write_bytes("Die Brücke ist offen. Das ist schön.".encode("latin-1"))

    def run(*arguments: str, input: str | None = None, **variables: str) -> Result:  # noqa: A002 - click's own name
        return CliRunner().invoke(
            main, arguments, input=input, env=variables, prog_name="summarize"
        )

    return run


def timeless(shown: str) -> str:
    return re.sub(r'"seconds": [\d.e-]+', '"seconds": 0', shown)


GIVEN = [
    ("news/harbour-bridge.txt",),
    ("news/harbour-bridge.txt", "-l", "bullets", "--explain", "--show-removed"),
    ("news/bergbahn.txt", "-f", "markdown", "--explain", "--show-removed"),
    ("news/bergbahn.txt", "-f", "html"),
    ("news/bergbahn.txt", "-f", "html", "--no-clean", "--language", "en"),
    ("page.html", "-f", "html", "-l", "2s"),
    ("page.html", "-f", "json", "-s", "lexrank", "-l", "10%"),
    ("latin.txt", "-f", "json"),
    ("news/harbour-bridge.txt", "page.html", "-f", "jsonl", "-l", "headline"),
    ("page.html", "empty.txt", "missing.txt", "news", "page.html"),
    ("-f", "json", "-l", "1s"),
    ("-", "page.html", "-q"),
]


@pytest.mark.parametrize("given", GIVEN, ids=" ".join)
def test_it_prints_what_is_printed_without(
    command: Command, service: Live, given: tuple[str, ...]
) -> None:
    here = command(*given, input=ARTICLE)
    there = command("--server", service.url, *given, input=ARTICLE, SUMMARIZE_API_KEY=KEY.secret)
    assert timeless(there.stdout) == timeless(here.stdout)
    assert there.stderr == here.stderr
    assert there.exit_code == here.exit_code


def test_the_environment_can_name_the_service(command: Command, service: Live) -> None:
    done = command("page.html", SUMMARIZE_SERVER=service.url, SUMMARIZE_API_KEY=KEY.secret)
    assert done.exit_code == 0
    assert '"path": "/v1/summarize"' in service.log.read_text()


ERRORS = [
    (("-l", "tiny"), 2, "'tiny' is not a length"),
    (("--language", "xx"), 2, "'xx' is not a language"),
    (("-s", "best"), 2, "summarize: there is no summarizer 'best'"),
    (("https://example.org/a",), 1, "https://example.org/a: this service does not download URLs"),
    (("--api-key", "sk-other"), 1, "API key missing or invalid"),
    (("--server", "ftp://example.org"), 1, "not the address of a service"),
]


@pytest.mark.parametrize(("given", "code", "why"), ERRORS)
def test_an_error_is_one_line(
    command: Command, service: Live, given: tuple[str, ...], code: int, why: str
) -> None:
    variables = {"SUMMARIZE_SERVER": service.url, "SUMMARIZE_API_KEY": KEY.secret}
    sources = () if "https" in given[0] else ("page.html", "page.html")
    done = command(*given, *sources, **variables)
    assert done.exit_code == code
    assert why in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_service_that_is_not_there_is_one_line(command: Command) -> None:
    done = command("--server", "http://127.0.0.1:9", "page.html", "page.html")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "cannot connect to the service" in done.stderr
