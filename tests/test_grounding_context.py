"""What a clause of the article says in its context: its pronouns, and who else is in it."""

import pytest

from summarize.document import Document
from summarize.encoder import load
from summarize.grounding import Checker
from summarize.grounding.article import Article

ARTICLE = """The shipyard in Orrin lost an order for two ferries on Tuesday. The order went to a
yard in Gdynia.

The dockers' union accused the owners of hiding debts from the state, which lent the yard
30 million euros. Union leaders said the yard would close a dock. The owners lose 4 million euros a
month. Two cafes near the gate have closed since Easter.

Orrin builds a ship that runs on ammonia. It has not found a customer for it. The owners hope to
sell it in Canada. The mayor asked the state to move a museum there."""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Document.from_text(ARTICLE, language="en"))


@pytest.mark.parametrize(
    ("kind", "claim"),
    [
        ("negation", "Orrin found a customer for the ship that runs on ammonia."),
        ("role", "The dockers' union accused the state of hiding debts."),
        ("role", "The mayor moved a museum to Orrin."),
        ("number", "The owners lose 4 million euros a year."),
        ("date", "Two cafes near the gate closed before Easter."),
    ],
)
def test_what_the_context_contradicts_is_told(checker: Checker, kind: str, claim: str) -> None:
    checked = checker.check_sentence(claim)
    assert checked.verdict == "contradicted"
    assert kind in {each.kind for each in checked.findings}


@pytest.mark.parametrize(
    "claim",
    [
        "Orrin has not found a customer for the ship.",
        "The dockers' union accused the owners of hiding debts.",
        "The state was asked by the mayor to move a museum to Orrin.",
        "The owners lose 4 million euros each month.",
        "Two cafes near the gate closed after Easter.",
        "The yard will close a dock, union leaders said.",
    ],
)
def test_what_it_bears_out_is_not(checker: Checker, claim: str) -> None:
    assert checker.check_sentence(claim).supported


@pytest.mark.parametrize(("far", "names"), [(2, {"ada", "quist"}), (4, set())])
def test_a_pronoun_stands_for_a_subject_two_sentences_before_at_most(
    far: int, names: set[str]
) -> None:
    between = ["A pipe burst.", "The carpet was wet.", "Rain fell for a week."][: far - 1]
    story = ["The library is old.", "Ada Quist runs it.", *between, "She resigned in June."]
    article = Article(Document.from_text(" ".join(story), language="en"))
    last = len(story) - 1
    for at in (0, last):  # what was parsed before changes nothing
        article.parse([at], load())
    (sentence,) = article.parsed([last])
    assert set().union(*sentence.pronouns.values()) == names


HARBOR = """Harbor board chair Lena Moor opened the new pier in Orrin on Tuesday. "We need a second
crane before winter," she said.

The pilot Karl Brandt said the channel was too narrow for tankers. A ferry ran aground there in May.

Fishing crews stayed away. "Nobody asked the crews about the channel," said Ines Falk, who leads
them."""


@pytest.fixture(scope="module")
def harbor() -> Checker:
    return Checker(Document.from_text(HARBOR, language="en"))


@pytest.mark.parametrize(
    ("speaker", "said"),
    [
        ("Lena Moor", "said a second crane was needed before winter."),
        ("Karl Brandt", "said the channel was too narrow for tankers."),
        ("Ines Falk", "told reporters that nobody had asked the crews about the channel."),
    ],
)
def test_reported_words_are_their_speaker_s(harbor: Checker, speaker: str, said: str) -> None:
    assert harbor.check_sentence(f"{speaker} {said}").supported
    for other in {"Lena Moor", "Karl Brandt", "Ines Falk"} - {speaker}:
        checked = harbor.check_sentence(f"{other} {said}")
        assert checked.verdict == "contradicted", other
        assert "role" in {each.kind for each in checked.findings}


@pytest.mark.parametrize(
    ("kind", "claim"),
    [
        ("opposite", "Lena Moor closed the new pier in Orrin while guests from the capital sang."),
        ("negation", "Fishing crews did not stay away when the mayor of the city arrived."),
    ],
)
def test_a_clause_beside_hides_no_opposite(harbor: Checker, kind: str, claim: str) -> None:
    assert kind in {each.kind for each in harbor.check_sentence(claim).findings}
