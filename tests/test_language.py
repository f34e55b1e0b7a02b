"""Languages: told from a text, and what each brings: words, stems, stop words."""

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.errors import LanguageError
from summarize.language import UNKNOWN, stop_words, terms, words
from summarize.language.detection import caveat, check, detect, known
from summarize.language.index import INDEX, built_index

TEXTS = {
    "en": "The harbour bridge was open again on Monday after a year of repairs, and it is safe.",
    "de": "Die Brücke über den Hafen ist seit Montag wieder offen und nach einem Jahr sicher.",
    "fr": "Le pont du port est ouvert depuis lundi après une année de travaux, et il est plus sûr.",
    "es": "El puente del puerto está abierto desde el lunes tras un año de obras, y es seguro.",
    "it": "Il ponte del porto è aperto da lunedì dopo un anno di lavori, e non è più un pericolo.",
    "pt": "A ponte do porto está aberta desde segunda depois de um ano de obras, e não é má.",
    "nl": "De brug over de haven is sinds maandag weer open na een jaar werk, en die is veilig.",
    "sv": "Bron över hamnen är öppen igen sedan i måndags efter ett års arbete, och den är bra.",
    "pl": "Most nad portem jest znowu otwarty od poniedziałku po roku prac i nie jest już groźny.",
    "tr": "Liman üzerindeki köprü bir yıl sonra yeniden açıldı ve daha güvenli.",
    "ru": "Мост через гавань снова открыт с понедельника после года работ, и это безопасно.",
    "el": "Η γέφυρα του λιμανιού είναι ξανά ανοιχτή από τη Δευτέρα μετά από έναν χρόνο.",
    "zh": "港口大桥经过一年的维修,星期一重新开放了。",
    "ja": "港の橋は一年の修理のあと、月曜日に再び開通しました。",
    "ko": "항구의 다리가 일 년의 수리 끝에 월요일에 다시 열렸습니다.",
    "ar": "أعيد فتح جسر الميناء يوم الاثنين بعد عام من الإصلاحات في المدينة.",
    "he": "הגשר מעל הנמל נפתח מחדש ביום שני אחרי שנה של תיקונים.",
    "hi": "बंदरगाह का पुल एक साल की मरम्मत के बाद सोमवार को फिर से खुल गया है।",
    "th": "สะพานท่าเรือเปิดอีกครั้งในวันจันทร์หลังจากซ่อมแซมมาหนึ่งปี",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_of_a_sentence_is_told(code: str) -> None:
    assert detect(TEXTS[code]) == code


@pytest.mark.parametrize("text", ["", "123", "Ok", "@#!", "Selwick 9.2"])
def test_what_says_too_little_is_unknown(text: str) -> None:
    assert detect(text) == UNKNOWN


def test_ordinary_prose_needs_no_model() -> None:
    code = (
        "import sys; from summarize.language.detection import detect\n"
        f"for text in {[TEXTS[code] for code in ('en', 'de', 'fr', 'zh', 'ja')]!r}: detect(text)\n"
        "assert 'py3langid' not in sys.modules and 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("given", "code"),
    [("en", "en"), ("pt-BR", "pt"), ("nb", "no"), ("DE", "de"), ("und", "und"),
     ("is", "is"), ("cy", "cy"), ("ka", "ka")],
)  # fmt: skip
def test_a_code_is_read_as_people_write_it(given: str, code: str) -> None:
    assert check(given) == code


@pytest.mark.parametrize(
    ("name", "code"), [("croatian", "hr"), ("Chinese", "zh"), ("Icelandic", "is"), ("is", "is")]
)
def test_a_language_may_be_called_by_its_name(name: str, code: str) -> None:
    assert check(name) == code


@pytest.mark.parametrize(
    "text",
    [
        "Gradsko vijeće odlučilo je u srijedu da će se novi most otvoriti tek iduće godine.",
        "Opštinski savet je u sredu odlučio da će novi most biti otvoren tek sledeće godine.",
        "Općinsko vijeće je u srijedu donijelo odluku da će se most otvoriti u februaru.",
    ],
)
def test_croatian_bosnian_and_serbian_in_latin_letters_are_told_from_others(text: str) -> None:
    assert detect(text) in {"hr", "bs", "sr"}


def test_the_index_holds_what_the_files_of_the_languages_say() -> None:
    assert json.loads(INDEX.read_text("utf-8")) == built_index()


def test_an_unknown_code_lists_those_there_are() -> None:
    with pytest.raises(LanguageError, match=r"use auto, a name \(german\) or a code: af, am, ar"):
        check("xx")


def test_an_unknown_language_is_noted() -> None:
    assert caveat("en") is None
    assert "no stemming" in str(caveat(UNKNOWN))
    assert "'is'" in str(caveat("is"))


@pytest.mark.parametrize("code", known())
def test_every_known_language_has_stems_or_stop_words_or_its_own_segmentation(code: str) -> None:
    assert stop_words(code) or code in {"km", "lo", "my"} or check(code) == code


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "The bridges' cables were replaced.", ["bridg", "cabl", "replac"]),
        ("en", "Trump’s trade deal couldn't wait", ["trump", "trade", "deal", "wait"]),
        ("en", "It paid $1,200.50 in 1999.", ["paid", "1,200.50", "1999"]),
        ("de", "Die Brücken wurden geöffnet", ["bruck", "geoffn"]),
        ("fr", "L’homme n'est pas d'accord", ["homm", "accord"]),
        ("es", "Los puentes del puerto", ["puent", "puert"]),
        ("zh", "大桥开放", ["大桥", "桥开", "开放"]),
        ("und", "Ein Zug fährt", ["ein", "zug", "fährt"]),
    ],
)
def test_terms_are_stems_without_stop_words(code: str, text: str, expected: list[str]) -> None:
    assert terms([text], code) == [expected]


def test_terms_come_sentence_by_sentence_with_repeats() -> None:
    assert terms(["Ferries and ferries.", "", "the of"], "en") == [["ferri", "ferri"], [], []]


def test_words_keep_stop_words_and_combining_marks() -> None:
    assert words("The U.S. paid it", "en") == ["the", "u.s.", "paid", "it"]
    assert words("हिन्दी में", "hi") == ["हिन्दी", "में"]


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "fr", "tr", "zh", "hi", UNKNOWN]))
def test_any_text_has_terms_and_a_language(text: str, code: str) -> None:
    (found,) = terms([text], code)
    assert all(found)
    assert isinstance(detect(text), str)
