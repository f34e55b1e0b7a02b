"""ROUGE: equal to rouge-score where that can read the language, right where it cannot."""

import pickle
import random
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer

from summarize.errors import LanguageError, UnknownNameError, UsageError
from summarize.evaluation import Rouge, Score, rouge
from summarize.evaluation.rouge import DEFAULT_METRICS, METRICS, lcs, porter

ENGLISH = [
    "the",
    "bridge",
    "reopened",
    "engineers",
    "cables",
    "a",
    "of",
    "9",
    "replacing",
    "Replaced",
]
WORDS = st.sampled_from(["a", "b", "c", "d", "e"])
MAY_WARN_OF_UNREAD_LETTERS = pytest.mark.filterwarnings(
    "ignore:ROUGE for English reads:UserWarning"
)
LISTS = st.lists(WORDS, max_size=12)
TEXTS = st.lists(
    st.sampled_from([*ENGLISH, "\n", ".", "-", "café", "O'Neill", "東京", "ﬁnal"]), max_size=25
).map(" ".join)


def oracle(prediction: str, reference: str, *, stem: bool) -> dict[str, Score]:
    scored = RougeScorer(DEFAULT_METRICS, use_stemmer=stem).score(reference, prediction)
    return {metric: Score(*map(float, score)) for metric, score in scored.items()}


def made_up_text(draw: random.Random) -> str:
    """A few lines of words with English endings, some of them frequent."""
    stems = ["report", "hop", "rel", "nation", "enjoy", "sk", "di", "agre", "fl", "conform", "b"]
    ends = [
        "",
        "s",
        "ed",
        "ing",
        "ational",
        "ies",
        "y",
        "ly",
        "ness",
        "ment",
        "ied",
        "ally",
        "able",
    ]
    words = [draw.choice(stems) + draw.choice(ends) for _ in range(draw.randint(0, 50))]
    return "".join(word + draw.choice([" ", " ", " ", ", ", ".\n", "-"]) for word in words)


def all_subsequences(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for kept in product([False, True], repeat=len(words)):
        yield tuple(word for word, keep in zip(words, kept, strict=True) if keep)


@pytest.mark.parametrize("stem", [True, False])
def test_a_thousand_made_up_pairs_score_as_rouge_score_has_them(stem: bool) -> None:
    draw = random.Random(20)
    ours = Rouge(stem=stem)
    for _ in range(500):
        prediction, reference = made_up_text(draw), made_up_text(draw)
        assert ours.score(prediction, reference) == oracle(prediction, reference, stem=stem)


@MAY_WARN_OF_UNREAD_LETTERS
@given(TEXTS, TEXTS, st.booleans())
def test_any_pair_scores_as_rouge_score_has_it(a: str, b: str, stem: bool) -> None:
    assert rouge(a, b, stem=stem) == oracle(a, b, stem=stem)


@MAY_WARN_OF_UNREAD_LETTERS
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_characters_at_all_score_as_rouge_score_has_them(a: str, b: str) -> None:
    assert rouge(a, b) == oracle(a, b, stem=True)


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_is_one_for_a_text_and_itself(metric: str) -> None:
    text = "One two three four five.\nSix seven eight nine ten."
    assert rouge(text, text, metrics=[metric]) == {metric: Score(1.0, 1.0, 1.0)}


@given(TEXTS, TEXTS)
def test_scores_are_shares_and_f1_is_between_precision_and_recall(a: str, b: str) -> None:
    for score in rouge(a, b, language="und").values():
        low, high = sorted((score.precision, score.recall))
        assert 0 <= low <= score.f1 + 1e-12
        assert score.f1 <= high + 1e-12 <= 1 + 1e-12


@MAY_WARN_OF_UNREAD_LETTERS
@given(TEXTS, TEXTS)
def test_changing_sides_changes_precision_with_recall_but_for_the_lines(a: str, b: str) -> None:
    metrics = ("rouge1", "rouge2", "rougeL")
    forth, back = rouge(a, b, metrics=metrics), rouge(b, a, metrics=metrics)
    for metric in metrics:
        assert forth[metric].precision == back[metric].recall


def test_of_several_references_the_best_f1_counts_metric_by_metric_as_in_rouge_score() -> None:
    prediction = "The bridge reopened on Monday.\nFerries stop."
    references = ["Monday the bridge reopened.", "The bridge has been reopened on a Monday.", ""]
    best = RougeScorer(DEFAULT_METRICS, use_stemmer=True).score_multi(references, prediction)
    assert rouge(prediction, references) == {m: Score(*s) for m, s in best.items()}


def test_the_mean_over_references_is_of_each_part_by_itself() -> None:
    scored = rouge("a b", ["a b", "a c", "d e"], aggregate="mean", metrics=["rouge1"])
    assert scored["rouge1"] == Score(0.5, 0.5, 0.5)


@pytest.mark.parametrize("empty", ["", "\n", " ... \n - "])
def test_a_side_without_words_scores_nought(empty: str) -> None:
    nought = dict.fromkeys(DEFAULT_METRICS, Score(0.0, 0.0, 0.0))
    assert rouge(empty, "a bridge") == rouge("a bridge", empty) == rouge(empty, empty) == nought


def test_how_sentences_are_joined_decides_on_lsum_and_on_nothing_else() -> None:
    prediction, reference = "Ferries stop.\nThe bridge opens.", "The bridge opens.\nFerries stop."
    lined = rouge(prediction, reference)
    glued = rouge(prediction.replace("\n", " "), reference.replace("\n", " "))
    assert lined.pop("rougeLsum").f1 == 1.0
    assert glued.pop("rougeLsum").f1 < 1.0
    assert lined == glued


def test_our_splitter_finds_the_sentences_that_no_line_break_shows() -> None:
    prediction = "Ferries will stop. The bridge opens on Monday."
    reference = "The bridge opens on Monday. Ferries will stop."
    split = Rouge(("rougeLsum",), sentences="split").score(prediction, reference)
    assert split["rougeLsum"].f1 == 1.0
    assert rouge(prediction, reference)["rougeLsum"].f1 < 1.0


@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        ({"limit_words": 3}, "One twó three"),
        ({"limit_words": 99}, "One twó three-four five"),
        ({"limit_bytes": 7}, "One tw"),
        ({"limit_bytes": 8}, "One twó"),
        ({"limit_bytes": 11}, "One twó th"),
        ({"limit_bytes": 75}, "One twó three-four five"),
    ],
)
def test_a_limit_cuts_the_prediction_and_not_the_reference(
    limits: dict[str, int], kept: str
) -> None:
    prediction, reference = "One twó three four five", "One twó three four five six"
    if "-" in kept:
        prediction = kept
    limited = Rouge(language="und", **limits).score(prediction, reference)  # type: ignore[arg-type]
    assert limited == Rouge(language="und").score(kept, reference)


