"""A summarizer that invents, held to its document: flagged, repaired, or left alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pytest

from summarize import summarize
from summarize.document import Document, Span, count_words
from summarize.errors import SummaryError, UnknownNameError
from summarize.length import LENGTHS, Length
from summarize.pipeline import FAITHFUL, Faithful, Settings, summarize_many
from summarize.summary import Summary, SummarySentence, compose

ARTICLE = (
    "The harbour bridge reopened on Monday after a year of repairs.\n\n"
    "Engineers replaced forty cables and every lamp on the bridge.\n\n"
    "The town paid nine million euros for the repairs of the bridge.\n\n"
    "Ferries that carried commuters across the harbour stop in May.\n\n"
    "Mayor Anna Bell said that fares will not rise before the summer.\n"
)
TRUE = "The bridge reopened on Monday."
FALSE = "The town paid ninety million euros for the bridge."
NONSENSE = "Quiet giraffes graze beneath purple volcanoes."


@dataclass(frozen=True)
class Writer:
    """Writes the same sentences whatever it reads."""

    sentences: tuple[str, ...]
    name: str = "writer"

    def summarize(self, document: Document, length: Length) -> Summary:
        made = [SummarySentence(text, 1.0, (Span(0, 10),)) for text in self.sentences]
        summary = compose(document, made, length=length, summarizer=self.name, notes=("a note",))
        return replace(summary, model="a model")

    def summarize_many(self, documents: Iterable[Document], length: Length) -> Iterator[Summary]:
        return (self.summarize(document, length) for document in documents)


def written(*sentences: str, faithful: Faithful = "repair", length: str = "medium") -> Summary:
    return summarize(ARTICLE, summarizer=Writer(sentences), length=length, faithful=faithful)


def test_off_leaves_a_summary_as_it_came() -> None:
    summary = written(TRUE, FALSE, faithful="off")
    assert [s.text for s in summary.sentences] == [TRUE, FALSE]
    assert all(s.support == 1.0 and not s.unsupported for s in summary.sentences)


def test_flag_says_what_is_unsupported_and_changes_no_word() -> None:
    summary = written(TRUE, FALSE, faithful="flag")
    right, wrong = summary.sentences
    assert summary.text == f"{TRUE} {FALSE}"
    assert right.support > wrong.support
    assert [span.of(ARTICLE) for span in right.sources] == [ARTICLE.split("\n\n")[0]]
    assert [span.of(FALSE) for span in wrong.unsupported] == ["ninety million"]
    assert wrong.support < 1.0
    assert "1 of 2 sentences: not all is supported" in summary.notes


def test_repair_replaces_what_is_unsupported_by_a_sentence_the_ranker_would_choose() -> None:
    summary = written(FALSE, TRUE)
    own = summarize(ARTICLE, summarizer="textrank", length="5s").sentences
    best = max(own, key=lambda sentence: sentence.score)
    assert best.text == ARTICLE.split("\n")[0], "it is what TRUE says already"
    assert summary.sentences[0].text == TRUE
    assert summary.sentences[1].text in {sentence.text for sentence in own}
    assert summary.words == count_words(summary.text)
    assert summary.notes[-1] == "1 sentence the article does not support: replaced by its own"
    assert summary.notes[0] == "a note"
    assert summary.model == "a model"


@pytest.mark.parametrize("sentences", [(FALSE,), (NONSENSE,), (TRUE, NONSENSE), (FALSE, NONSENSE)])
@pytest.mark.parametrize("length", ["headline", "short", "medium", "bullets", "20w", "40%"])
def test_repair_never_prints_what_was_found_unsupported(
    sentences: tuple[str, ...], length: str
) -> None:
    summary = written(*sentences, length=length)
    for sentence in (FALSE, NONSENSE):
        assert sentence.rstrip(".") not in summary.text
    assert not any(sentence.unsupported for sentence in summary.sentences)
    starts = [sentence.sources[0].start for sentence in summary.sentences]
    assert starts == sorted(starts)


def test_repair_leaves_out_what_would_break_the_length_and_says_so() -> None:
    summary = written(TRUE, FALSE, length="10w")
    assert summary.text == TRUE
    assert summary.notes[-1] == "1 sentence the article does not support: left out"


def test_repair_says_nothing_twice() -> None:
    own = [line for line in ARTICLE.split("\n") if line]
    summary = written(*own[:4], FALSE)
    assert len({s.text for s in summary.sentences}) == len(summary.sentences) == 5
    assert len(written(TRUE, FALSE).sentences) == 2


def test_a_summary_of_which_nothing_remains_is_an_error() -> None:
    with pytest.raises(SummaryError, match="supports no sentence of the summary"):
        written(NONSENSE, length="3w")


def test_a_headline_is_repaired_without_its_full_stop() -> None:
    summary = written("Town paid ninety million euros for the bridge", length="headline")
    assert summary.text in {line.removesuffix(".") for line in ARTICLE.split("\n") if line}


@pytest.mark.parametrize("faithful", FAITHFUL)
@pytest.mark.parametrize("name", ["textrank", "lead", "lexrank"])
@pytest.mark.parametrize("length", LENGTHS)
def test_an_extractive_summary_is_the_same_however_faithful(
    faithful: Faithful, name: str, length: str
) -> None:
    plain = summarize(ARTICLE, summarizer=name, length=length, faithful="off")
    held = summarize(ARTICLE, summarizer=name, length=length, faithful=faithful)
    assert replace(held, seconds=0.0) == replace(plain, seconds=0.0)


def test_many_summaries_are_held_alike() -> None:
    asked = Settings(summarizer=Writer((TRUE, FALSE)), faithful="flag")
    (summary,) = summarize_many([ARTICLE], asked)
    assert isinstance(summary, Summary)
    assert summary.sentences[1].unsupported


def test_an_unknown_way_of_being_faithful_lists_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="off, flag, repair"):
        Settings(faithful="perhaps").resolved()
