"""The learned summarizer: its forests, what they are shown, and what it chooses."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize import read
from summarize.document import Document
from summarize.length import LENGTHS, Length
from summarize.methods.extractive import document_terms
from summarize.methods.salience import Salience, summarizer
from summarize.methods.salience.features import SENTENCE, WORD, Sheet, with_words
from summarize.methods.salience.forest import BATCH, Forest, Rows
from summarize.methods.salience.lexicon import Lexicon
from summarize.methods.salience.sentence_sets import SET, Judged, Sets, Versions, candidates, rows
from summarize.methods.salience.summarizer import EMBEDDED, Model, judge, unlike
from summarize.methods.textrank import TextRank

SAMPLES = Path(__file__).parent.parent / "samples"
BRIDGE = read(str(SAMPLES / "harbour-bridge.txt"))
MODEL = Model.load(EMBEDDED)


def judged(document: Document) -> Judged:
    return judge(document, document_terms(document), MODEL)


def sets_of(document: Document, length: Length) -> list[tuple[int, ...]]:
    found = judged(document)
    among = unlike(document, document_terms(document), found.blended.tolist())
    return candidates(found, among, length)


def table_of(sets: Sets, budget: int) -> Rows:
    found = judged(BRIDGE)
    return rows(found, *Versions.whole(found.sheet, sets), budget)


# Forests


def grown(seed: int, trees: int, depth: int) -> Forest:
    rng = np.random.default_rng(seed)
    return Forest(
        rng.integers(0, 5, (trees, depth)).astype(np.int16),
        rng.normal(size=(trees, depth)).astype(np.float32),
        rng.normal(size=(trees, 2**depth)).astype(np.float32),
        0.5,
    )


def climbed(forest: Forest, row: list[float]) -> float:
    """The forest's answer, one question after the other."""
    total = forest.bias
    for features, borders, leaves in zip(
        forest.features, forest.borders, forest.leaves, strict=True
    ):
        answers = [row[f] > border for f, border in zip(features, borders, strict=True)]
        total += float(leaves[sum(1 << level for level, yes in enumerate(answers) if yes)])
    return total


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 99), st.integers(1, 7), st.integers(1, 8), st.integers(1, 9))
def test_a_forest_answers_as_its_trees_do_one_by_one(
    seed: int, trees: int, depth: int, count: int
) -> None:
    forest = grown(seed, trees, depth)
    table = np.random.default_rng(seed).normal(size=(count, 5)).astype(np.float32)
    expected = [climbed(forest, row) for row in table.tolist()]
    assert forest.values(table) == pytest.approx(expected, abs=1e-6)


def test_many_rows_are_answered_as_each_alone() -> None:
    forest = grown(1, 3, 2)
    table = np.random.default_rng(2).normal(size=(BATCH + 3, 5)).astype(np.float32)
    whole = forest.values(table)
    assert whole[-1] == forest.values(table[-1:])[0]
    assert len(whole) == len(table)


def test_no_rows_have_no_answers() -> None:
    assert grown(1, 3, 2).values(np.zeros((0, 5), np.float32)).size == 0


# What they are shown


def test_a_word_that_was_never_read_is_as_rare_as_the_rarest_and_tells_nothing() -> None:
    lexicon = Lexicon(["said", "quak"], np.array([8, 96], np.uint8), np.array([-32, 64], np.int8))
    rarity, telling = lexicon.of(["quak", "zzyzx", "said"])
    assert rarity.tolist() == [6.0, 6.0, 0.5]
    assert telling.tolist() == [2.0, 0.0, -1.0]


def test_the_lexicon_knows_what_makes_a_headline() -> None:
    rarity, telling = MODEL.lexicon.of(["said", "earthquak", "presid"])
    assert rarity[1] > rarity[2]
    assert telling[1] > 0


