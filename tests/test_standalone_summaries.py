"""Extractive summaries that can be read without the article."""

import pytest

from summarize import summarize
from summarize.document import Document
from summarize.errors import UsageError
from summarize.language.datelines import without_dateline
from summarize.length import Length, select
from summarize.methods.extractive import standing_first
from summarize.methods.standalone import Standalone, edits
from summarize.pipeline import Settings

DATELINES = [
    ("LIMA, Peru (AP) — The bridge is open.", "The bridge is open."),
    ("(CNN) -- The bridge is open.", "The bridge is open."),
    ("(CNN)The bridge is open.", "The bridge is open."),
    ("London, Jan 15 (PTI) The bridge is open.", "The bridge is open."),
    ("WASHINGTON, Feb 3 (Reuters) - The bridge is open.", "The bridge is open."),
    ("NEW DELHI: The bridge is open.", "The bridge is open."),
    ("By Ann Lee — The bridge is open.", "The bridge is open."),
    ("Updated Jul 7, 2012 6:40 PM ET The bridge is open.", "The bridge is open."),
    ("Published on 7 July 2012 at 18:40 | The bridge is open.", "The bridge is open."),
    ("(The captain is no burden to us: Lee)Lee's team lost.", "Lee's team lost."),
    ("(Ann Lee/The Post) The bridge is open.", "The bridge is open."),
    ("[38] The bridge is open.", "The bridge is open."),
    ("Updated plans for The bridge are open.", "Updated plans for The bridge are open."),
    ("Ann Lee (Labour) Won the seat.", "Ann Lee (Labour) Won the seat."),
    ("Kiel (dpa/lno) - Die Brücke ist frei.", "Die Brücke ist frei."),
    ("München, 4. März (dpa) - Die Brücke ist frei.", "Die Brücke ist frei."),
    ("Madrid, 3 abr (EFE).- El puente abre.", "El puente abre."),
    ("Paris, le 3 mars (AFP) - Le pont est ouvert.", "Le pont est ouvert."),
    ("(ANSA) - ROMA, 12 MAR - Il ponte riapre.", "Il ponte riapre."),
    ("WHO (the health body) - It is open.", "WHO (the health body) - It is open."),
    ("NASA said the bridge is open.", "NASA said the bridge is open."),
]


@pytest.mark.parametrize(("text", "rest"), DATELINES)
def test_a_dateline_or_byline_is_removed_and_nothing_else(text: str, rest: str) -> None:
    assert without_dateline(text) == rest


CONNECTIVES = [
    ("But the bridge is open.", "en", "The bridge is open."),
    ("However, the bridge is open.", "en", "The bridge is open."),
    ("And the library? It will come.", "en", "And the library? It will come."),
    ("And yet, the bridge is open.", "en", "The bridge is open."),
    ("The bridge, however, is open.", "en", "The bridge is open."),
    ("For one thing, the bridge is open.", "en", "The bridge is open."),
    ("So far the bridge is open.", "en", "So far the bridge is open."),
    ("But for the rain it was dry.", "en", "But for the rain it was dry."),
    ("Um, but um the bridge is open.", "en", "The bridge is open."),
    ("Thus in our town the bridge is open.", "en", "In our town the bridge is open."),
    ("Thus far the bridge is open.", "en", "Thus far the bridge is open."),
    ("Aber die Brücke ist offen.", "de", "Die Brücke ist offen."),
    ("Mais le pont est ouvert.", "fr", "Le pont est ouvert."),
    ("But the bridge is open.", "ja", "But the bridge is open."),
]


@pytest.mark.parametrize(("text", "language", "rest"), CONNECTIVES)
def test_an_orphan_connective_is_removed(text: str, language: str, rest: str) -> None:
    assert edits.without_connective(text, language) == rest


