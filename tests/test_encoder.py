"""The encoder in the package: words, trees, clauses, embeddings and the score of a pair."""

import numpy as np
import pytest

from summarize import encoder
from summarize.encoder.trees import best_tree
from summarize.encoder.words import split

ENCODER = encoder.load()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She didn't pay $2.4bn.", "She did n't pay $ 2.4 bn ."),
        ("Mr. Hale can't go; he's ill.", "Mr. Hale ca n't go ; he 's ill ."),
        ("They cannot sell a 19-year-old car", "They can not sell a 19 - year - old car"),
        ("The U.S. team won 3-1 at 9:30 p.m.", "The U.S. team won 3 - 1 at 9:30 p.m."),
        ("“Never,” the town’s mayor said.", "“ Never , ” the town ’s mayor said ."),
        ("", ""),
    ],
)
def test_words_are_split_as_treebanks_split_them(text: str, words: str) -> None:
    assert " ".join(piece.text for piece in split(text)) == words


def test_every_word_knows_where_it_stands() -> None:
    text = "The  ferry’s captain\tdidn't answer."
    assert all(text[piece.start : piece.end] == piece.text for piece in split(text))


def test_the_best_tree_has_one_root_and_no_cycle() -> None:
    # Greedily, words 1 and 2 choose each other and word 3 chooses the root.
    scores = np.array([[0, -9, 5, 1], [1, 5, -9, 4], [3, 0, 0, -9]], dtype=np.float32)
    assert best_tree(scores).tolist() == [2, 3, 0]


@pytest.mark.parametrize("seed", range(20))
def test_the_best_tree_beats_every_other_tree(seed: int) -> None:
    count = 4
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)
    scores[np.arange(count), np.arange(1, count + 1)] = -99
    best = best_tree(scores)
    total = scores[np.arange(count), best].sum()
    every = np.stack(np.meshgrid(*[range(count + 1)] * count), -1).reshape(-1, count)
    trees = [heads for heads in every if _is_tree(heads.tolist())]
    assert total == pytest.approx(max(scores[np.arange(count), h].sum() for h in trees), abs=1e-4)


def _is_tree(heads: list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen, at = set(), word
        while at and at not in seen:
            seen.add(at)
            at = heads[at - 1]
        if at:
            return False
    return True


@pytest.mark.parametrize(
    ("text", "subject", "verb", "thing"),
    [
        ("The dog bit the postman.", "dog", "bit", "postman"),
        ("The postman was bitten by the dog.", "dog", "bitten", "postman"),
        ("The company sued the painter over a wall.", "company", "sued", "painter"),
        ("The painter, who was sued by the company, left.", "company", "sued", "painter"),
    ],
)
def test_who_did_what_to_whom_is_found_in_either_voice(
    text: str, subject: str, verb: str, thing: str
) -> None:
    (parse,) = ENCODER.parse([text])
    clause = next(c for c in encoder.clauses(parse) if c.token.text == verb)
    heads = {each.role: parse.tokens[each.head].text for each in clause.arguments}
    assert (heads.get("subject"), heads.get("object")) == (subject, thing)


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("The dam did not leak.", True),
        ("Nobody repaired the dam.", True),
        ("No engineer repaired the dam.", True),
        ("The engineer repaired the dam.", False),
    ],
)
def test_a_clause_knows_whether_it_is_denied(text: str, *, negative: bool) -> None:
    (parse,) = ENCODER.parse([text])
    assert encoder.clauses(parse)[0].negative is negative


def test_sentences_that_mean_the_same_are_nearer_than_others() -> None:
    same, other, plain = ENCODER.embed(
        [
            "Rates were increased by the bank.",
            "The orchestra played in the park.",
            "The bank raised its rates.",
        ]
    )
    assert plain @ same > 0.6 > plain @ other


def test_embeddings_are_unit_vectors_and_none_of_nothing() -> None:
    vectors = ENCODER.embed(["A short text.", ""])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-4)
    assert ENCODER.embed([]).shape == (0, 384)


def test_what_is_parsed_together_is_parsed_as_alone() -> None:
    texts = ["The bridge opened on Monday.", "It cost less than the council had planned.", "Why?"]
    assert ENCODER.parse(texts) == [ENCODER.parse([text])[0] for text in texts]


def test_an_endless_sentence_and_an_empty_one_are_parsed_too() -> None:
    long, empty = ENCODER.parse(["very " * 500 + "long", ""])
    assert len(long.tokens) == 501
    assert empty.tokens == ()
    assert empty.root is None


def test_a_word_without_a_subword_leaves_the_others_their_tags() -> None:
    plain, hyphened = ENCODER.parse(["The dog bit the postman.", "The \u00ad dog bit the postman."])
    tags = [(t.text, t.upos, t.relation) for t in hyphened.tokens if t.text != "\u00ad"]
    assert tags == [(t.text, t.upos, t.relation) for t in plain.tokens]


def test_support_is_a_share_for_each_pair() -> None:
    scores = ENCODER.support([("The bridge opened.", "The bridge opened."), ("Yes.", "")])
    assert scores.shape == (2,)
    assert ((scores >= 0) & (scores <= 1)).all()