TEXTS = [
    "One sentence alone.",
    "Yes. No. Yes. No. The of and. Is it? It is.",
    "The bridge reopened. The bridge reopened. The bridge reopened.",
    "橋は月曜日に再開した。市は九百万ユーロを支払った。",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_column_has_its_name_and_a_number_for_any_text(text: str) -> None:
    document = Document.from_text(text)
    sheet = Sheet.of(document, document_terms(document), MODEL.lexicon, "The bridge")
    assert sheet.sentences.shape == (len(document.sentences), len(SENTENCE))
    assert sheet.words.shape[1] == len(WORD)
    assert np.isfinite(sheet.sentences).all()
    assert np.isfinite(sheet.words).all()
    likely = np.full(len(sheet.words), 0.5)
    assert with_words(sheet, likely).shape == (len(document.sentences), len(SENTENCE) + 6)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("at", [0, 1, 2]),
        ("block", [0, 0, 1]),
        ("in_block", [0, 1, 0]),
        ("block_size", [2, 2, 1]),
        ("after", [2, 1, 0]),
        ("of_title", [1, 0, 0.5]),
        ("numbers", [0, 2, 0]),
        ("question", [0, 0, 1]),
        ("words_so_far", [0, 5, 11]),
        ("words_before", [0, 5, 6]),
        ("words_next", [6, 5, 0]),
    ],
)
def test_a_column_says_what_its_name_says(name: str, expected: list[float]) -> None:
    document = Document.from_text(
        "The harbour bridge was closed. Cables cost 9 million in 1931.\n\nIs the bridge safe now?",
        language="en",
    )
    terms = document_terms(document)
    sheet = Sheet.of(document, terms, MODEL.lexicon, "Harbour bridge")
    assert sheet.sentences[:, SENTENCE.index(name)].tolist() == expected


def test_a_term_is_counted_wherever_it_stands() -> None:
    document = Document.from_text("A gull, a gull. A boat. The gull flew.", language="en")
    sheet = Sheet.of(document, document_terms(document), MODEL.lexicon)
    gull = dict(zip(WORD, sheet.words[0].tolist(), strict=True))
    assert gull["count"] == 3
    assert gull["in_sentences"] == 2
    assert gull["first"] == 0
    assert gull["has_title"] == 0


# Sets of sentences


@pytest.mark.parametrize("written", ["40w", "60w", "short", "medium"])
def test_every_set_keeps_the_length(written: str) -> None:
    length = Length.parse(written)
    sizes = [s.words for s in BRIDGE.sentences]
    found = sets_of(BRIDGE, length)
    assert len(found) > 5
    assert len(set(found)) == len(found)
    for chosen in found:
        assert list(chosen) == sorted(chosen)
        assert length.admits([sizes[i] for i in chosen])


def test_each_set_has_a_row_that_says_how_far_it_is_below_the_best() -> None:
    found = sets_of(BRIDGE, LENGTHS["short"])
    table = table_of(found, 50)
    assert table.shape == (len(found), len(SET))
    for name in ("covered_below", "score_below", "hits_below"):
        assert table[:, SET.index(name)].max() == 0
    use = table[:, SET.index("use")]
    words = [sum(BRIDGE.sentences[i].words for i in chosen) for chosen in found]
    assert use.tolist() == pytest.approx([count / 50 for count in words])


def test_a_row_knows_who_stands_next_to_whom() -> None:
    table = table_of([(0, 1, 2), (0, 3), (4,)], 50)
    assert table[:, SET.index("steps")].tolist() == [2, 0, 0]
    assert table[:, SET.index("first_place")].tolist() == [0, 0, 4]
    assert table[:, SET.index("last_place")].tolist() == [2, 3, 4]
    assert table[:, SET.index("has_first")].tolist() == [1, 1, 0]


# What it chooses


def test_scores_are_one_a_sentence_from_0_to_1() -> None:
    scores = Salience().scores(BRIDGE, document_terms(BRIDGE))
    assert len(scores) == len(BRIDGE.sentences)
    assert max(scores) == 1
    assert min(scores) > 0


def test_sentences_that_say_nothing_are_all_alike() -> None:
    document = Document.from_text("The of. The of. The of.", language="en")
    assert len(Salience().scores(document, document_terms(document))) == 3


