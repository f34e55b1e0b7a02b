"""The contracts, for every summarizer there is, over generated and real documents."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarize.cleaning import clean
from summarize.document import Document, count_words
from summarize.errors import SummaryError
from summarize.length import LENGTHS, Length
from summarize.registry import BUILT_IN, MODEL_NAMED, Summarizer, get
from summarize.summary import Summary

SAMPLES = sorted(
    path
    for path in (Path(__file__).parent.parent / "samples").glob("*.txt")
    if "." not in path.stem
)
# The others need a model: test_seq2seq.py, test_chat.py.
NAMES = [name for name in BUILT_IN if name not in MODEL_NAMED]
WRITTEN = [*LENGTHS, "1s", "4s", "30w", "15%"]

WORDS = [
    *("the", "a", "of", "and", "to", "in", "is", "was", "for", "on", "that", "by", "this", "with"),
    *("harbour", "bridge", "cable", "ferry", "town", "mayor", "river", "engineer", "repair"),
    *("Monday", "report", "money", "nine", "forty", "school", "library", "garden", "battery"),
]
sentences = st.builds(
    lambda words, end: f"{' '.join(words).capitalize()}{end}",
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=45),
    st.sampled_from([".", "!", "?", '."']),
)
articles = st.lists(
    st.lists(sentences, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=7
).map("\n\n".join)


@cache
def sample(path: Path) -> Document:
    return clean(Document.from_text(path.read_text(encoding="utf-8"), source=path.name))


def assert_kept(document: Document, length: Length, summary: Summary) -> None:
    """Every line of the contract of lengths and of offsets."""
    texts = [sentence.text for sentence in summary.sentences]
    sizes = [count_words(text) for text in texts]
    resolved = length.of(document.words)
    assert texts, "a summary has a sentence"
    assert resolved.most is None or len(texts) <= resolved.most
    if resolved.words is not None and sum(sizes) > resolved.words:
        assert len(texts) == 1
        assert any("longer than" in note for note in summary.notes)
    if summary.summarizer != "lead":  # a beginning skips nothing, not even what stands twice
        assert len({text.casefold() for text in texts}) == len(texts), "it repeats itself"
    assert summary.words <= count_words(document.text), "it is longer than its source"
    if summary.model is None:
        assert_exact(document, length, summary)
    else:
        assert_nothing_invented(document, summary)


def assert_nothing_invented(document: Document, summary: Summary) -> None:
    """Each sentence is one of the source's or shorter, of the article's numbers and words."""
    article = re.findall(r"\w+", document.text.casefold())
    for sentence in summary.sentences:
        source = " ".join(span.of(document.text) for span in sentence.sources)
        names = 3 * sum("name" in done for done in sentence.edited)
        assert count_words(sentence.text) <= count_words(source) + names
        assert set(re.findall(r"\w+", sentence.text.casefold())) <= set(article)


def assert_exact(document: Document, length: Length, summary: Summary) -> None:
    """Each is a whole sentence of the source, or says how it was edited, in the source's order."""
    whole = {s.span.start: s for s in document.sentences}
    for sentence in summary.sentences:
        (span,) = sentence.sources
        own = " ".join(span.of(document.text).split())
        assert bool(sentence.edited) == (own != sentence.text)
        if length.style != "headline":
            assert whole[span.start].span == span
    if length.style != "headline":
        starts = [s.sources[0].start for s in summary.sentences]
        assert starts == sorted(starts)
    else:
        assert not summary.text.endswith(".") or summary.text.endswith("..")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("path", SAMPLES[:3], ids=lambda path: path.stem)
def test_every_summarizer_keeps_every_length_on_samples(
    path: Path, written: str, name: str
) -> None:
    length = Length.parse(written)
    assert_kept(sample(path), length, get(name).summarize(sample(path), length))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=articles, written=st.sampled_from(WRITTEN))
def test_every_summarizer_keeps_every_length_on_made_texts(
    name: str, text: str, written: str
) -> None:
    document, length = Document.from_text(text, language="en"), Length.parse(written)
    try:
        summary = get(name).summarize(document, length)
    except SummaryError:
        assert name.startswith("sumy-"), "ours summarize whatever has a sentence"
        return
    assert_kept(document, length, summary)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("sumy-")])
@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400))
def test_ours_end_in_a_summary_or_a_clear_error_on_any_text(name: str, text: str) -> None:
    document = clean(Document.from_text(text))
    if document.sentences:
        summary = get(name).summarize(document, LENGTHS["short"])
        assert_exact(document, LENGTHS["short"], summary)
    else:
        with pytest.raises(SummaryError):
            get(name).summarize(document, LENGTHS["short"])


@pytest.mark.parametrize("name", NAMES)
def test_a_source_within_the_length_comes_back_as_it_is_with_a_note(name: str) -> None:
    text = "The bridge reopened on Monday. Ferries stop in May."
    summary = get(name).summarize(Document.from_text(text, language="en"), LENGTHS["short"])
    assert summary.text == text
    assert summary.notes


@pytest.mark.parametrize("name", NAMES)
def test_many_are_summarized_in_order_and_a_failure_is_only_its_own(name: str) -> None:
    one = Document.from_text("The bridge reopened on Monday.", language="en")
    none = Document.from_text("", language="en", source="empty.txt")
    other = Document.from_text("Ferries stop in May.", language="en")
    summarizer: Summarizer = get(name)
    first, failed, last = summarizer.summarize_many([one, none, other], LENGTHS["short"])
    assert str(first) == "The bridge reopened on Monday."
    assert isinstance(failed, SummaryError)
    assert "empty.txt" in str(failed)
    assert str(last) == "Ferries stop in May."


@pytest.mark.parametrize("name", NAMES)
def test_the_same_input_gives_the_same_summary(name: str) -> None:
    document = sample(SAMPLES[0])
    once, again = (get(name).summarize(document, LENGTHS["medium"]) for _ in range(2))
    assert once == again
