"""The parts of grounding: words, numbers, dates, names, quotations, speakers; other languages."""

from typing import Any

import pytest

from summarize import summarize
from summarize.document import Document
from summarize.grounding import Checker, check, checks_in
from summarize.grounding.dates import dates
from summarize.grounding.numbers import agrees, numbers
from summarize.grounding.tokens import line


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("It isn't over, can't be and won't do.", "it is not over can not be and will not do"),
        ("They'll say they've seen what we're told I'm", "they will say they have seen what we are"
         " told i am"),
        ("The mayor's dog cannot bark.", "the mayor dog can not bark"),
        ("The U.S. and the US agreed, not us.", "the usa and the usa agreed not us"),
        ("Peña met R&AW in São Paulo", "pena met raw in sao paulo"),
        ("$3.2m or 12%", "$ 3.2 m or 12 %"),
        ("東京の橋", "東 京 の 橋"),
        ("", ""),
    ],
)  # fmt: skip
def test_words_are_folded_and_clitics_stand_alone(text: str, keys: str) -> None:
    assert " ".join(word.key for word in line(text).words) == keys


@pytest.mark.parametrize(
    ("text", "cased"),
    [
        ("Mayor Porter opened the bridge.", True),
        ("mayor porter opened the bridge.", False),
        ("MAYOR PORTER OPENED THE BRIDGE.", False),
        ("Mayor Porter Opens the New Bridge in a Storm", False),
    ],
)
def test_capitals_tell_names_only_beside_words_without(text: str, cased: bool) -> None:
    assert line(text).cased == cased


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,260 people", [1260]),
        ("twenty-one men and two hundred and five thousand women", [21, 205_000]),
        ("three hundred of ninety nine", [300, 99]),
        ("a hundred thousand, a million", [100_000, 1_000_000]),
        ("5bn, 3.2m, 20k and 1.5 million", [5e9, 3.2e6, 20_000, 1.5e6]),
        ("2 lakh rupees and 36 crore", [200_000, 360_000_000]),
        ("15,00,000 rupees", [1_500_000]),
        ("the 21st, the third and the twenty-first", [21, 3, 21]),
        ("two thirds, three dozen, half", [2 / 3, 36, 0.5]),
        ("won 6-4, 3-6", [6, 4, 3, 6]),
        ("version 1.2.3", [123]),
        ("no number at all", []),
        ("zero", [0]),
        ("one hundred", [100]),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, values: list[float]) -> None:
    assert [n.value for n in numbers(line(text))] == pytest.approx(values)


