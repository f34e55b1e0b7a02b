"""The extractive summarizers: what each chooses, and what all have in common."""

from dataclasses import replace

import pytest

from summarize.cleaning import clean
from summarize.document import Document, Span
from summarize.errors import OptionError, SummaryError
from summarize.length import LENGTHS, Length
from summarize.methods.extractive import best_first
from summarize.methods.textrank import prior
from summarize.registry import BUILT_IN, MODEL_NAMED, Summarizer, get

NAMES = [name for name in BUILT_IN if name not in MODEL_NAMED]  # these need a model

NEWS = """The harbour bridge reopened on Monday after a year of repairs, the town said.

Engineers replaced forty cables of the bridge during the repairs. Each cable weighs three tonnes.

A gull watched from a lamp. The town paid nine million euros for the repairs of the bridge.

“We are glad that the bridge is open,” the mayor said. Ferries across the harbour stop in May.
"""


@pytest.fixture
def news() -> Document:
    return Document.from_text(NEWS, language="en")


def starts(text: str) -> str:
    return " ".join(text.split()[:2])


def test_lead_takes_the_first_sentences(news: Document) -> None:
    chosen = get("lead").summarize(news, Length.parse("2s")).sentences
    assert [starts(s.text) for s in chosen] == ["The harbour", "Engineers replaced"]


def test_textrank_prefers_what_the_headline_says(news: Document) -> None:
    headline = "Cables replaced by engineers\n\n"
    text = headline + NEWS
    document = replace(
        Document.from_text(text, language="en"), title_span=Span(0, len(headline.strip()))
    )
    one, length = get("textrank"), Length.parse("1s")
    body = tuple(s for s in document.sentences if s.span.start >= len(headline))
    assert starts(str(one.summarize(news, length))) == "The harbour"
    assert (
        starts(str(one.summarize(replace(document, sentences=body), length)))
        == "Engineers replaced"
    )


def test_random_depends_on_text_and_seed_alone(news: Document) -> None:
    length = Length.parse("1s")
    by_seed = {str(get(f"random:seed={n}").summarize(news, length)) for n in range(20)}
    assert len(by_seed) > 3
    assert str(get("random").summarize(news, length)) == str(get("random").summarize(news, length))


@pytest.mark.parametrize("name", ["textrank", "lexrank", "salience"])
def test_a_ranker_prefers_what_the_article_is_about(news: Document, name: str) -> None:
    chosen = str(get(name).summarize(news, Length.parse("2s")))
    assert "bridge" in chosen
    assert "gull" not in chosen


def test_a_phrase_that_announces_a_result_counts() -> None:
    document = Document.from_text(
        "Bridges age in salt air. Cables age as well. Engineers know this. "
        "In this paper we propose a new cable. Salt air is everywhere.",
        language="en",
    )
    assert prior(document).argmax() in (0, 3)
    assert prior(document)[3] > prior(document)[2]


@pytest.mark.parametrize("spec", ["textrank:kernel=overlap", "textrank:kernel=sumy", "textrank"])
def test_kernels_are_options(news: Document, spec: str) -> None:
    assert get(spec).summarize(news, LENGTHS["short"]).summarizer == "textrank"


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("textrank:damping=1.5", "damping is from 0 up to 1"),
        ("lexrank:damping=-1", "damping is from 0 up to 1"),
        ("textrank:lead=-1", "lead is from 0 to"),
        ("textrank:kernel=dot", "cannot be 'dot'"),
        ("random:seed=x", "cannot be 'x'"),
    ],
)
def test_an_option_out_of_range_says_the_range(spec: str, said: str) -> None:
    with pytest.raises(OptionError, match=said):
        get(spec)


def test_without_a_lead_position_does_not_count(news: Document) -> None:
    even = get("textrank:lead=0").summarize(news, Length.parse("1s"))
    assert even.sentences[0].score < 1


def test_equal_scores_go_by_position() -> None:
    assert best_first([0.5, 1.0, 1.0 - 1e-15, 0.5]) == [1, 2, 0, 3]


@pytest.mark.parametrize("name", NAMES)
def test_a_caption_that_stands_twice_is_given_once(name: str) -> None:
    caption = "Children waved flags as the ferry came into the harbour."
    document = Document.from_text(f"{caption}\n\n{caption}\n\n{NEWS}", language="en")
    assert str(get(name).summarize(document, LENGTHS["long"])).count(caption) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_every_name_finds_a_summarizer_of_that_name(name: str) -> None:
    found = get(name)
    assert isinstance(found, Summarizer)
    assert found.name == name


def test_no_sentence_is_an_error_that_names_the_document() -> None:
    with pytest.raises(SummaryError, match=r"empty\.txt: nothing to summarize"):
        get("lead").summarize(Document.from_text("", source="empty.txt"), LENGTHS["short"])


def test_a_sentence_longer_than_the_length_is_given_with_a_note() -> None:
    text = f"The bridge {'and the harbour ' * 20}reopened. A gull sat. Lamps burned. Boats left."
    summary = get("lead").summarize(Document.from_text(text, language="en"), LENGTHS["short"])
    assert len(summary.sentences) == 1
    assert summary.notes == ("the best sentence alone is longer than 50 words: it is given whole",)


def test_fewer_sentences_than_asked_for_are_noted() -> None:
    same = " ".join(["The bridge reopened on Monday morning."] * 30)
    summary = get("textrank").summarize(Document.from_text(same, language="en"), LENGTHS["medium"])
    assert len(summary.sentences) == 1
    assert summary.notes[0].startswith("1 of at least 3 sentences")


def test_sumy_works_without_a_download_in_other_languages() -> None:
    text = (
        "Die Brücke wurde am Montag wieder eröffnet. Die Stadt zahlte neun Millionen Euro. "
        "Ingenieure ersetzten vierzig Seile der Brücke. Fähren fahren nur noch bis Mai."
    )
    for name in NAMES:
        document = Document.from_text(text, language="de")
        assert get(name).summarize(document, Length.parse("1s")).words


def test_a_headline_leaves_room_for_sentences_without_its_words() -> None:
    text = (
        "Marlow Bay closes old sea wall path\n\n"
        "The town council of Marlow Bay voted on Tuesday to close the old sea wall path.\n\n"
        "Repairs will cost about 2.4 million euros and are expected to take eight months, it said."
        " Shop owners near the path fear that fewer visitors will come during the summer.\n\n"
        "The council promised a bus every twenty minutes from the station to the harbour while"
        " work goes on. A vote on who pays for the repairs will be held in May, after the regional"
        " budget is known.\n\n"
        "Divers looked at the foundations in autumn and found two cracks as wide as a hand.\n"
    )
    document = clean(Document.from_text(text, language="en"))
    summary = get("textrank").summarize(document, LENGTHS["medium"])
    assert document.title == "Marlow Bay closes old sea wall path"
    assert len(summary.sentences) == 5
