"""Sentences that make no sense away from those beside them."""

from collections.abc import Sequence

import pytest

from summarize import summarize
from summarize.document import Document, Sentence
from summarize.language.profiles import profile
from summarize.methods.standalone import Standalone, needs
from summarize.methods.standalone.quotations import is_scrap, mended, torn_quotations, unended

# Each line: sentences parted by " | "; those in ⟨⟩ do not stand alone.
CASES = """
“We all wait here,” Lee said. | ⟨“It is about ice. | It is about crews.”⟩ | It rains in May.
⟨The “You did it! | No, you did!” debate goes on.⟩
Ann Lee said: “I would certainly hope so. | ⟨I really would.”⟩ | She went home on Monday.
⟨"Join us in the streets!⟩ | Stop the tunnel and its endless cost," the organizers said in May.
⟨"All is well. | All of this," the deputy said on Monday.⟩
⟨“Of course not,” he said.⟩ | He left for the town hall.
He said "no" to "yes", and then ("so") he left. | The bridge is open.
⟨| Photo by Ann Lee of the old bridge.⟩ | ⟨Lee said.⟩ | The bridge is open.
⟨(AP Photo/Ann Lee)⟩ | The bridge is open (to cars).
⟨(RELATED: The town mends its bridge).⟩ | ⟨The town mends its bridge Read more⟩
⟨Read or Share this story.⟩ | The bridge is open.
JUST OPENED: the bridge. | ⟨JUST WATCHED 'The old bridge' Replay More Videos.⟩
⟨Scroll down for video.⟩ | Watch dealers sold 40 clocks, and the town rang with them.
The bridge opens at 9:30 on Monday. | ⟨MUST WATCH The old bridge of Selwick 02:41⟩
The bridge is open. | ⟨The old bridge of Selwick in 1921 (file photo).⟩
⟨Find all the latest ferries on our page or visit our harbour here.⟩ | The bridge is open.
⟨'That word came from within the school and it turned out to be true.⟩ | The bridge is open.
'The bridge is open,' Lee said. | Lee's 'old bridge' is open.
⟨Here are top moments of the vote on the bridge.⟩ | The bridge is open.
The bridge is open. | Cars may cross. | It is dry. | Ann has left. | ⟨Bridge strikes by year⟩
⟨Also read: The town mends its bridge.⟩ | (The bridge is open.)
⟨It is dry (in May)."We wait.⟩ | It is about the ice under it," Lee said. | It rained in June.
⟨'The bridge is old. | It is about ice.'⟩ | The spokesman said there was no plan for a new one.
⟨On the one hand, the bridge is old.⟩ | On the one hand it is old, on the other it stands.
⟨The bridge in May Image: Ann Lee The bridge is open.⟩ | The image: a bridge at dawn.
Cars cross it. | ⟨So I waited.⟩ | Lee went home. | It is dry. | Charles I built it. | It was wet.
“So we all have to go,” he said. | “The ice is thin.” | The pilots agree with that.
"""


def _fragments(sentences: Sequence[Sentence]) -> frozenset[int]:
    scraps = {i for i, sentence in enumerate(sentences) if is_scrap(sentence, "en")}
    return _torn(sentences, "en") | scraps | unended(sentences)


def _torn(sentences: Sequence[Sentence], language: str) -> frozenset[int]:
    blocks = {sentence.block for sentence in sentences}
    return frozenset().union(*(torn_quotations(sentences, language, block) for block in blocks))


@pytest.mark.parametrize("line", [line for line in CASES.splitlines() if line])
def test_what_is_within_a_quotation_or_a_scrap_does_not_stand_alone(line: str) -> None:
    plain = line.replace("⟨", "").replace("⟩", "")
    document = Document.from_text(plain.replace(" | ", " "), language="en")
    wanted = [
        sentence.text
        for sentence in document.sentences
        if any(sentence.text in torn.partition("⟩")[0].replace(" | ", " ")
               for torn in line.split("⟨")[1:])
    ]  # fmt: skip
    found = _fragments(document.sentences)
    assert [s.text for i, s in enumerate(document.sentences) if i in found] == wanted