def test_numbers_are_read_as_the_language_writes_them() -> None:
    (found,) = numbers(line("1.260,5 Menschen", "de"), "de")
    assert found.value == 1260.5


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("1,260", "1,260"),
        ("about 1,300", "1,260"),
        ("nearly 1,300", "1,260"),
        ("more than 1,200", "1,260"),
        ("over 1,000", "1,260"),
        ("at least 1,200", "1,260"),
        ("up to 1,300", "1,260"),
        ("1.3 million", "1,260,000"),
        ("1.26m", "1,260,000"),
        ("12%", "12 per cent"),
        ("12 percent", "12%"),
        ("$3m", "3 million dollars"),
        ("3 million", "$3m"),
        ("USD 100,000", "$100,000"),
        ("40 percent", "40 to 50 per cent"),
        ("half", "0.5"),
        ("8", "8th"),
        ("the 1990s", "1994"),
        ("the 90s", "1994"),
        ("twelve", "12"),
    ],
)
def test_a_number_supports_what_it_comes_to(claim: str, source: str) -> None:
    (a,), b = numbers(line(claim)), numbers(line(source))
    assert any(agrees(a, other) for other in b)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("1,261", "1,260"),
        ("1,300", "1,360"),
        ("nearly 1,200", "1,260"),
        ("more than 1,300", "1,260"),
        ("about 2,000", "1,260"),
        ("12%", "12"),
        ("12", "12%"),
        ("£3m", "$3m"),
        ("3 billion", "3 million"),
        ("2014", "2015"),
        ("about 50", "0"),
        ("the 1980s", "1994"),
        ("1,260.5", "1,260"),
        ("five", "0"),
    ],
)
def test_a_number_does_not_support_another(claim: str, source: str) -> None:
    (a,), (b,) = numbers(line(claim)), numbers(line(source))
    assert not agrees(a, b)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on Monday, Nov. 8", ["monday", "november"]),
        ("8 November and Mon. 9 Sept.", ["november", "monday", "september"]),
        ("They may march on Sundays in May.", ["sunday", "may"]),
        ("it may rain before they march", []),
        ("they met in june", ["june"]),
        ("they met on 3 may", ["may"]),
        ("She was seen on march 19 in town.", ["march"]),
        ("The sun sat low.", []),
    ],
)
def test_dates_are_told_from_words_that_look_alike(text: str, values: list[str]) -> None:
    assert sorted(d.value for d in dates(line(text))) == sorted(values)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("President Anna Bell met Carl Ohm in New York.", ["New York"]),
        ("Bell's Toyota was seen by Ohm, Lund and NASA.", ["Toyota", "Lund", "NASA"]),
        ("Workers said that I was late on Monday in May.", []),
        ("anna bell met carl ohm", []),
        ("The bell rang for Anna Bell.", []),
        ("Dora Bell met the mayor.", ["Dora"]),
    ],
)
def test_names_that_the_article_has_not_are_told(text: str, unknown: list[str]) -> None:
    article = "The mayor, Anna Bell, met Carl Ohm.\nThe workers like it when Anna Bell speaks."
    (checked,) = check(text, Document.from_text(article, language="en"))
    names = [f.span.of(text) for f in checked.unsupported if f.kind in ("name", "first name")]
    assert names == unknown


QUOTES = Document.from_text(
    """The harbour will close in May, said the port's director, Anna Bell, on Monday.

Boats lay idle along the quay. Gulls sat on the ropes. Rain fell all day. A dog barked at a van.

“We have no money left,” Carl Ohm, the treasurer, told the council. “I warned everybody (twice) in
the spring that this would happen.”

The mayor was at home. Nobody asked Dora Lund, who collects stamps in a village far away.

“The cranes on the quay are rusty and totally unsafe for the crews,” he added.

Ingrid Moe runs the pilots. “We must wait for the ice,” the Norwegian said.

An inquiry by the Ministry of Transport begins in June, and the harbour workers expect no answer
before the winter, when the ice comes and nothing can be moved.
""",
    language="en",
)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Bell said the harbour will close in May.",
        "“We have no money left,” said Ohm.",
        "Ohm said: “We have no money left, I warned everybody in the spring.”",
        "“The cranes on the quay are rusty and unsafe for the crews,” Ohm said.",
        "The treasurer said “I warned everybody [...] that this would happen”.",
        "Cranes are “rusty”, the treasurer says.",
        "“We must wait for the ice,” said the Norwegian.",
        "“We must wait for the ice,” said Ingrid Moe.",
    ],
)
def test_words_may_be_quoted_as_their_speaker_said_them(text: str) -> None:
    assert Checker(QUOTES).check_sentence(text).unsupported == ()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("role", "“We have no money left,” said Anna Bell."),
        ("role", "“We have no money left,” said Dora Lund."),
        ("quotation", "“We have money left,” said Ohm."),
        ("quotation", "“The cranes are totally safe,” Ohm said."),
        ("quotation", "“I warned nobody in the spring that this would happen,” said Ohm."),
    ],
)
def test_words_nobody_said_or_another_said_are_told(kind: str, text: str) -> None:
    assert kind in {claim.kind for claim in Checker(QUOTES).check_sentence(text).unsupported}


