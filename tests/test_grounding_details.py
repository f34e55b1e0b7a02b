"""Details that a claim adds to what its article says."""

import pytest

from summarize.document import Document
from summarize.grounding import Checker
from summarize.language.lexicon import stem
from summarize.language.thesaurus import covers, is_known

ARTICLE = """The library in Holm closed on Monday after a pipe burst under the reading room.

Staff carried 4,000 books to the town hall. The librarian, Ada Quist, said the carpet was ruined.
The council will pay for the repairs, and the library reopens in June."""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Document.from_text(ARTICLE, language="en"))


@pytest.mark.parametrize(
    "claim",
    [
        "The library in Holm closed on Monday after a storm.",
        "Staff carried 4,000 books to the town hall in vans.",
        "The library reopens in June with a concert.",
        "The carpet was ruined because of the heat.",
        "Ada Quist fainted.",
        "Burglars broke into the library in Holm.",
        "The library reopens in June because of the carpet.",
        "The librarian said the antique carpet was ruined.",
    ],
)
def test_what_nothing_in_the_article_says_is_not_found(checker: Checker, claim: str) -> None:
    checked = checker.check_sentence(claim)
    assert checked.verdict == "not found"
    assert [each.kind for each in checked.findings] == ["words"]


@pytest.mark.parametrize(
    "claim",
    [
        "Employees carried the volumes to the town hall.",
        "The rug was ruined, Quist said.",
        "The reopening is in June.",
        "The building in Holm shut on Monday.",
        "A burst pipe closed the library.",
        "The library in Holm closed on Monday because a pipe burst.",
        "The council funds the repairs.",
    ],
)
def test_what_other_words_say_is_supported(checker: Checker, claim: str) -> None:
    assert checker.check_sentence(claim).supported


def test_a_noun_in_another_s_place_is_contradicted_by_it(checker: Checker) -> None:
    checked = checker.check_sentence("Staff carried 4,000 chairs to the town hall.")
    assert checked.verdict == "contradicted"
    assert checked.findings[-1].why == "the article has “books” there"


def test_a_number_has_its_unit_wherever_others_stand_without_one() -> None:
    article = Document.from_text("Twelve men dug for 12 months. The hole is deep.", language="en")
    assert Checker(article).check_sentence("They dug for 12 weeks.").verdict == "contradicted"


MILL = """Arle Mill was built in 1931 and closed in 1986. It burned down in May 2004 and
was restored three years later. The owner, Jan Friel, had sold the wheel before the fire broke out.
The council voted on Tuesday to open a museum there on 4 June 2026."""


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("Arle Mill was built in 1986.", "date"),
        ("Arle Mill was restored in 2004.", "date"),
        ("The museum is to open on 4 June 2004.", "date"),
        ("The fire broke out before the owner sold the wheel.", "order"),
        ("Arle Mill closed before it was built.", "order"),
    ],
)
def test_what_happened_at_another_time_is_contradicted(claim: str, kind: str) -> None:
    checked = Checker(Document.from_text(MILL, language="en")).check_sentence(claim)
    assert checked.verdict == "contradicted"
    assert kind in {each.kind for each in checked.findings}


@pytest.mark.parametrize(
    "claim",
    [
        "Arle Mill closed in 1986.",
        "Arle Mill burned down in 2004.",
        "Friel sold the wheel before the fire broke out.",
        "After it was built, Arle Mill closed in 1986.",
    ],
)
def test_what_happened_then_is_supported(claim: str) -> None:
    assert Checker(Document.from_text(MILL, language="en")).check_sentence(claim).supported


@pytest.mark.parametrize(
    ("word", "other"),
    [("vessel", "ferry"), ("blaze", "fire"), ("rejection", "reject"), ("begin", "start")],
)
def test_a_word_covers_synonyms_derived_and_general_words(word: str, other: str) -> None:
    assert covers(stem(word), stem(other))


def test_words_of_different_kinds_do_not_cover_each_other() -> None:
    assert not covers(stem("flood"), stem("fire"))


def test_a_stem_nobody_wrote_is_not_known() -> None:
    assert not is_known("qwxz")