def test_a_limit_of_words_counts_letters_where_writing_has_no_spaces() -> None:
    limited = Rouge(language="ja", limit_words=2).score("東京は雨", "東京は雨")
    assert limited["rouge1"] == Score(1.0, 0.5, 2 / 3)


@pytest.mark.parametrize(
    ("language", "prediction", "reference", "hits", "predicted", "referred"),
    [
        ("ja", "東京は雨。", "東京の雨", 3, 4, 4),
        ("zh", "北京2024年", "北京 2024 年", 4, 4, 4),
        ("th", "น้ำท่วม", "น้ำท่วมถนน", 3, 3, 6),
        ("hi", "पुल फिर से खुला।", "पुल खुला", 2, 4, 2),
        ("el", "Η ΓΕΦΥΡΑ ΑΝΟΙΞΕ.", "η γεφυρα άνοιξε", 3, 3, 3),
        ("ko", "다리가 열렸다.", "다리가 열렸다", 2, 2, 2),
        ("ru", "Мост открыт", "новые мосты", 1, 2, 2),
        ("de", "Straße der Häuser", "STRASSE Haus", 2, 3, 2),
        ("fr", "caf\u00e9 noir", "cafe\u0301 noir", 2, 2, 2),
        ("fa", "می\u200cروم", "می\u200cروم", 1, 1, 1),
        ("und", "snake_case ２０２０ ﬁn", "snake case 2020 fin", 4, 4, 4),
    ],
)
def test_words_are_right_where_rouge_score_leaves_nothing_of_them(
    language: str, prediction: str, reference: str, hits: int, predicted: int, referred: int
) -> None:
    found = rouge(prediction, reference, language=language, metrics=["rouge1"])["rouge1"]
    assert found == Score.of(hits, predicted, referred)