PORT = Document.from_text(
    """
The port of Selwick, which has not had a ferry since 2011, will get two new cranes in May. Council
leader Ruth Aldous said the cranes cannot be paid for by fees alone. Ida Brand and Tom Ferrow signed
the contract at the town hall. Brand had earlier turned down a cheaper offer. The harbour master's
office, led by Edwina Pascoe Sands (EPS), measured the quay for a week. EPS warned that the quay may
sink. The water board of the county lent the town a pump. Union head Carla Nims, who did not sign,
told dockers the deal was sound. Divers found no cracks. The mayor didn't personally approve the
price. The Aam Lok Party MLA Dev Rana praised the deal.
""",
    language="en",
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tom Ferrow and Ida Brand signed the contract.", id="listed the other way"),
        pytest.param("Ida had earlier turned down a cheaper offer.", id="the first name alone"),
        pytest.param("Sands warned that the quay may sink.", id="a short form in brackets"),
        pytest.param("Edwina Pascoe Sands warned that the quay may sink.", id="and spelt out"),
        pytest.param("The Water Board lent the town a pump.", id="not a name in the article"),
        pytest.param("ALP MLA Dev Rana praised the deal.", id="its initials before a name"),
    ],
)
def test_one_person_or_body_goes_by_several_names(text: str) -> None:
    assert Checker(PORT).check_sentence(text).unsupported == ()


@pytest.mark.parametrize(
    "text",
    [
        "Nims signed the contract at the town hall.",
    ],
)
def test_and_no_other_s(text: str) -> None:
    assert {c.kind for c in Checker(PORT).check_sentence(text).unsupported} in ({"name"}, {"role"})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Carla Nims told dockers that the deal was sound.", id="another is denied"),
        pytest.param("Divers did not find cracks.", id="no cracks"),
        pytest.param("The mayor did not approve the price.", id="an adverb between"),
        pytest.param("Selwick, which has not had a ferry since 2011, will get cranes.", id="as is"),
    ],
)
def test_what_is_denied_is_of_its_clause(text: str) -> None:
    assert Checker(PORT).check_sentence(text).unsupported == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Selwick will not get two new cranes in May.", id="added beside a denial"),
        pytest.param("Nims did not tell dockers the deal was sound.", id="behind a clause's end"),
        pytest.param("The mayor approved the price.", id="dropped with the adverb"),
        pytest.param("Selwick, which has had a ferry since 2011, will get cranes.", id="dropped"),
        pytest.param("The cranes can be paid for by fees alone.", id="dropped from a clitic"),
    ],
)
def test_a_not_more_or_less_is_told_whatever_else_the_sentence_denies(text: str) -> None:
    assert "negation" in {claim.kind for claim in Checker(PORT).check_sentence(text).unsupported}


def test_a_name_from_afar_is_told_in_a_sentence_that_is_otherwise_the_article_s() -> None:
    text = "An inquiry by Dora Lund begins in June, and harbour workers expect no answer."
    assert {claim.kind for claim in Checker(QUOTES).check_sentence(text).unsupported} == {"name"}


@pytest.mark.parametrize(
    ("language", "article", "right", "wrong"),
    [
        ("de", "Die Brücke kostete 1.260,5 Millionen Euro. Sie ist alt und schwer.",
         "Die Brücke kostete 1.260,5 Millionen.", "Die Brücke kostete 1.360,5 Millionen."),
        ("de", "Die Brücke ist alt. „Wir haben kein Geld mehr“, sagte Anna Bell.",
         "„Wir haben kein Geld mehr“, sagte Bell.", "„Wir haben viel Geld übrig“, sagte Bell."),
        ("fr", "Le pont a coûté 12 millions d'euros, a dit Anna Bell lundi à Lyon.",
         "Le pont a coûté 12 millions d'euros.", "Le pont a coûté 15 millions d'euros."),
        ("fr", "Le pont a été rouvert par Anna Bell. La ville de Lyon a payé pour le pont.",
         "Le pont a été rouvert par Anna Bell.", "Le pont a été rouvert par Carl Ohm."),
        ("zh", "大桥耗资1260万元，于周一重新开放。", "大桥耗资1260万元。", "大桥耗资1360万元。"),
    ],
)  # fmt: skip
def test_other_languages_are_held_to_their_numbers_names_and_quotations(
    language: str, article: str, right: str, wrong: str
) -> None:
    document = Document.from_text(article, language=language)
    assert [s.supported for s in check(right, document)] == [True]
    assert [s.supported for s in check(wrong, document)] == [False]


