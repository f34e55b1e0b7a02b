"""Any model of the hub as a summarizer: the whole document, within the length, in batches."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_models import FAMILIES, save
from tiny_models import bart as make_bart

from summarize.cleaning import clean
from summarize.cli import main
from summarize.document import Document, count_words
from summarize.errors import ModelError, OptionError, SummaryError
from summarize.length import LENGTHS, Length
from summarize.methods.seq2seq import Seq2Seq
from summarize.models.runtime import Request, Settings, load
from summarize.registry import get
from summarize.summary import Summary

Tiny = Callable[..., Path]
SAMPLES = Path(__file__).parent.parent / "samples"
WRITTEN = [*LENGTHS, "1s", "4s", "30w", "15%"]
NAMES = ("harbour-bridge", "night-baker", "rain-garden")


def sample(name: str) -> Document:
    path = SAMPLES / f"{name}.txt"
    return clean(Document.from_text(path.read_text(encoding="utf-8"), source=path.name))


def assert_kept(document: Document, length: Length, summary: Summary) -> None:
    """The contract of lengths, for a summary that may say things in words of its own."""
    texts = [sentence.text for sentence in summary.sentences]
    resolved = length.of(document.words)
    assert texts
    assert resolved.most is None or len(texts) <= resolved.most
    assert len({text.casefold() for text in texts}) == len(texts)
    assert summary.words <= count_words(document.text)
    if resolved.words is not None and summary.words > resolved.words:
        assert any("longer than" in note for note in summary.notes)
    assert summary.coverage.sentences_read == len(document.sentences)


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("name", NAMES)
def test_every_length_is_kept_on_samples(name: str, written: str, converted: Path) -> None:
    document, length = sample(name), Length.parse(written)
    summarizer = get(f"seq2seq:model={converted}")
    summary = summarizer.summarize(document, length)
    assert_kept(document, length, summary)
    assert summary == summarizer.summarize(document, length)


words = st.sampled_from(
    ["the", "harbour", "bridge", "of", "Fairhaven", "12", "déjà", "vu", "一", "🙂"]
)
sentences = st.lists(words, min_size=1, max_size=40).map(lambda some: f"{' '.join(some)}.")
articles = st.lists(sentences, min_size=1, max_size=12).map(" ".join)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(text=articles, written=st.sampled_from(WRITTEN))
def test_every_length_is_kept_on_made_texts(text: str, written: str, converted: Path) -> None:
    document, length = Document.from_text(text, language="en"), Length.parse(written)
    assert_kept(document, length, Seq2Seq(str(converted)).summarize(document, length))


def test_a_text_that_fits_is_read_at_once(converted: Path) -> None:
    text = "The bridge reopened on Monday. Ferries stop in May. The town paid for all of it. "
    document = Document.from_text(text + "Engineers replaced forty cables.", language="en")
    summary = Seq2Seq(str(converted)).summarize(document, Length.parse("12w"))
    assert str(summary) == "The bridge reopened on Monday. Ferries stop in May."
    assert summary.coverage.chunks == 1
    assert summary.coverage.tokens_read == summary.coverage.tokens > count_words(text)
    assert [span.of(document.text) for s in summary.sentences for span in s.sources] == [
        "The bridge reopened on Monday.",
        "Ferries stop in May.",
    ]


def test_what_is_longer_than_the_model_reads_is_read_to_its_end(converted: Path) -> None:
    document = sample("harbour-bridge")
    runtime = load(str(converted), Settings())
    summary = Seq2Seq(str(converted)).summarize(document, LENGTHS["short"])
    texts = [" ".join(s.text.split()) for s in document.sentences]
    whole = sum(runtime.count([" ".join(texts)]))
    assert summary.coverage.chunks > 4 * whole / 5 / runtime.room
    assert abs(summary.coverage.tokens_read - whole) <= summary.coverage.chunks
    assert summary.sentences[0].text[:6] == texts[0][:6]
    assert summary.model == runtime.card.name


class Listening:
    """A runtime that remembers what it was asked, and that everything fitted."""

    def __init__(self, inner: object) -> None:
        self.inner = inner
        self.asked: list[list[Request]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    def write(self, requests: list[Request]) -> object:
        sizes = self.inner.count([request.text for request in requests])  # type: ignore[attr-defined]
        assert max(sizes) <= self.room
        self.asked.append(requests)
        return self.inner.write(requests)  # type: ignore[attr-defined]


@pytest.fixture
def listening(converted: Path, monkeypatch: pytest.MonkeyPatch) -> Listening:
    heard = Listening(load(str(converted), Settings()))
    monkeypatch.setattr("summarize.methods.seq2seq.load", lambda *_, **__: heard)
    return heard


def test_a_long_text_is_reduced_round_after_round_and_every_round_fits(
    listening: Listening,
) -> None:
    texts = [" ".join(s.text.split()) for s in sample("harbour-bridge").sentences]
    document = Document.from_text(" ".join(texts * 3), language="en")
    Seq2Seq("any").summarize(document, LENGTHS["medium"])
    rounds = [len(requests) for requests in listening.asked]
    assert len(rounds) >= 3
    assert rounds == sorted(rounds, reverse=True)
    assert rounds[-1] == 1


def test_what_is_asked_for_is_never_above_the_source(listening: Listening) -> None:
    document = sample("night-baker")
    Seq2Seq("any").summarize(document, LENGTHS["long"])
    for request in (request for requests in listening.asked for request in requests):
        (size,) = load(str(listening.card.name), Settings()).count([request.text])  # type: ignore[attr-defined]
        assert 0 <= request.least <= request.most <= size


def test_a_sentence_longer_than_the_model_reads_is_read_in_pieces(converted: Path) -> None:
    text = f"The harbour {'and the bridge ' * 120}opened. It rained. Nobody minded at all."
    document = Document.from_text(text, language="en")
    summary = Seq2Seq(str(converted)).summarize(document, LENGTHS["short"])
    assert summary.coverage.chunks > 2
    assert_kept(document, LENGTHS["short"], summary)


def test_several_documents_together_give_what_each_gives_alone(converted: Path) -> None:
    summarizer = Seq2Seq(str(converted))
    documents = [sample(name) for name in NAMES]
    empty = Document.from_text("", language="en", source="empty.txt")
    first, failed, *others = summarizer.summarize_many(
        [documents[0], empty, *documents[1:]], LENGTHS["short"]
    )
    assert isinstance(failed, SummaryError)
    assert "empty.txt" in str(failed)
    for document, summary in zip(documents, [first, *others], strict=True):
        assert summary == summarizer.summarize(document, LENGTHS["short"])


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_summarizes_a_batch_of_long_documents(family: str, tiny: Tiny) -> None:
    summarizer = Seq2Seq(str(tiny(family)), beams=2)
    openings = [sample(name).sentences[:14] for name in ("night-baker", "rain-garden")]
    documents = [Document.from_text(" ".join(s.text for s in some)) for some in openings]
    together = [*summarizer.summarize_many(documents, LENGTHS["short"])]
    for document, summary in zip(documents, together, strict=True):
        assert isinstance(summary, Summary)
        assert summary.coverage.chunks > 1
        assert_kept(document, LENGTHS["short"], summary)


def test_a_model_that_finishes_no_sentence_gives_the_sources_own_with_a_note(tiny: Tiny) -> None:
    document = sample("rain-garden")
    summary = Seq2Seq(str(tiny("t5"))).summarize(document, Length.parse("8w"))
    assert any("finished no sentence" in note for note in summary.notes)
    assert summary.sentences[0].is_own(document)


def test_a_headline_has_no_full_stop(converted: Path) -> None:
    text = (
        "The bridge reopened on Monday. Ferries stop in May, said the harbour authority. It rained."
    )
    document = Document.from_text(text, language="en")
    summary = Seq2Seq(str(converted)).summarize(document, LENGTHS["headline"])
    assert str(summary) == "The bridge reopened on Monday"


def test_torch_reads_the_converted_models_source_alone(copier: Path, converted: Path) -> None:
    with pytest.raises(ModelError, match="is converted, which torch does not run"):
        load(str(converted), Settings(), runtime="torch")
    with pytest.raises(ModelError, match=rf"is not converted: summarize models convert {copier}"):
        load(str(copier), Settings(), runtime="ctranslate2")


@pytest.mark.torch
@pytest.mark.parametrize(
    ("which", "settings", "why"),
    [
        ("copier", Settings(dtype="int8"), "summarize models convert"),
        ("copier", Settings(device="abacus"), "cannot run on 'abacus'"),
        ("converted", Settings(device="abacus"), "cannot be loaded: .*abacus"),
        ("converted", Settings(target_language="de_DE"), "is converted for its languages"),
    ],
)
def test_a_setting_that_cannot_be_kept_is_one_line(
    which: str, settings: Settings, why: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(ModelError, match=re.compile(why)) as caught:
        load(str(request.getfixturevalue(which)), settings)
    assert "\n" not in str(caught.value)


def test_half_the_precision_is_taken_where_it_is_asked_for(copier: Path) -> None:
    runtime = load(str(copier), Settings(dtype="bfloat16", device="cpu", beams=1))
    (written,) = runtime.write([Request("The bridge reopened.", 4, 12)])
    assert written.text.startswith("The bridge")


@pytest.mark.torch
def test_a_model_that_is_not_sequence_to_sequence_is_refused(tmp_path: Path) -> None:
    from transformers import BertConfig, BertModel

    BertModel(
        BertConfig(vocab_size=600, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
                   intermediate_size=16)
    ).save_pretrained(tmp_path)  # fmt: skip
    make_bart()[1].save_pretrained(tmp_path)
    with pytest.raises(ModelError, match=r"cannot be loaded: .*BertConfig"):
        load(str(tmp_path), Settings())


@pytest.mark.torch
def test_a_model_that_reads_next_to_nothing_is_refused(tmp_path: Path) -> None:
    save(tmp_path / "model", make_bart, 16)
    with pytest.raises(ModelError, match="reads 16 tokens at a time"):
        load(str(tmp_path / "model"), Settings())


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        ("seq2seq", "option 'model' is missing"),
        ("seq2seq:model=a/b,batch=0", "cannot be below"),
        ("seq2seq:model=a/b,runtime=jax", "cannot be 'jax'"),
        ("seq2seq:model=a/b,depth=2", "does not exist"),
    ],
)
def test_an_option_that_cannot_be_is_refused_with_those_there_are(spec: str, why: str) -> None:
    with pytest.raises(OptionError, match=why) as caught:
        get(spec)
    assert "source_language" in str(caught.value)


def test_a_model_that_is_not_there_fails_each_document_with_the_command_that_fetches_it() -> None:
    documents = [sample("night-baker"), sample("rain-garden")]
    for failed in Seq2Seq("harbour/none").summarize_many(documents, LENGTHS["short"]):
        assert isinstance(failed, SummaryError)
        assert "summarize models fetch harbour/none" in str(failed)


def test_the_list_names_it_and_the_extra_that_a_model_needs_before_it_is_converted() -> None:
    shown = CliRunner().invoke(main, ["list"]).stdout
    assert re.search(r"^seq2seq +.*converted ones need no torch", shown, re.M)
    assert "pip install '.[torch]'" in shown
