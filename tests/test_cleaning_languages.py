"""Pages in many languages: their boilerplate goes, their paragraphs and headlines stay."""

# ruff: noqa: E501 -- a line of a page is one string

import pytest

from summarize.cleaning import clean
from summarize.cleaning.tables import calendar, tables
from summarize.document import Document
from summarize.language.profiles import codes, profile

# Each page: a language, a headline, two paragraphs, and the boilerplate above and below them.
PAGES = {
    "nl": (
        "Gemeente Oudwijk plant duizend bomen langs de rivier",
        "De gemeente Oudwijk plant dit najaar duizend bomen langs de rivier, zei een wethouder.",
        "De bomen moeten de oever steviger maken en schaduw geven aan wie er wandelt in de zomer.",
        ["Ga naar de inhoud", "Alle cookies accepteren", "Door Pim de Wit", "Leestijd: 2 minuten"],
        ["Lees ook: Waarom de rivier stijgt", "Plaats een reactie", "Alle rechten voorbehouden"],
    ),
    "it": (
        "Il comune di Borgo pianta mille alberi lungo il fiume",
        "Il comune di Borgo pianta in autunno mille alberi lungo il fiume, ha detto martedì il sindaco.",
        "Gli alberi devono rendere più salda la riva e dare ombra a chi passeggia nei mesi d'estate.",
        ["Vai al contenuto", "Rifiuta tutto", "Aggiornato il 3 maggio 2024 alle 09:10", "Condividi"],
        ["Leggi anche: Perché il fiume sale", "Lascia un commento", "Riproduzione riservata"],
    ),
    "pl": (
        "Gmina Lipowo sadzi tysiąc drzew nad rzeką",
        "Gmina Lipowo posadzi jesienią tysiąc drzew nad rzeką, powiedział we wtorek burmistrz gminy.",
        "Drzewa mają wzmocnić brzeg rzeki i dać cień tym, którzy spacerują tędy w letnie miesiące.",
        ["Przejdź do treści", "Odrzuć wszystkie", "Aktualizacja: 3 maja 2024, 09:10", "Udostępnij"],
        ["Czytaj też: Dlaczego rzeka wzbiera", "Dodaj komentarz", "Wszelkie prawa zastrzeżone"],
    ),
    "ru": (
        "Город Липово сажает тысячу деревьев у реки",
        "Город Липово посадит осенью тысячу деревьев вдоль реки, сообщил во вторник мэр города.",
        "Деревья должны укрепить берег реки и дать тень тем, кто гуляет здесь в летние месяцы.",
        ["Перейти к содержанию", "Принять все", "Обновлено: 3 мая 2024, 09:10", "Поделиться"],
        ["Читайте также: Почему река растёт", "Оставить комментарий", "Все права защищены"],
    ),
    "tr": (
        "Ihlamur belediyesi nehir boyuna bin ağaç dikiyor",
        "Ihlamur belediyesi sonbaharda nehir boyuna bin ağaç dikecek, dedi salı günü belediye başkanı.",
        "Ağaçlar nehir kıyısını sağlamlaştıracak ve yaz aylarında burada yürüyenlere gölge verecek.",
        ["İçeriğe geç", "Tümünü reddet", "Güncelleme: 3 Mayıs 2024 09:10", "Paylaş"],
        ["İlgili haberler", "Yorum yap", "Tüm hakları saklıdır"],
    ),
    "ar": (
        "بلدية الزيتون تزرع ألف شجرة على ضفة النهر",
        "تزرع بلدية الزيتون في الخريف ألف شجرة على ضفة النهر، كما قال رئيس البلدية يوم الثلاثاء.",
        "ستقوي الأشجار ضفة النهر وتعطي الظل لمن يتنزه هنا في أشهر الصيف الحارة من كل عام.",
        ["انتقل إلى المحتوى", "رفض الكل", "آخر تحديث: 3 مايو 2024 09:10", "شارك المقال"],
        ["اقرأ أيضا: لماذا يرتفع النهر", "أضف تعليقا", "جميع الحقوق محفوظة"],
    ),
    "zh": (
        "橡树市沿河种植一千棵树",
        "橡树市今年秋天将沿河种植一千棵树，市长星期二说。这些树将沿着河岸排成两行。",
        "这些树可以加固河岸，也让夏天在这里散步的人有树荫。市民可以自愿参加种树。",
        ["跳至主要内容", "全部拒绝", "更新时间：2024年5月3日 09:10", "分享到微博"],
        ["相关阅读：河水为什么上涨", "发表评论", "版权所有"],
    ),
    "ja": (
        "樫町、川沿いに千本の木を植える",
        "樫町は今年の秋、川沿いに千本の木を植えると町長が火曜日に述べた。木は二列に並ぶ。",
        "木は川岸を強くし、夏にここを歩く人に日陰を作る。町民も植樹に参加することができる。",
        ["本文へ移動", "すべて拒否する", "更新日：2024年5月3日 9時10分", "記事をシェアする"],
        ["関連記事：川の水位が上がる理由", "コメントを書く", "無断転載禁止"],
    ),
    "ko": (
        "참나무시, 강가에 나무 천 그루 심는다",
        "참나무시는 올가을 강가에 나무 천 그루를 심는다고 시장이 화요일에 말했다고 전해졌다.",
        "나무는 강둑을 튼튼하게 하고 여름에 이곳을 걷는 사람들에게 그늘을 준다고 시는 설명했다.",
        ["본문으로 바로가기", "모두 거부", "수정 2024.05.03. 오전 9:10", "기사 공유하기"],
        ["관련 기사: 강물이 불어나는 이유", "댓글 쓰기", "무단 전재 및 재배포 금지"],
    ),
}  # fmt: skip


