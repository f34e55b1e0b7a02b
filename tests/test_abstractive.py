"""The embedded abstractive summarizer: shorter, of the source's own words, true, and offline."""

import subprocess
import sys
from pathlib import Path

import pytest

from summarize import read, summarize
from summarize.document import Document
from summarize.errors import SummaryError
from summarize.grounding import check
from summarize.length import LENGTHS, Length
from summarize.methods.abstractive import Abstractive

SAMPLES = Path(__file__).parent.parent / "samples"
BRIDGE = SAMPLES / "harbour-bridge.txt"


def written(text: str, length: str = "short") -> str:
    """The abstractive summary of a text."""
    document = Document.from_text(text, language="en")
    return Abstractive().summarize(document, Length.parse(length)).text


def test_a_sentence_that_does_not_fit_is_shortened_and_says_so() -> None:
    text = (
        "The council of Selwick, which met on Monday in the old hall, voted to close the harbor "
        "bridge to all cars for a year."
    )
    document = Document.from_text(f"{text} It rained.", language="en")
    summary = Abstractive().summarize(document, Length.parse("19w"))
    assert "old hall" not in summary.text
    assert summary.sentences[0].edited == ("shortened",)
    assert summary.model
    assert all(sentence.sources for sentence in summary.sentences)


@pytest.mark.parametrize("length", [*LENGTHS.values(), Length.parse("60w"), Length.parse("3s")])
@pytest.mark.parametrize("sample", ["harbour-bridge", "battery-plant", "night-baker"])
def test_the_length_is_kept_and_every_sentence_is_borne_out(sample: str, length: Length) -> None:
    document = read(str(SAMPLES / f"{sample}.txt"))
    summary = summarize(document, summarizer="abstractive", length=length)
    resolved = length.of(document.words)
    assert resolved.most is None or len(summary.sentences) <= resolved.most
    assert resolved.words is None or summary.words <= resolved.words
    assert not any(sentence.unsupported for sentence in summary.sentences)
    shortened = [s.text for s in summary.sentences if not s.is_close(document)]
    found = check(" ".join(shortened), document) if shortened else ()
    assert not any(sentence.unsupported for sentence in found)


def test_a_dateline_is_no_part_of_a_summary() -> None:
    assert "SELWICK" not in written(BRIDGE.read_text(encoding="utf-8"))


def test_a_dateline_that_is_removed_leaves_the_sentence_its_place() -> None:
    text = "LIMA, Peru (AP) — The harbor bridge closed to cars on Monday. It rained. A ferry runs."
    summary = summarize(text, summarizer="abstractive", length="1s", language="en")
    assert summary.text == "The harbor bridge closed to cars on Monday."
    assert summary.sentences[0].edited == ("dateline removed",)


def test_what_fits_whole_is_left_whole() -> None:
    text = (
        "The harbor bridge, which was built in 1931, closed to all cars on Monday. "
        "A ferry, which sails every hour, carries people across the harbor. "
        "The council will mend the bridge, whose cables are old, for nine million dollars."
    )
    document = Document.from_text(text, language="en")
    summary = Abstractive().summarize(document, Length.parse("2s"))
    assert all(sentence.is_own(document) for sentence in summary.sentences)


LIMITED = [
    "At first glance, the report clears the harbor company of any blame for the oil spill.",
    "If you want a luxurious stay, Marrow is not the right island to spend a summer on.",
    "The mayor rejected claims that he lied to the committee about the state of the dam.",
    "The mayor and the company met for two hours on Monday, only to emerge no closer to a deal.",
    "The former head of the port, Lena Ost, was charged with fraud by a judge in May.",
    "On paper, the city has more than enough money to mend its only bridge in a year.",
]
KEPT = [
    "At first glance",
    "luxurious",
    "rejected",
    "only to emerge",
    "former",
    "On paper",
]


@pytest.mark.parametrize(("text", "kept"), list(zip(LIMITED, KEPT, strict=True)))
@pytest.mark.parametrize("length", ["12w", "9w", "headline"])
def test_what_limits_a_claim_is_kept_however_short_the_summary(
    text: str, kept: str, length: str
) -> None:
    assert kept.casefold() in written(f"{text} It rained.", length).casefold()


def test_the_same_text_gives_the_same_summary() -> None:
    path = SAMPLES / "reef-sound.txt"
    first, second = (summarize(path, summarizer="abstractive").text for _ in range(2))
    assert first == second