def test_a_forgotten_mark_does_not_tear_the_rest_of_the_article() -> None:
    text = "“We wait for the ice, Lee said. " + "The bridge is open to all. " * 20
    found = _fragments(Document.from_text(text, language="en").sentences)
    assert len(found) < 12
    paragraphs = "“We wait for the ice, Lee said.\n\n" + "The bridge is open to all.\n\n" * 20
    assert len(_fragments(Document.from_text(paragraphs, language="en").sentences)) == 1


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Lee said: “I hope so.", "Lee said: “I hope so.”"),
        ("Stop the tunnel,” Lee said.", "“Stop the tunnel,” Lee said."),
        ('Stop the tunnel," Lee said.', '"Stop the tunnel," Lee said.'),
        ('Lee said: "I hope so.', 'Lee said: "I hope so."'),
        ("— the ice is thin.", "The ice is thin."),
        ("Only “so” said. — The ice is thin.", "Only “so” said. — The ice is thin."),
        ("Nothing is quoted.", "Nothing is quoted."),
    ],
)
def test_the_mark_that_is_missing_is_put(text: str, whole: str) -> None:
    assert mended(text, "en") == whole


# Each: a quotation in one sentence, and one in two; then what the last is without its speaker.
QUOTED = {
    "cs": ("„Nemáme na vybranou,“ řekla starostka.", "„To je těžké.", "Musíme čekat,“ řekl Lis."),
    "da": ("»Vi har intet valg,« siger Eva Lund.", "»Det er svært.", "Vi må vente,« siger Ole."),
    "de": ("„Wir haben keine Wahl“, sagte Eva Brandt.", "„Das ist hart.", "Wir warten“, sagte er."),
    "es": ("«No tenemos opción», dijo Ana Gil.", "«Es duro.", "Hay que esperar», dijo Gil."),
    "fr": ("« Il le faut », a dit la maire Anne Roy.", "« C'est dur.", "Attendons », dit M. Roy."),
    "he": ('"אין לנו ברירה", אמרה ראש העיר ענת לב.', '"זה קשה.', 'צריך לחכות", אמר דן כהן.'),
    "it": ("«Non c'è scelta», ha detto Anna Riva.", "«È dura.", "Aspettiamo», ha detto Riva."),
    "pl": ("„Nie mamy wyboru”, powiedziała Ewa Lis.", "„To trudne.", "Czekamy”, powiedział Lis."),
    "ru": ("«У нас нет выбора», — сказала Анна Лис.", "«Это тяжело.", "Надо ждать», — сказал Лис."),
    "sv": ("”Vi har inget val”, säger Eva Lund.", "”Det är svårt.", "Vi måste vänta”, säger Olle."),
}  # fmt: skip


@pytest.mark.parametrize("language", QUOTED)
def test_quotations_are_whole_or_torn_in_any_language(language: str) -> None:
    whole, opens, closes = QUOTED[language]
    text = f"{whole} {opens} {closes} {whole}"
    sentences = Document.from_text(text, language=language).sentences
    assert [s.text for s in sentences] == [whole, opens, closes, whole]
    assert _torn(sentences, language) == {1, 2}
    longer = closes[0].upper() + ", ".join([*["x"] * 5, closes])
    end = Document.from_text(f"{opens} {longer}", language=language).sentences
    assert _torn(end, language) == {0}
    assert mended(whole, language) == whole
    assert _torn(Document.from_text(mended(opens, language)).sentences, language) == set()
    assert _torn(Document.from_text(mended(closes, language)).sentences, language) == set()


def test_a_summary_gives_no_words_that_nobody_says() -> None:
    article = (
        "The port of Selwick will close in May, the council said on Monday. “It is about the ice."
        " It is about the crews of the port of Selwick and the council. The port will lose the"
        " crews in May.” The union head Carla Nims told the dockers that the closing of the port"
        " in May was a mistake. The council will vote again on the port of Selwick on Friday."
    )
    for length in ("short", "bullets"):
        made = summarize(article, summarizer="abstractive", length=length)
        assert "about the" not in made.text
        assert "lose the crews" not in made.text


SPEECH = {
    "sv": "– Bron är farlig. Den borde stängas.\n\nI går var den öppen, {}.",
    "pl": "– Most jest niebezpieczny. Trzeba go zamknąć.\n\nWczoraj był otwarty, {}.",
    "es": "—El puente es peligroso. Hay que cerrarlo.\n\nAyer estaba abierto, {}.",
}


@pytest.mark.parametrize("language", SPEECH)
def test_speech_behind_a_dash_is_not_used_without_a_speaker(language: str) -> None:
    alone = Standalone(Document.from_text(SPEECH[language].format("x"), language=language))
    assert alone.group(0) is None
    assert alone.group(1) is None


def test_speech_behind_a_dash_keeps_it_and_brings_its_opening() -> None:
    text = "– Bron är farlig, säger Mia Lund. Kommunen borde stänga bron.\n\nI går var den öppen."
    alone = Standalone(Document.from_text(text, language="sv"))
    assert alone.group(1) == (0, 1)
    assert alone.written((0, 1), None)[0].text == "– Bron är farlig, säger Mia Lund."