def test_a_summary_may_have_headings_of_its_own() -> None:
    summary = (
        "# An inquiry in June\n\nAn inquiry by the Ministry of Transport begins in June, and the"
        " harbour workers expect no answer before the winter."
    )
    assert [s.supported for s in check(summary, QUOTES)] == [True, True]


def test_a_summary_object_is_checked_by_its_sentences() -> None:
    summary = summarize(QUOTES, length="2s")
    assert [s.support for s in check(summary, QUOTES)] == [1.0, 1.0]


def test_states_of_several_words_are_one_name() -> None:
    article = "Crews of the United States and the United Arab Emirates met in May in the port."
    assert check("US and UAE crews met in May.", article)[0].unsupported == ()
    assert check("UK and UAE crews met in May.", article)[0].unsupported


def test_the_title_and_headings_are_evidence_too() -> None:
    article = Document.from_text(
        "# Selwick closes its harbour for 14 months\n\nThe council voted on Tuesday night after a"
        " long debate about the cranes, and the boats will have to wait outside.\n",
        language="en",
    )
    assert (
        Checker(article).check_sentence("Selwick will close its harbour for 14 months.").supported
    )


def test_a_checker_of_a_bare_text_says_what_it_wants() -> None:
    text: Any = "The bridge is open."
    with pytest.raises(TypeError, match=r"expected a Document, not str"):
        Checker(text)


@pytest.mark.parametrize(
    "claim",
    [
        "Berg was jailed for 40 months.",
        "The firm was founded more than 70 years ago.",
        "A fifth of the workers were dismissed.",
        "Berg has lived in two countries.",
        "Two out of every three customers stayed.",
    ],
)
def test_a_number_that_may_be_worked_out_is_not_called_wrong(claim: str) -> None:
    article = (
        "Ada Berg was jailed for three years and four months. Her grandfather founded the firm in "
        "1951. She lived in Norway and in Spain. Nine of the 45 workers were dismissed. Two thirds "
        "of the customers stayed."
    )
    assert Checker(Document.from_text(article, language="en")).check_sentence(claim).supported


@pytest.mark.parametrize(
    ("article", "summary", "language"),
    [
        (
            "รัฐมนตรีกล่าวว่า “เราทุกคนต้องช่วยกันดูแลคุณภาพน้ำ” เมื่อวันศุกร์ที่ผ่านมา",
            "เขากล่าวว่า “ทุกคนต้องช่วยกันดูแลคุณภาพ”",
            "th",
        ),
        (
            "大臣は「か\u3099んばろうと言った」と述べた。",
            "彼は「がんばろうと言った」と述べた。",
            "ja",
        ),
    ],
)
def test_quotations_with_marks_that_folding_takes_away_are_found(
    article: str, summary: str, language: str
) -> None:
    (checked,) = check(summary, Document.from_text(article, language=language))
    assert not checked.findings


def test_a_number_past_the_largest_float_supports_no_other() -> None:
    article = Document.from_text(f"The code is {'7' * 400}. It cost a lot.", language="en")
    (checked,) = check("It cost 500 euros.", article)
    assert checked.verdict == "not found"


def test_an_unknown_language_is_checked_as_english_and_says_so() -> None:
    assert checks_in("und") == checks_in("en")
    assert "meaning" not in checks_in("de")
