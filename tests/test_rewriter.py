"""The embedded model at work: held to the source's words, the same every time."""

import pytest

from summarize.methods.abstractive.rewriter import FREE, HEADLINE, embedded, ratio

SENTENCE = (
    "The city council, which met on Tuesday, voted to spend $2.5 million on the old bridge, "
    "the mayor said."
)


@pytest.mark.parametrize(
    ("share", "token"), [(0.0, "[unused1]"), (0.25, "[unused3]"), (1.0, "[unused10]")]
)
def test_a_share_of_the_length_has_its_token(share: float, token: str) -> None:
    assert ratio(share) == token


def test_tokens_know_their_place_in_the_text() -> None:
    text = "Ann’s bridge — closed"
    tokens = embedded().tokens(text)
    assert [text[t.start : t.end] for t in tokens] == ["Ann", "’", "s", "bridge", "—", "closed"]
    assert [t.piece for t in tokens] == ["ann", "'", "s", "bridge", "-", "closed"]


@pytest.mark.parametrize("control", [FREE, HEADLINE, ratio(0.5)])
def test_rewritings_are_best_first_and_of_words_that_are_allowed(control: str) -> None:
    model = embedded()
    (found,) = model.rewrite([model.tokens(SENTENCE)], [control])
    scores = [hypothesis.score for hypothesis in found]
    assert scores == sorted(scores, reverse=True)
    said = {piece for hypothesis in found for piece in hypothesis.pieces}
    assert not said & {"paris", "three", "monday"}


def test_documents_under_way_together_come_out_as_they_do_alone() -> None:
    model = embedded()
    texts = [SENTENCE, "The ferry runs every day until the end of May.", SENTENCE[:60]]
    alone = [model.rewrite([model.tokens(text)], [FREE]) for text in texts]
    begun = [model.begin([model.tokens(text)], [FREE]) for text in texts]
    assert [pending.result() for pending in begun] == alone


def test_nothing_asked_is_nothing_answered() -> None:
    assert embedded().rewrite([], []) == []