def page(language: str, gap: str) -> str:
    title, first, second, above, below = PAGES[language]
    return gap.join([above[0], above[1], title, *above[2:], first, second, *below])


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["spaced", "dense"])
@pytest.mark.parametrize("language", PAGES)
def test_boilerplate_goes_and_the_article_stays(language: str, gap: str) -> None:
    title, first, second, above, below = PAGES[language]
    document = clean(Document.from_text(page(language, gap), language=language))
    assert document.title == title
    assert {removed.text for removed in document.removed} == {*above, *below}
    assert [b.text for b in document.blocks if b.kind != "heading"] == [first, second]


@pytest.mark.parametrize(
    ("language", "button"),
    [("nl", "Delen via WhatsApp en mail"), ("it", "Condividi con i tuoi amici"),
     ("pl", "Skomentuj jako pierwszy"), ("ru", "Поделиться этой новостью")],
)  # fmt: skip
def test_a_button_may_say_more_than_its_word(language: str, button: str) -> None:
    title, first, second, above, below = PAGES[language]
    text = "\n\n".join([*above[:2], title, *above[2:], first, button, second, *below])
    document = clean(Document.from_text(text, language=language))
    assert button in [removed.text for removed in document.removed]
    assert document.title == title


BELOW_A_STORY = {
    "it": ("Leggi anche", "Cento uccelli tornano a vivere sulle rive del fiume",
           "Il mercato aprirà in maggio vicino ai nuovi alberi. Resterà tutta l'estate."),
    "ko": ("함께 읽으면 좋은 기사", "백 마리의 새가 강가로 다시 돌아와 산다",
           "시장은 5월에 문을 연다. 여름 내내 열려 있을 예정이라고 시는 밝혔다."),
    "zh": ("相关阅读", "一百只鸟又回到河边的树上来生活了",
           "集市将在五月开张，位于新栽的树旁边。它整个夏天都会开放。"),
}  # fmt: skip


@pytest.mark.parametrize("language", BELOW_A_STORY)
def test_the_paragraph_behind_one_other_story_stays(language: str) -> None:
    title, first, second, above, below = PAGES[language]
    label, story, last = BELOW_A_STORY[language]
    text = "\n".join([*above[:2], title, *above[2:], first, second, label, story, last, below[2]])
    document = clean(Document.from_text(text, language=language))
    assert [b.text for b in document.blocks if b.kind != "heading"] == [first, second, last]


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [
        ("de", "Jetzt anmelden müssen sich Eltern bis zum 3. Mai; den Newsletter gibt es im Rathaus."),
        ("en", "Sign up by May 3, the school tells parents who want a place; its newsletter has more."),
        ("nl", "Meld je aan voor 3 mei, zegt de school tegen ouders; de nieuwsbrief geeft uitleg daarover."),
    ],
)  # fmt: skip
def test_a_call_with_a_date_is_the_articles_own(language: str, paragraph: str) -> None:
    text = page("nl", "\n\n").replace(PAGES["nl"][2], paragraph)
    assert paragraph in [b.text for b in clean(Document.from_text(text, language=language)).blocks]


def test_the_paragraph_above_an_agency_in_brackets_is_no_caption() -> None:
    first, second = PAGES["nl"][1:3]
    document = clean(Document.from_text(f"{first}\n{second}\n(dpa)", language="de"))
    assert [removed.text for removed in document.removed] == ["(dpa)"]


@pytest.mark.parametrize(
    "agency", ["（共同）", "（時事）", "(Интерфакс)", "(EFE)", "(AFP)", "(新华社)"]
)
def test_an_agency_in_brackets_goes_in_any_writing(agency: str) -> None:
    first, second = PAGES["nl"][1:3]
    document = clean(Document.from_text(f"{first}\n\n{second}\n\n{agency}", language="nl"))
    assert [removed.text for removed in document.removed] == [agency]


FOREIGN = {
    "ru": ("Мост на улице Оливковой, который с 1931 года пропускает суда, закроют для машин в"
           " воскресенье, 8 марта, в 21 час.", "Два магазина уже закрылись. Остальные ждут помощи."),
    "ja": ("1931年から船を通してきたオリーブ通りの橋は、3月8日日曜日の午後9時から車両通行止めになる。",
           "二軒の店がすでに閉店した。残りの店は支援を求めている。"),
    "ar": ("سيغلق الجسر في شارع الزيتون الذي يسمح بمرور السفن منذ عام 1931 أمام السيارات يوم الأحد.",
           "أغلق متجران أبوابهما بالفعل. وتطلب المتاجر الأخرى المساعدة."),
}  # fmt: skip


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_short_paragraphs_stay_among_english_boilerplate(language: str, gap: str) -> None:
    first, last = FOREIGN[language]
    english = ("Home | News | Sport", "Share on Facebook", "Read more: Ten bridges to see",
               "Accept all cookies", "© 2024 Bay Post. All rights reserved.")  # fmt: skip
    parts = (english[0], first, english[1], english[2], last, *english[3:])
    document = clean(Document.from_text(gap.join(parts), language=language))
    assert [removed.text for removed in document.removed] == [*english]


@pytest.mark.parametrize("language", [code for code in codes() if profile(code).boilerplate])
def test_the_phrases_of_a_language_are_found_in_its_tables(language: str) -> None:
    found = tables(language)
    assert len(found.lines) > len(tables("und").lines)
    assert len(calendar(language)) >= 12