# Sentences parted by " | "; the last one needs those whose numbers follow, or "nothing".
NEEDS = [
    ("The dam broke. | The town was flooded.", (1,)),
    ("The dam broke on Monday. | It had stood for a century.", (0, 1)),
    ("Anna Lee, 40, opened the dam. | She said it was safe.", (1,)),
    ("Anna Lee met Bob Ray, 50, at the dam. | She said it was safe.", (0, 1)),
    ("Why did the dam break? | Because of the rain.", (0, 1)),
    ("Acme builds dams in Peru. | The company said it would pay.", (0, 1)),
    ("A company builds dams. | It rained. | The company said it would pay.", (0, 2)),
    ("The dam broke in May. | The gate has failed four times since then.", (0, 1)),
    ("It is raining on the dam. | It is not clear who will pay.", (1,)),
    ("The two sides signed a deal on Monday. | The mayor won praise for this deal.", (0, 1)),
    ("The two sides signed a deal on Monday. | The mayor leaves this week.", (1,)),
    ("Anna Lee, 40, met Bob Ray, 50. | The 62-year-old opened the dam.", (0, 1)),
    ("Three towns lie on the river. | All three have been flooded.", (0, 1)),
    ("Lee fears a fire. | Nobody knows what caused the fire, he said.", (0, 1)),
    ("Dams break. | Here we show why dams break in dry years.", (1,)),
    ("Anna Lee met Bob Ray. | ' I don't have any doubt, ' he said of the dam.", (0, 1)),
    ("Output will fall. | The mayor said 4% of that reduction was planned.", (0, 1)),
    ('Anna Lee met Bob Ray, 50, at the dam. | The dam by the old mill is safe," she said.', (0, 1)),
    ("Jean Petit opened the dam. | The Frenchman believes it is safe.", (0, 1)),
    ("Jo Petit plays here. | The England striker, 27, is set to leave.", (0, 1)),
    ("Jo Petit plays here. | The England striker Ann Lee is set to leave.", (1,)),
    ("The sides met. | The top two sides play in May.", (1,)),
    ("A shop raised its price. | It is the first shop to do so.", (0, 1)),
    ("A vintner keeps a ledger. | The ledger was unveiled in 1999.", (0, 1)),
    ("A vintner keeps wine. | The ledger was unveiled in 1999.", (1,)),
    ("Lee spoke of the world. | The world is large.", (1,)),
    ("A firm built it in two steps. | The court orders a new dam.", (0, 1)),
    ("The dam is dry. | But that does not keep one man from fishing.", (0, 1)),
    ("The dam broke. | It is not believed to be due to rain.", (0, 1)),
    ("The dam broke. | It is hard to say why.", (1,)),
    ("The dam broke. | This is the first time in a century.", (0, 1)),
    ("The dam is safe. | (It was mended.)", (0, 1)),
    ("The dam broke. | But ferries still sail from the north pier.", (1,)),
]


@pytest.mark.parametrize(("line", "group"), NEEDS)
def test_a_sentence_is_taken_with_those_it_needs(line: str, group: tuple[int, ...]) -> None:
    document = Document.from_text(line.replace(" | ", " "), language="en")
    assert len(document.sentences) == line.count(" | ") + 1
    assert Standalone(document).group(line.count(" | ")) == group


def test_a_bullet_leans_on_no_other() -> None:
    text = "The dam of Selwick broke. It had stood for a century. Why did it break?"
    document = Document.from_text(text, language="en")
    assert Standalone(document).group(1) == (0, 1)
    alone = Standalone(document, apart=True)
    assert alone.group(1) is alone.group(2) is None
    assert alone.second_best(1) == (0, 1)
    assert alone.second_best(2) is None


def test_bullets_are_no_questions_and_no_pronouns_where_others_are_left() -> None:
    text = (
        "The port of Selwick will close in May, the council of the port said on Monday. Why will"
        " the port close in May? It is about the ice in the port. The crews of the port of Selwick"
        " will move to the port of Ellis. The council will vote again on the port on Friday."
        " A ferry of the port sails at nine. They like the ferry. Where does it go?"
    )
    for summarizer in ("textrank", "salience"):
        summary = summarize(text, length="bullets", summarizer=summarizer, language="en")
        assert 3 <= len(summary.sentences) <= 5
        assert not [s for s in summary.sentences if s.text.startswith(("It ", "They "))]
        assert "?" not in summary.text


def test_a_sentence_that_leans_loses_to_one_that_stands_alone() -> None:
    text = "Anna Lee met Bob Ray, 50, at the dam. She said it was safe. The gate is old."
    alone = Standalone(Document.from_text(text, language="en"))
    assert standing_first([0.8, 1.0, 0.7], alone) == [0, 2, 1]
    assert standing_first([1.0, 0.8, 0.7], alone) == [0, 1, 2]


def test_half_a_quotation_stands_with_nothing() -> None:
    document = Document.from_text(
        "“We wait. It is about ice. It is late,” Lee said.", language="en"
    )
    assert Standalone(document).group(1) is None


def test_a_question_is_taken_with_its_answer() -> None:
    text = "The path is old. When does it close? On 1 April 2024. A fence stands beside the path."
    alone = Standalone(Document.from_text(text, language="en"))
    assert alone.group(2) == (1, 2)


ARTICLE = """LIMA, Peru (AP) — The old harbour bridge of Port Ellis will close in May for repairs.

Anna Lee, 40, leads the town. She said the harbour bridge repairs would take nine months.

But the repairs of the harbour bridge will cost the town four million this year.

A ferry sails from the north pier every hour and takes forty people."""


def test_edits_are_listed_and_sources_stay_exact() -> None:
    summary = summarize(ARTICLE, length="4s", summarizer="textrank", language="en")
    edited = {s.text: s.edited for s in summary.sentences if s.edited}
    assert edited["The old harbour bridge of Port Ellis will close in May for repairs."] == (
        edits.DATELINE,
    )
    document = Document.from_text(ARTICLE, language="en")
    whole = {s.span for s in document.sentences}
    assert all(s.sources[0] in whole for s in summary.sentences)


def test_verbatim_edits_nothing() -> None:
    document = Document.from_text(ARTICLE, language="en")
    settings = Settings(length="4s", summarizer="textrank", verbatim=True).resolved()
    assert not isinstance(settings.summarizer, str)
    summary = settings.summarizer.summarize(document, settings.length)  # type: ignore[arg-type]
    assert all(s.is_own(document) and not s.edited for s in summary.sentences)