MAILS = [
    ("Hi,\n\nThe pump failed. The maker sends a new one. Please keep the door open.\n\nBest,\nIda",
     "Please keep the door open."),
    ("Hi,\n\nThe insurer called. They come on Monday. They asked us not to move the pump.\n\nBest,"
     "\nIda", "They asked us not to move the pump."),
    ("Hallo,\n\ndie Pumpe ist kaputt. Eine neue kommt. Bitte lasst die Tür offen.\n\nGruß\nIda",
     "Bitte lasst die Tür offen."),
    ("Bonjour,\n\nla pompe est en panne. Une autre arrive. Merci de laisser la porte ouverte.\n\n"
     "Cordialement,\nIda", "Merci de laisser la porte ouverte."),
    ("各位：\n\n水泵坏了。新的下周送到。请把门开着。\n\n此致\n李", "请把门开着。"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "request_"), MAILS)
@pytest.mark.parametrize("summarizer", ["textrank", "salience", "lexrank", "abstractive"])
def test_what_a_mail_asks_for_is_in_its_summary(text: str, request_: str, summarizer: str) -> None:
    assert request_ in summarize(text, length="short", summarizer=summarizer).text


def test_a_mails_first_sentence_gets_the_capital_that_its_salutation_took() -> None:
    text = "Hallo,\n\ndie Pumpe ist kaputt. Eine neue kommt. Bitte wartet.\n\nGruß\nIda"
    made = summarize(text, length="2", language="de")
    assert made.sentences[0].text == "Die Pumpe ist kaputt."


def test_a_sentence_from_within_a_turn_names_who_speaks() -> None:
    text = "Ana: It rains. The pump has failed.\n\nTom: Who comes?\n\nAna: Lee.\n\nTom: Good."
    alone = Standalone(Document.from_text(text, language="en"))
    assert alone.written((1,), None)[0].text == "Ana: The pump has failed."
    assert alone.written((0, 1), None)[1].text == "The pump has failed."


def test_the_answer_to_a_question_is_no_speaker() -> None:
    text = "Q: Who pays?\n\nA: The town. It has the money.\n\nQ: When?\n\nA: In May. It is late."
    alone = Standalone(Document.from_text(text, language="en"))
    last = len(alone.texts) - 1
    assert alone.written((last,), None)[0].text == "It is late."


ASKING = [
    "Why did the ferry stop? The county cut its share of the money. Is there hope? A firm has"
    " offered to run the ferry for half the money. The county decides in May.",
    "Ana: The ferry mast is cracked.\n\nTom: How bad is the mast?\n\nAna: A hand above the deck, so"
    " it holds.\n\nTom: Nobody takes the ferry out.",
]


@pytest.mark.parametrize("text", ASKING)
@pytest.mark.parametrize("length", ["short", "headline", "1s"])
def test_a_question_is_never_the_summary(text: str, length: str) -> None:
    sentences = summarize(text, length=length, language="en").sentences
    assert not sentences[-1].text.endswith("?")


GREETINGS = [
    ("Good morning, everyone.", "en"), ("Thank you very much.", "en"), ("Guten Morgen.", "de"),
    ("Bonjour à tous.", "fr"), ("Buenos días a todos.", "es"), ("Dzień dobry.", "pl"),
    ("Добрый день, коллеги.", "ru"),
]  # fmt: skip


@pytest.mark.parametrize(("greeting", "language"), GREETINGS)
def test_a_greeting_says_nothing(greeting: str, language: str) -> None:
    assert needs.greets(greeting, language)
    assert not needs.greets(f"{greeting[:-1]} says that the old bridge is open to all.", language)


@pytest.mark.parametrize("code", ["de", "fr", "es", "sv", "pl", "ru"])
def test_pronouns_that_point_back_come_from_the_languages_file(code: str) -> None:
    pronoun = profile(code).openings["points_back"][0]
    assert needs.points_back(f"{pronoun.title()} x.", code)
    assert not needs.points_back(f"{pronoun.title()} x.", "und")


@pytest.mark.parametrize(
    "text",
    [
        "The Senate voted for a bill that caps rents.",
        "The Fed will lower rates in March.",
        "The Pentagon is under pressure to cut costs.",
        "The NRA and other opponents went to court.",
    ],
)
def test_a_name_is_no_description_whatever_word_follows_its_verb(text: str) -> None:
    assert not needs.points_back(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "The England midfielder is to leave.",
        "The Belgium goalkeeper, 27, is to leave.",
        "Put them in a clear bag.",
    ],
)
def test_an_unnamed_person_and_an_object_pronoun_point_back(text: str) -> None:
    assert needs.points_back(text, "en")
