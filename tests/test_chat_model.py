"""`chat` over `transformers serve`, a server of others, with a model made here."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tiny_chat import save_reciter, transformers_serve

from summarize.cleaning import clean
from summarize.cli import main
from summarize.document import Document
from summarize.grounding import check
from summarize.length import Length
from summarize.methods.chat import Chat
from summarize.models.chat_runtime import ChatRuntime, ChatSettings, Message, Prompt
from summarize.pipeline import summarize
from summarize.summary import Summary

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SAMPLES = Path(__file__).parent.parent / "samples"
TRUE = (
    "The Ostler Street Bridge will close to cars at 9 p.m. on Sunday, March 8.",
    "The city’s share comes from harbor fees, which rise by 3.5 percent in July.",
)
INVENTED = "Elvis Presley bought the whole harbour for 900 dollars in 1871."
KNOWN = " ".join([TRUE[0], INVENTED, TRUE[1]])


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server, with a model that knows two sentences of a sample and one invented."""
    folder = tmp_path_factory.mktemp("reciter")
    model = save_reciter(folder / "model", KNOWN)
    with transformers_serve(model, folder / "log.txt") as base:
        yield base


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUMMARIZE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def sample(name: str) -> Document:
    path = SAMPLES / f"{name}.txt"
    return clean(Document.from_text(path.read_text(encoding="utf-8"), source=path.name))


def assert_honest(document: Document, summary: Summary) -> None:
    """Everything was read, and no sentence stands unsupported without its mark."""
    assert summary.sentences
    assert summary.coverage.sentences_read == len(document.sentences)
    for sentence, checked in zip(summary.sentences, check(summary, document), strict=True):
        assert checked.supported or sentence.unsupported


def test_the_server_is_asked_for_its_only_model_and_counts_tokens(url: str) -> None:
    runtime = ChatRuntime(ChatSettings(url=url, cache=False))
    answer, cut = runtime.ask(
        [Prompt((Message("user", "Say it."),), 300), Prompt((Message("user", "Say it."),), 5)]
    )
    assert (answer.text, answer.finished) == (KNOWN, True)
    assert answer.prompt_tokens > 0
    assert answer.completion_tokens > 20
    assert (cut.finished, cut.completion_tokens) == (False, 5)


@pytest.mark.parametrize("length", ["short", "medium", "bullets", "headline", "1s", "30w", "15%"])
@pytest.mark.parametrize("name", ["harbour-bridge", "night-baker"])
def test_lengths_are_kept_and_every_sentence_is_checked(url: str, name: str, length: str) -> None:
    document = sample(name)
    summary = summarize(document, summarizer=Chat(url=url), length=length)
    assert_honest(document, summary)
    resolved = Length.parse(length).of(document.words)
    assert resolved.most is None or len(summary.sentences) <= resolved.most
    if resolved.words is not None and summary.words > resolved.words:
        assert any("longer than" in note for note in summary.notes)  # one sentence, given whole
    assert INVENTED not in summary.text


def test_what_the_article_supports_is_kept_and_the_rest_replaced(url: str) -> None:
    document = sample("harbour-bridge")
    written = Chat(url=url).summarize(document, Length.parse("3s"))
    assert INVENTED in written.text
    repaired = summarize(document, summarizer=Chat(url=url), length="3s")
    assert all(sentence in repaired.text for sentence in TRUE)
    assert INVENTED not in repaired.text
    flagged = summarize(document, summarizer=Chat(url=url), length="3s", faithful="flag")
    assert [s.text for s in flagged.sentences if s.unsupported] == [INVENTED]


def test_a_long_document_is_read_in_parts(url: str) -> None:
    document = sample("river-report")
    summary = summarize(document, summarizer=Chat(url=url, context=4000), length="short")
    assert summary.coverage.chunks > 1
    assert summary.usage is not None
    assert summary.usage.requests > summary.coverage.chunks
    assert_honest(document, summary)


def test_the_command_line_compares_it_with_others(url: str) -> None:
    line = ["compare", str(SAMPLES / "harbour-bridge.txt"), "-l", "short", "--json"]
    result = CliRunner().invoke(main, [*line, "-s", "lead", "-s", f"chat:url={url}"])
    assert result.exit_code == 0, result.output
    entries = json.loads(result.stdout)["entries"]
    assert [entry["error"] for entry in entries] == [None, None]
    assert TRUE[0] in entries[1]["text"]