def test_verbatim_and_rewriting_exclude_each_other() -> None:
    with pytest.raises(UsageError, match="rewrites"):
        Settings(summarizer="abstractive", verbatim=True).resolved()


def test_a_pronoun_becomes_a_name_only_where_one_person_can_be_meant() -> None:
    certain = Document.from_text("Anna Lee, 40, runs the dam. She lives in Peru.", language="en")
    assert Standalone(certain).written([1], None)[0].text == "Anna Lee lives in Peru."
    doubtful = Document.from_text("Anna Lee, 40, met a woman. She lives in Peru.", language="en")
    assert Standalone(doubtful).written([1], None)[0].text == "She lives in Peru."


def test_a_surname_is_put_in_full_where_the_summary_has_not_the_name() -> None:
    text = "Anna Lee, 40, runs the dam. It rains. Ms. Lee said the dam is safe."
    alone = Standalone(Document.from_text(text, language="en"))
    assert alone.written([2], None)[0].text == "Anna Lee said the dam is safe."
    assert alone.written([0, 2], None)[1].text == "Ms. Lee said the dam is safe."


def test_bullets_have_the_main_fact_however_long_it_is() -> None:
    fact = (
        "The council of Port Ellis will close the harbour bridge from May until the end of January "
        "because engineers found forty cracked cables in the two towers of the harbour bridge."
    )
    text = f"{fact} The cables are old. The bridge was built in 1921. Ferries sail every hour."
    text += " Buses use the road behind the harbour. The council meets again in March."
    summary = summarize(text, length="bullets", summarizer="textrank", language="en")
    assert fact in summary.text
    assert any("longer than 25 words" in note for note in summary.notes)


def test_a_sentence_that_another_needs_may_be_none_of_those_to_choose_from() -> None:
    sentences = Length.parse("60w")
    chosen = select(
        [1], [30, 10, 90], sentences, _Nothing(), groups=[lambda index, chosen: (index - 1, index)]
    )
    assert chosen == [0, 1]


class _Nothing:
    """No sentence repeats another."""

    def repeats(self, index: int) -> bool:
        return False

    def add(self, index: int) -> None: ...


def test_a_brief_answer_is_no_bullet_of_an_interview() -> None:
    text = (
        "Ann Reed: Why do you bake at night? Most bakers start at five.\n\n"
        "Ida Ohm: Because of the oven. It holds its heat for hours, and it is lit at eight.\n\n"
        "Ann Reed: Who taught you how to bake the rye bread?\n\n"
        "Ida Ohm: The old baker of the village taught me how to wait for the dough."
    )
    for name in ("textrank", "salience"):
        summary = summarize(text, length="bullets", summarizer=name)
        assert "Because of the oven" not in str(summary), name
    text = text.replace("Why do you bake at night? Most", "You bake at night, I am told. Most")
    summary = summarize(
        text.replace("Because of the oven", "You are told rightly"), length="bullets"
    )
    assert "You are told rightly" not in str(summary)


def test_the_introduction_of_an_interview_leans_as_other_prose_does() -> None:
    turns = "Ann Reed: Who bakes here?\n\nIda Ohm: It is mostly the sons of the village now.\n\n"
    text = "Ida Ohm met Ann Reed in the bakery. She has baked there for a year.\n\n" + turns * 3
    alone = Standalone(Document.from_text(text, language="en"))
    assert alone.is_conversation
    assert alone.group(1) == (0, 1)
    assert Standalone(alone.document, apart=True).group(1) is None


def test_a_turn_that_points_back_is_no_bullet() -> None:
    turns = "Ann Reed: Who bakes here?\n\nIda Ohm: They are the sons of the village bakers.\n\n"
    document = Document.from_text(turns * 3, language="en")
    assert Standalone(document).group(1) == (1,)
    assert Standalone(document, apart=True).group(1) is None


def test_captions_of_one_gallery_and_sentences_run_together_are_left_out() -> None:
    captions = (f"Hide caption {n} of 6 The port of Selwick at dawn." for n in range(1, 7))
    run_on = " ".join(["The port of Selwick in May Ships at the pier"] * 7) + "."
    text = (
        f"The port of Selwick will close in May. {' '.join(captions)} {run_on} The crews of the"
        " port will move to Ellis. The council of the port voted on Monday. Ships sail in June."
    )
    for name in ("textrank", "salience"):
        summary = str(summarize(text, length="3s", summarizer=name))
        assert "caption" not in summary, name
        assert "Ships at the pier" not in summary, name


def test_a_question_with_its_brief_answer_is_no_headline() -> None:
    text = (
        "Q: You ran the lighthouse for thirty years. What changed?\n\n"
        "A: The light. In 1998 they took the lamp out and put in a bulb the size of my thumb.\n\n"
        "Q: Do you miss it?\n\nA: I miss the storms. The whole tower hummed.\n\n"
        "Q: What now?\n\nA: Turn it into a weather station. The council has had my plan.\n"
    )
    assert "?" not in summarize(text, length="headline").text