def test_many_documents_come_out_in_order_as_they_do_alone() -> None:
    one, other = (
        Document.from_text(text)
        for text in (
            "The bridge, which was built in 1931, closed to cars on Monday. A ferry runs.",
            "The old mill closed after the flood. It will open again in May, the owner said.",
        )
    )
    length = Length.parse("9w")
    made = list(
        Abstractive().summarize_many([one, Document.from_text(""), *[one, other] * 9], length)
    )
    assert len(made) == 20
    assert isinstance(made[1], SummaryError)
    alone = [Abstractive().summarize(document, length).text for document in (one, other)]
    assert [str(summary) for summary in made[2:]] == alone * 9


SAID_TWICE = [
    "The council of Selwick, which met in the old hall, voted on Monday to close the harbor bridge "
    "for a year.",
    "On Monday the council of Selwick voted, after a long debate, to close the harbor bridge for a "
    "year.",
]


@pytest.mark.parametrize("length", ["20w", "30w", "35w"])
def test_a_statement_is_made_once_however_it_is_put(length: str) -> None:
    between = (
        "Engineers found rust in forty of its cables. A ferry runs from the north pier every hour. "
        "Shops near the quay fear for their trade, and the mayor promised them lower rents. "
    )
    summary = written(
        f"{SAID_TWICE[0]} {between}{SAID_TWICE[1]} The work costs nine million.", length
    )
    assert summary.count("close the harbor bridge") == 1


def test_a_headline_is_written_from_a_sentence() -> None:
    text = "The council of Selwick voted on Monday to close the harbour bridge to cars for a year."
    summary = summarize(f"{text} It rained.", summarizer="abstractive", length="headline")
    assert summary.words <= 14
    assert not summary.text.endswith(".")
    assert summary.model


def test_where_no_headline_may_stand_it_is_the_best_sentence() -> None:
    text = "The list has " + ", ".join(f"item {i}" for i in range(90)) + "."
    assert written(text, "headline") == text.rstrip(".")


def test_a_pronoun_is_given_its_name_where_the_sentence_before_is_not_taken() -> None:
    text = (
        "Dr. Imani Broadwell runs the emergency room. She told the council that the bridge had "
        "held up an ambulance on the night of the flood and that the bridge must be mended.\n\n"
        "The council closed the bridge after the flood. The bridge was old.\n\n"
        "The council will mend the bridge after the flood, at a cost of nine million dollars, "
        "and the bridge will open in spring."
    )
    summary = written(text, "40w")
    assert not summary.startswith("She ")
    assert ". She " not in summary or "runs the emergency room" in summary


def test_a_text_within_the_length_comes_back_as_it_is() -> None:
    text = "The bridge opened on Monday after a year of repairs."
    summary = summarize(text, summarizer="abstractive")
    assert summary.text == text
    assert summary.model is None


def test_another_language_is_not_rewritten_and_the_summary_says_so() -> None:
    summary = summarize(SAMPLES / "bergbahn.txt", summarizer="abstractive", length="short")
    assert any("the model writes English" in note for note in summary.notes)
    document = read(str(SAMPLES / "bergbahn.txt"))
    whole = {" ".join(sentence.text.split()) for sentence in document.sentences}
    assert {sentence.text for sentence in summary.sentences} <= whole


def test_a_sentence_too_long_for_the_model_is_given_as_it_is_and_the_summary_says_so() -> None:
    long = "The list of the bridge has " + ", ".join(f"item {i}" for i in range(90)) + "."
    summary = summarize(f"{long} It rained.", summarizer="abstractive", length="short")
    assert any("longer than 50 words" in note for note in summary.notes)


def test_no_sentence_is_an_error() -> None:
    with pytest.raises(SummaryError):
        Abstractive().summarize(Document.from_text(""), LENGTHS["short"])


@pytest.mark.parametrize("module", ["torch", "transformers"])
def test_neither_torch_nor_transformers_is_loaded(module: str) -> None:
    code = (
        "import sys; from summarize import summarize; from pathlib import Path;"
        f"summarize(Path({str(SAMPLES / 'reef-sound.txt')!r}), summarizer='abstractive');"
        f"sys.exit({module!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_conversation_keeps_its_turns_whole() -> None:
    turns = [
        "Ann: The harbor bridge closed to all cars on Monday, did you hear?",
        "Ben: Yes, the city will mend the harbor bridge, which is old, for nine million dollars.",
        "Ann: A ferry will carry people across the water, the mayor says.",
        "Ben: Most people of the city welcomed the work on the bridge, I believe.",
    ]
    document = Document.from_text("\n\n".join(turns), language="en")
    summary = Abstractive().summarize(document, Length.parse("25w"))
    assert summary.summarizer == "abstractive"
    assert all(sentence.text in turns for sentence in summary.sentences)
    assert "of a conversation turns are given whole" in summary.notes