def test_it_says_what_the_article_is_about_and_not_what_a_gull_did() -> None:
    text = (
        "The harbour bridge reopened on Monday after a year of repairs, the town said.\n\n"
        "Engineers replaced forty cables of the bridge during the repairs. Each cable weighs "
        "three tonnes.\n\nA gull watched from a lamp. The town paid nine million euros for the "
        "repairs of the bridge.\n\nFerries across the harbour stop in May."
    )
    chosen = Salience().summarize(Document.from_text(text, language="en"), Length.parse("30w"))
    assert "bridge" in chosen.text
    assert "gull" not in chosen.text


@pytest.mark.parametrize("written", ["40w", "60w", "short", "medium"])
def test_what_textrank_chooses_is_judged_too_and_has_points_ahead(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    usual = TextRank().summarize(BRIDGE, Length.parse(written)).text
    monkeypatch.setattr(summarizer, "USUAL", 1000.0)
    assert Salience().summarize(BRIDGE, Length.parse(written)).text == usual
    monkeypatch.setattr(summarizer, "USUAL", -1000.0)
    assert Salience().summarize(BRIDGE, Length.parse(written)).text != usual


def test_a_set_of_more_sentences_has_points_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    length = Length.parse("60w")
    sentences = []
    for points in (-1000.0, 1000.0):
        monkeypatch.setattr(summarizer, "MORE", points)
        sentences.append(len(Salience().summarize(BRIDGE, length).sentences))
    assert sentences[0] < sentences[1]


def test_a_repeated_sentence_is_said_once_in_a_set() -> None:
    line = "The harbour bridge reopened on Monday after a year of repairs, the town said."
    document = Document.from_text("\n\n".join([line] * 9), language="en")
    assert Salience().summarize(document, LENGTHS["short"]).text == line


@pytest.mark.parametrize("written", ["bullets", "headline", "3s", "300w", "short"])
def test_what_is_no_number_of_words_goes_by_the_scores_alone(written: str) -> None:
    document = Document.from_text(BRIDGE.text, language="en")
    length = Length.parse(written)
    summary = Salience().summarize(document, length)
    sizes = [len(s.text.split()) for s in summary.sentences]
    assert length.most is None or len(sizes) <= length.most


def test_other_languages_are_summarized_too() -> None:
    document = read(str(SAMPLES / "bergbahn.txt"))
    assert Salience().summarize(document, LENGTHS["short"]).words <= 50


def test_the_number_of_threads_changes_nothing() -> None:
    code = (
        "from summarize import summarize; from pathlib import Path;"
        f"s = summarize(Path({str(SAMPLES / 'reef-sound.txt')!r}), summarizer='salience');"
        "print([(x.score, x.text) for x in s.sentences])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads,
                 "PYTHONPATH": str(SAMPLES.parent)},
        ).stdout
        for threads in ("1", "4")
    }  # fmt: skip
    assert len(outputs) == 1


def test_the_model_is_small_and_has_its_card() -> None:
    assert EMBEDDED.stat().st_size < 2_000_000
    card = (EMBEDDED.parent / "README.md").read_text(encoding="utf-8")
    for subject in ("## Data", "## Recipe", "## Scores", "## Limits", "Licence"):
        assert subject in card


def test_it_leaves_to_textrank_the_languages_in_which_that_is_better() -> None:
    text = (
        "قالت البلدية إن الجسر سيغلق يوم الأحد. وأضافت أن الأعمال تستمر أربعة عشر شهرا. وقال"
        " المهندس إن الآلات قديمة جدا. وستعبر عبارة مجانية كل عشرين دقيقة. ويطالب التجار بتعويض."
    )
    document = Document.from_text(text, language="ar")
    length = Length.parse("2s")
    ours = Salience().summarize(document, length)
    assert ours.text == TextRank().summarize(document, length).text
    assert any("textrank was used" in note for note in ours.notes)
    assert ours.summarizer == "salience"
