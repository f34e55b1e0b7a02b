"""What a summary may say of an article, and what it may not: tables of sentences by kind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.document import Document
from summarize.grounding import CheckedSentence, Checker, check

HARBOUR = """
Mayor Denise Porter opened the new harbour bridge on Monday, Nov. 8, in front of about 1,260 people.
The bridge cost $62.4 million, nearly twice what the council had planned in 2019.

"Everyone in this room loses something tonight," said Porter, who had never wanted the tunnel. "I
would rather lose a year than lose the bridge."

Peter Osgood, a councillor for the Flats, did not vote for the bridge. He said 31 houses would have
come down for it. Engineers of the Harbour Transport Authority replaced forty cables before the
opening, and traffic rose by 12 per cent in the first week.

The Greek builder Alexis Manou sued Osgood over a newspaper column in March. The court in Fairhaven
has not ruled. British divers checked the pillars twice. Two-thirds of the ferries will stop next
summer, the authority said, but no jobs will be lost. Marta Quill, who runs the ferry company, told
the Courier that she expects prices to fall below three euros. Osgood denied that he had been paid.
"""
DOCUMENT = Document.from_text(HARBOUR, language="en")
CHECKER = Checker(DOCUMENT)


def kinds(text: str) -> set[str]:
    return {claim.kind for claim in CHECKER.check_sentence(text).unsupported}


SUPPORTED = {
    "names": [
        "Porter opened the harbour bridge on Monday.",
        "Mayor Porter opened the new harbour bridge.",
        "Denise Porter opened the bridge before 1,260 people.",
        "Porter's bridge opened on Monday.",
        "HTA engineers replaced forty cables.",
        "A Greek builder sued Osgood.",
        "Alexis Manou of Greece sued Peter Osgood.",
        "Divers from Britain checked the pillars.",
        "UK divers checked the pillars twice.",
        "Pete Osgood did not vote for the bridge.",
        "Peter Osgod did not vote for the bridge.",
        "Marta Quill expects prices to fall, she told the Courier.",
    ],
    "numbers": [
        "The bridge cost 62.4 million dollars.",
        "The bridge cost $62.4m.",
        "It opened in front of nearly 1,300 people.",
        "It opened in front of more than 1,200 people.",
        "Thirty-one houses would have come down.",
        "Engineers replaced 40 cables.",
        "Traffic rose by 12% in the first week.",
        "Traffic rose by twelve percent.",
        "Two thirds of the ferries will stop.",
        "Prices are expected to fall below €3.",
    ],
    "dates": [
        "The bridge opened on November 8.",
        "The bridge opened on Monday, 8 November.",
        "The bridge opened on Mon. 8 Nov.",
        "Manou sued Osgood in March.",
        "The council had planned it in 2019.",
    ],
    "quotations": [
        "“Everyone in this room loses something tonight,” said Porter.",
        '"Everyone in this room loses something tonight", she said.',
        "“Everyone ... loses something tonight,” said Porter.",
        "“Everyone in this room loses something tonight, I would rather lose a year,” Porter said.",
        "Porter would “rather lose a year” than the bridge.",
    ],
    "negations": [
        "Osgood didn't vote for the bridge.",
        "Councillor Peter Osgood did not vote for the bridge.",
        "The court has not ruled.",
        "The court hasn't ruled yet.",
        "No jobs will be lost.",
        "Osgood denied that he had been paid.",
        "Porter had never wanted the tunnel.",
    ],
    "comparatives": [
        "Traffic increased by 12 per cent in the first week.",
        "Prices are to fall below three euros, Quill expects.",
    ],
    "roles": [
        "Alexis Manou sued Osgood over a newspaper column.",
        "Osgood was sued by Alexis Manou over a newspaper column.",
    ],
}
UNSUPPORTED = {
    "name": [
        "Mayor Helen Carver opened the new harbour bridge on Monday.",
        "Carver opened the new harbour bridge on Monday.",
        "Marta Quill opened the new harbour bridge on Monday.",
        "Osgood opened the new harbour bridge on Monday.",
        "Denise Quill opened the new harbour bridge.",
        "The court in Portsmouth has not ruled.",
        "French divers checked the pillars twice.",
        "The bridge was checked by NASA.",
        "Marta Quill told the Gazette that she expects prices to fall.",
    ],
    "number": [
        "The bridge cost $64.2 million.",
        "The bridge cost 62.4 billion dollars.",
        "The bridge cost £62.4 million.",
        "It opened in front of more than 1,300 people.",
        "He said 40 houses would have come down for it.",
        "Engineers replaced thirty-one cables before the opening.",
        "Engineers replaced fifty cables.",
        "Traffic rose by 21 per cent in the first week.",
        "Forty per cent of the ferries will stop.",
        "The bridge was planned in 2018.",
    ],
    "date": [
        "The bridge opened on Tuesday.",
        "The bridge opened on December 8.",
        "Manou sued Osgood over a newspaper column in November.",
    ],
    "quotation": [
        "“Everyone in this town loses something tonight,” said Porter.",
        "“I would rather lose the bridge,” said Porter.",
        "Osgood said he was “delighted”.",
    ],
    "negation": [
        "Osgood did vote for the bridge.",
        "Peter Osgood, a councillor for the Flats, voted for the bridge.",
        "The court in Fairhaven has ruled.",
        "Jobs will be lost, the authority said.",
        "British divers never checked the pillars twice.",
        "Engineers have not replaced forty cables before the opening.",
        "The bridge did not cost $62.4 million.",
    ],
    "opposite": [
        "Traffic fell by 12 per cent in the first week.",
        "She expects prices to rise below three euros.",
        "Forty cables were replaced after the opening.",
    ],
    "role": [
        "Osgood sued Alexis Manou over a newspaper column in March.",
    ],
}


@pytest.mark.parametrize("text", [text for texts in SUPPORTED.values() for text in texts])
def test_what_the_article_says_in_other_words_is_supported(text: str) -> None:
    found = CHECKER.check_sentence(text)
    assert found.unsupported == ()
    assert found.supported
    assert found.sources


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in UNSUPPORTED.items() for text in texts]
)
def test_what_the_article_does_not_say_is_told_by_its_kind(kind: str, text: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("Porter opened the bridge on Friday.", "Friday"),
        ("The bridge cost $64.2 million.", "64.2 million"),
        ("Helen Carver opened the bridge.", "Helen Carver"),
        ("Porter said “nobody loses anything” at the opening.", "“nobody loses anything”"),
    ],
)
def test_a_claim_is_the_stretch_of_the_sentence_that_nothing_supports(
    text: str, stretch: str
) -> None:
    (claim,) = CHECKER.check_sentence(text).unsupported
    assert claim.span.of(text) == stretch
    assert claim.why


def test_support_falls_with_what_the_article_does_not_have() -> None:
    whole = CHECKER.check_sentence("The court in Fairhaven has not ruled.")
    part = CHECKER.check_sentence("The court in Fairhaven has not ruled over giraffes and zebras.")
    none = CHECKER.check_sentence("Giraffes and zebras graze quietly.")
    assert whole.support == 1.0 > part.support > none.support
    assert (whole.verdict, none.verdict) == ("supported", "not found")


def test_a_contradiction_has_the_words_of_the_article() -> None:
    (found,) = CHECKER.check_sentence("The bridge opened on Tuesday.").unsupported
    assert found.verdict == "contradicted"
    assert found.source is not None
    assert found.source.of(HARBOUR) == "Monday"


def test_the_sources_are_spans_of_the_article_as_read() -> None:
    found = CHECKER.check_sentence(
        "Osgood did not vote for the bridge and Manou sued him in March."
    )
    texts = [span.of(HARBOUR) for span in found.sources]
    assert any(text.startswith("Peter Osgood, a councillor") for text in texts)
    assert any(text.startswith("The Greek builder") for text in texts)
    assert list(found.sources) == sorted(found.sources)


def test_a_sentence_can_be_held_to_some_of_the_article_s_sentences() -> None:
    text = "Osgood did not vote for the bridge."
    (about_osgood,) = [
        n for n, s in enumerate(DOCUMENT.sentences) if s.text.startswith("Peter Osgood")
    ]
    assert CHECKER.check_sentence(text, within=[about_osgood]).supported
    assert not CHECKER.check_sentence(text, within=[0]).supported
    assert not CHECKER.check_sentence(text, within=()).supported


def test_an_acronym_is_known_by_the_sentence_that_spells_it_out() -> None:
    (about_cables,) = [
        n for n, s in enumerate(DOCUMENT.sentences) if s.text.startswith("Engineers of")
    ]
    text = "HTA engineers replaced forty cables."
    assert CHECKER.check_sentence(text, within=[about_cables]).supported
    assert not CHECKER.check_sentence(text, within=[0]).supported


def test_a_summary_is_checked_sentence_by_sentence() -> None:
    found = check("Porter opened the bridge on Monday. It cost $99 million.", HARBOUR)
    assert [sentence.supported for sentence in found] == [True, False]
    assert all(isinstance(sentence, CheckedSentence) for sentence in found)


def test_lines_and_bullets_are_sentences_too() -> None:
    found = check("• Porter opened the bridge\n• It cost $99 million", HARBOUR)
    assert [sentence.supported for sentence in found] == [True, False]


@pytest.mark.parametrize("summary", ["", " \n", "...", "!?"])
def test_nothing_said_is_nothing_unsupported(summary: str) -> None:
    assert all(sentence.supported for sentence in check(summary, HARBOUR))


@pytest.mark.parametrize("sentence", [s.text for s in DOCUMENT.sentences])
@pytest.mark.parametrize("change", [str, str.lower, str.upper, lambda text: f"  {text} \n"])
def test_the_article_s_own_sentences_are_supported_in_any_case(
    sentence: str, change: "type[str]"
) -> None:
    found = CHECKER.check_sentence(change(sentence))
    assert found.support == 1.0
    assert found.unsupported == ()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_article_s_own_sentences_are_supported_without_their_last_words(count: int) -> None:
    for sentence in DOCUMENT.sentences:
        cut = " ".join(sentence.text.split()[:-count])
        if '"' not in cut and cut[-1].isalpha():
            assert CHECKER.check_sentence(cut).unsupported == (), cut


WORDS = [
    *("The", "a", "of", "and", "not", "never", "in", "by", "was", "said", "to", "no", "more"),
    *("Porter", "Quill", "Osgood", "Fairhaven", "Monday", "March", "1,260", "forty", "12%", "$3"),
    *("harbour", "bridge", "ferry", "sued", "rose", "fell", '"', "“", "”", "'", ",", "-", "(", "½"),
]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(article=st.lists(texts.map(lambda t: f"{t}."), min_size=1, max_size=6).map("\n".join))
def test_no_sentence_of_an_article_is_ever_unsupported_by_it(article: str) -> None:
    document = Document.from_text(article, language="en")
    checker = Checker(document)
    for sentence in document.sentences:
        for text in (sentence.text, sentence.text.lower()):
            found = checker.check_sentence(text)
            assert found.unsupported == ()
            assert found.support == 1.0


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=120), article=st.text(max_size=300))
def test_any_text_can_be_held_against_any_other(text: str, article: str) -> None:
    for sentence in check(text, article):
        assert 0.0 <= sentence.support <= 1.0
        for claim in sentence.unsupported:
            assert 0 <= claim.span.start < claim.span.end <= len(sentence.text)
        for span in sentence.sources:
            assert 0 <= span.start < span.end <= len(article)


@settings(max_examples=20, deadline=None)
@given(several=st.lists(texts, min_size=1, max_size=6))
def test_the_same_sentence_gives_the_same_answer(several: list[str]) -> None:
    other = Checker(DOCUMENT)
    backwards = [other.check_sentence(text) for text in reversed(several)]
    assert [CHECKER.check_sentence(text) for text in several] == backwards[::-1]


VOTE = Document.from_text(
    "The city council voted 6-3 on Tuesday night to replace the bridge, which will close to cars "
    "at 9 p.m. on Sunday. The bridge has stuck four times since August. On Nov. 19 it "
    "stayed open for more than five hours.",
    language="en",
)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The city council voted 6-3 on Tuesday night.", "supported"),
        ("The city council voted 9-3 on Tuesday night.", "contradicted"),
        ("The bridge has stuck four times since August.", "supported"),
        ("The bridge has stuck five times since August.", "contradicted"),
    ],
)
def test_a_number_is_compared_with_what_the_article_counts(claim: str, verdict: str) -> None:
    assert Checker(VOTE).check_sentence(claim).verdict == verdict


BIDS = Document.from_text(
    "Chancellor Jon Reel met the head of the Harbour Fund, Dr. Ada Moss, in Oslo. "
    "Officials warned in 2018 that the dam was unsafe, but parliament did not vote the money. "
    "Turnover rose from 4 million to 5 million euros. Analysts said the savings could be small. "
    "Reel's deputy, Kim Dahl, stayed in Bergen.",
    language="en",
)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Kim Dahl met Ada Moss in Oslo.", "contradicted"),
        ("Jon Reel met Ada Moss in Oslo.", "supported"),
        ("Parliament warned in 2018 that the dam was unsafe.", "contradicted"),
        ("Officials warned in 2018 that the dam was unsafe.", "supported"),
        ("Turnover rose from 5 million to 4 million euros.", "contradicted"),
        ("Turnover rose from 4 million to 5 million euros.", "supported"),
        ("The savings will be small, analysts said.", "contradicted"),
        ("The savings could be small, analysts said.", "supported"),
    ],
)
def test_what_the_article_says_of_another_is_contradicted(claim: str, verdict: str) -> None:
    assert Checker(BIDS).check_sentence(claim).verdict == verdict


def test_support_is_the_same_in_every_process() -> None:
    code = (
        "from pathlib import Path\n"
        "from summarize.grounding import check\n"
        "read = lambda name: Path('samples', f'harbour-bridge.{name}').read_text('utf-8')\n"
        "print([s.support for s in check(read('bullets.txt'), read('txt'))])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},  # by it sets are ordered
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("0", "3")
    }
    assert len(printed) == 1