def test_the_tokenizer_can_be_told_whatever_the_language() -> None:
    pair = ("café", "cafe")
    assert Rouge(tokenizer="unicode").score(*pair)["rouge1"].f1 == 0.0
    assert Rouge(language="fr", tokenizer="rouge-score").score("né", "n")["rouge1"].f1 == 1.0


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"metrics": ("rouge0",)}, UnknownNameError),
        ({"metrics": ("rougel",)}, UnknownNameError),
        ({"aggregate": "least"}, UnknownNameError),
        ({"sentences": "paragraphs"}, UnknownNameError),
        ({"tokenizer": "spacy"}, UnknownNameError),
        ({"language": "xx-none"}, LanguageError),
        ({"limit_words": 0}, UsageError),
        ({"limit_bytes": -1}, UsageError),
        ({"limit_words": 5, "limit_bytes": 5}, UsageError),
    ],
)
def test_an_option_that_cannot_be_is_refused(
    options: dict[str, object], error: type[UsageError]
) -> None:
    with pytest.raises(error):
        Rouge(**options)  # type: ignore[arg-type]


def test_no_reference_is_an_error_and_not_a_score() -> None:
    with pytest.raises(UsageError, match="at least one reference"):
        rouge("a bridge", [])


def test_options_go_to_another_process_and_score_the_same_there() -> None:
    ours = Rouge(stem=False, language="de")
    before = ours.score("eine Brücke", "die Brücke")
    there = pickle.loads(pickle.dumps(ours))
    assert there == ours
    assert there.score("eine Brücke", "die Brücke") == before


def test_a_score_becomes_a_plain_dict() -> None:
    assert Score(0.5, 0.25, 1 / 3).to_dict() == {"precision": 0.5, "recall": 0.25, "f1": 1 / 3}


@given(LISTS, LISTS)
def test_the_length_of_the_common_subsequence_is_that_of_the_longest_there_is(
    a: list[str], b: list[str]
) -> None:
    longest = max(map(len, set(all_subsequences(a)) & set(all_subsequences(b))))
    assert lcs.length(a, b) == len(lcs.positions(a, b)) == longest


@given(LISTS, LISTS)
def test_positions_are_those_of_a_common_subsequence(a: list[str], b: list[str]) -> None:
    places = lcs.positions(a, b)
    left = iter(b)
    assert places == sorted(places)
    assert all(a[place] in left for place in places)


@given(LISTS, st.lists(LISTS, max_size=4))
def test_the_union_has_the_positions_with_every_other_list(
    a: list[str], others: list[list[str]]
) -> None:
    together = sorted({place for other in others for place in lcs.positions(a, other)})
    assert lcs.union_positions(a, others) == together


def test_the_subsequence_of_very_long_texts_is_found() -> None:
    words = [str(i % 977) for i in range(20_000)]
    assert lcs.length(words, words[5_000:]) == 15_000


ROOTS = "rel nation sky hop fizz agr conform happ enjoy radic archae ge di fl inn b us oy y"
ENDS = (
    "s es ies ied eed ed ing at bl iz y ational tional enci anci izer bli abli alli entli eli"
    " ousli ization ation ator alism iveness fulness ousness aliti iviti biliti fulli logi icate"
    " ative alize iciti ical ful ness al ance ence er ic able ible ant ement ment ent sion tion ion"
    " ou ism ate iti ous ive ize e ll yy"
)
IRREGULAR = "skies dying lying tying news innings outings cannings howe proceed exceed as x9yy"


def test_stems_are_rouge_scores_for_every_ending_and_two_endings_on_end() -> None:
    ends = ["", *ENDS.split()]
    words = [*map("".join, product(ROOTS.split(), ends, ends)), *IRREGULAR.split()]
    longer = [word for word in words if len(word) > 3]
    assert len(longer) > 50_000
    assert list(map(porter.stem, longer)) == DefaultTokenizer(True).tokenize(" ".join(longer))


@given(st.text("abeiouylstz1", min_size=4, max_size=9))
def test_stems_are_rouge_scores_for_any_letters(word: str) -> None:
    assert [porter.stem(word)] == DefaultTokenizer(True).tokenize(word)


@pytest.mark.parametrize("word", ["", "a", "is", "9"])
def test_words_of_two_letters_and_fewer_are_their_own_stems(word: str) -> None:
    assert porter.stem(word) == word


def test_one_metric_may_be_given_by_its_name() -> None:
    one: Any = "rouge1"
    assert [*Rouge(metrics=one).score("The bridge.", "The bridge.")] == ["rouge1"]


def test_unrelated_thai_texts_have_little_in_common() -> None:
    one = "สะพานเก่าปิดซ่อมสิบสี่เดือนเพราะเครื่องจักรชำรุด"
    other = "นักเรียนปลูกต้นไม้ริมแม่น้ำในวันหยุดสุดสัปดาห์"
    assert rouge(one, other, language="th")["rouge1"].f1 < 0.2
    assert rouge(one, one, language="th")["rouge1"].f1 == 1
