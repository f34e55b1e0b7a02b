"""Cleaning: what is taken from a page, what is never taken, and what is said about it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.cleaning import clean
from summarize.document import Block, Document, Span
from summarize.reading.blocks import blocks

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = sorted(path.name.removesuffix(".title.txt") for path in SAMPLES.glob("*.title.txt"))

STORY = (
    "The harbour council voted on Tuesday to keep the old ferry running for another two years.",
    "Its engine is older than the captain, who has said more than once that he trusts it more.",
    "A new boat would cost nine million, and nobody on the council could say where it would come"
    " from.",
    "“We will mend it with whatever is in the shed,” said the harbour master, and went to look.",
)
TITLE = "Council keeps the old harbour ferry for two more years"


def document(text: str, language: str = "en") -> Document:
    return Document.from_text(text, language=language)


def cleaned(text: str, language: str = "en") -> Document:
    return clean(document(text, language))


def page(*blocks: str, before: str = "", gap: str = "\n\n") -> str:
    """A story with these blocks after its second paragraph, and a block before its first."""
    parts = [before, TITLE, *STORY[:2], *blocks, *STORY[2:]]
    return gap.join(part for part in parts if part)


def removed(text: str, language: str = "en") -> dict[str, str]:
    """What is taken from a text: block -> rule."""
    return {block.text: block.rule for block in cleaned(text, language).removed}


def lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]


KNOWN = [
    ("Advertisement", "advertisement"),
    ("Story continues below advertisement", "advertisement"),
    ("We may earn a commission on purchases made through our links.", "advertisement"),
    ("Share this article", "share"),
    ("Follow the Harbour Post on Twitter", "share"),
    ("SHARE  Facebook  WhatsApp  Copy link", "share"),
    ("Read more: Why the pier is sinking", "related"),
    ("RELATED: The pier that would not fall", "related"),
    ("Sign up for our newsletter", "sign-up"),
    ("Get the best of the harbour delivered to your inbox every morning. Sign up here.", "sign-up"),
    ("You can unsubscribe at any time. See our privacy policy.", "sign-up"),
    ("We use cookies to improve your experience. By continuing you accept this.", "cookie"),
    ("Copyright 2024 Harbour Post. All rights reserved.", "copyright"),
    ("© 2024 Harbour Post Ltd", "copyright"),
    ("Terms of use | Privacy policy | Contact us", "copyright"),
    ("By Odile Marchetti", "byline"),
    ("By Odile Marchetti and Tam Okoro, Harbour Post", "byline"),
    ("Tam Okoro contributed to this report.", "byline"),
    ("Updated at 4:12 p.m. ET", "timestamp"),
    ("Published 3 March 2024, 14:05", "timestamp"),
    ("5 min read", "timestamp"),
    ("3 hours ago", "timestamp"),
    ("Photo: Odile Marchetti", "photo-credit"),
    ("Odile Marchetti/Getty Images", "photo-credit"),
    ("(AP Photo/Tam Okoro)", "photo-credit"),
    ("The ferry leaves the harbour at dusk. (Odile Marchetti/Reuters)", "caption"),
    ("The ferry at dusk. Credit: Odile Marchetti", "caption"),
    ("Figure 2. Passengers by month since the engine was last replaced.", "caption"),
    ("Image: The ferry beside the old pier on the day of the vote", "photo-credit"),
    ("48 comments", "comments"),
    ("Join the conversation", "comments"),
    ("Home | News | Sport | Weather", "navigation"),
    ("Home › Local › Harbour", "navigation"),
    ("Skip to main content", "navigation"),
    ("Back to top", "navigation"),
    ("Contact Odile at odile@harbour.example", "contact"),
    ("Cite this report: Harbour Trust (2024). Ferries. Port: HT.", "citation"),
    ("# # #", "end-mark"),
    ("The ferry is late again. pic.twitter.com/Ab3 — Odile M. (@odile) May 3, 2024", "embed"),
    ('{"unitName":"position1","display":"mobile"} hidden ad unit', "embed"),
    ("CLOSE The ferry leaves the harbour at dusk, with the captain at the wheel. VPC", "caption"),
    ("Updated at 9:20 p.m.: Revised to include what the captain said.", "timestamp"),
    ("Read more about the ferry and its captain.", "related"),
    ("See also The pier that would not fall Two divers of the port...", "related"),
    ("Odile Marchetti keeps bees. The opinions expressed in this commentary are hers.", "byline"),
    (
        "The Post is a nonprofit newsroom that looks into ports. Sign up to receive its stories as "
        "soon as they are out.",
        "sign-up",
    ),
]


@pytest.mark.parametrize(("line", "rule"), KNOWN)
def test_known_boilerplate_goes_by_its_rule(line: str, rule: str) -> None:
    found = removed(page(line))
    assert list(found.values()) == [rule]
    assert next(iter(found)) in line


@pytest.mark.parametrize(("line", "rule"), KNOWN)
def test_it_goes_as_well_where_no_blank_lines_part_the_blocks(line: str, rule: str) -> None:
    assert list(removed(page(line, gap="\n")).values()) == [rule]


FOREIGN = {
    "de": (
        "Der Gemeinderat hat am Dienstag beschlossen, dass die alte Fähre noch zwei Jahre fährt.",
        [
            ("Weiterlesen", "related"),
            ("Lesen Sie auch: Warum die Mole sinkt", "related"),
            ("Jetzt anmelden", "sign-up"),
            ("Unser Newsletter: jeden Morgen kostenlos in Ihr Postfach.", "sign-up"),
            ("Anzeige", "advertisement"),
            ("Artikel teilen", "share"),
            ("Wir verwenden Cookies, um unsere Website zu verbessern.", "cookie"),
            ("Foto: Karla Binder/dpa", "photo-credit"),
            ("Von Karla Binder", "byline"),
            ("Impressum | Datenschutz | AGB", "copyright"),
        ],
    ),
    "fr": (
        "Le conseil a décidé mardi que le vieux bac du port naviguerait encore deux ans de plus.",
        [
            ("Lire aussi : Pourquoi la jetée s'enfonce", "related"),
            ("Publicité", "advertisement"),
            ("Inscrivez-vous", "sign-up"),
            ("Partager cet article", "share"),
            ("Par Odile Marchetti", "byline"),
            ("Publié le 3 mars 2024 à 14h05", "timestamp"),
            ("Tous droits réservés", "copyright"),
        ],
    ),
    "es": (
        "El consejo decidió el martes que el viejo barco del puerto navegará otros dos años más.",
        [
            ("Suscríbete", "sign-up"),
            ("Lea también: Por qué se hunde el muelle", "related"),
            ("Publicidad", "advertisement"),
            ("Compartir en Facebook", "share"),
            ("Por Odile Marchetti", "byline"),
            ("Todos los derechos reservados", "copyright"),
        ],
    ),
}


@pytest.mark.parametrize(
    ("language", "line", "rule"),
    [(code, *row) for code, (_, rows) in FOREIGN.items() for row in rows],
)
def test_boilerplate_is_known_in_other_languages(language: str, line: str, rule: str) -> None:
    text = "\n\n".join((FOREIGN[language][0], line, *STORY[:2]))
    assert removed(text, language) == {line: rule}


PROSE = [
    "Readers who subscribe to the newsletter pay nothing, the company said in its yearly report.",
    "He told users to sign up for the newsletter with an email address they no longer needed.",
    "The browser stores cookies on the device, and the court ruled that consent must come first.",
    "Almost every large site uses cookies to serve targeted advertising and to manage logins.",
    "The advertisement showed a boat that had never floated, and the agency apologised for it.",
    "“Subscribe to our newsletter and get it in your inbox,” the sign above the fish shop read.",
    "Copyright law, she said, was never written for machines that read everything at once.",
    "By Thursday the water had reached the second step, and by Friday nobody counted the steps.",
    "More than 40 people shared the video on Facebook before anyone thought to call the police.",
    "Related species live farther north, where the water is colder and the boats are fewer.",
    "Photographs of the pier from 1931 show a crane that no one in the town can remember.",
    "Comments made by the minister on Monday were withdrawn before the evening news began.",
    "BEIJING — The president arrived on Wednesday to talk about ferries, and left on Thursday.",
    "WASHINGTON (AP) — The senate voted for the bridge, and then it voted against the bridge.",
    "The report was paid for by the harbour trust (NASA supplied the satellite pictures).",
    "We use nets with a wide mesh, and we throw back whatever is smaller than a hand.",
    "Updated rules on fishing will be published on 3 March, the ministry said in a statement.",
    "Updated at 9 p.m. each day, the board adds the tides and shows the ships that are to come.",
    "“It is late,” Odile Marchetti (@odile) wrote on May 3, 2024, and went home without a ticket.",
    "The opinions expressed in the hall were those of people who had missed the last ferry.",
    "Yes.",
    "No one came.",
    "“Never again.”",
]


@pytest.mark.parametrize("sentence", PROSE)
def test_prose_that_mentions_boilerplate_stays(sentence: str) -> None:
    assert removed(page(sentence)) == {}
    assert removed(page(sentence, gap="\n")) == {}


@pytest.mark.parametrize("sentence", PROSE)
def test_it_stays_on_a_page_full_of_boilerplate_too(sentence: str) -> None:
    dirty = page("Advertisement", sentence, "Read more: The pier", before="Home | News | Sport")
    assert sentence not in removed(dirty)


WHOLE = {
    "verse": "The tide went out\nand took the moon,\nthe tide came in\nand brought it soon\n"
    "\nThe tide went out\nand took the day,\nthe tide came in\nand went away",
    "verse in long lines": "I walked along the harbour wall and counted every boat,\n"
    "And one was red and one was green and one forgot to float,\n"
    "By Mary Ann I sat me down and shared my bread with her,\n"
    "I walked along the harbour wall and counted every boat.",
    "shopping list": "bread\nmilk\nsix eggs\nprint photos\nemail Anna\nsubscribe to the paper",
    "to do": "Sign up for swimming\nWrite to Anna\nShare the photos\nRead more\nCall the bank",
    "bullets": "- bread\n- milk\n- comments from Anna\n- share\n- print",
    "code": "def share(post):\n    return post.link\n\n\nprint(share(page))\nprint(share(page))\n",
    "interview": "Q: When did you first sail?\nA: At nine, in a bath tub.\n"
    "Q: Were you afraid?\nA: No.\nQ: And now?\nA: Of course. I know more.",
    "transcript": "Odile Marchetti: Why the night?\n\nTam Okoro: Because the sea is quiet then, and"
    " nobody asks me to hurry, and the nets come up full.\n\nOdile Marchetti: Always?\n\n"
    "Tam Okoro: No. But often enough for an old man who has no other plans for his nights.",
    "chat": "Ana: hi\nTom: hey\nAna: did you share the photo?\nTom: not yet\nAna: lol\nTom: lol\n"
    "Ana: send it\nTom: later",
    "recipe": "Fish soup\n\nIngredients\n2 onions\n1 kg of fish\nSalt\n\nMethod\nFry the onions"
    " until they are soft and begin to brown at the edges.\nAdd the fish and cover it with water,"
    " then let it simmer for half an hour.\nServes 4",
    "lower case": "the ferry stopped in the middle of the lake. nobody knew why, not even the"
    " captain. we waited for two hours and ate what the children had left.",
    "one paragraph": " ".join(STORY),
    "abstract": "We study how ferries age. Our model predicts the failure of engines from sound"
    " alone, with an error of 3.1 days. We use data from 14 boats and share all of it.",
    "notes": "met Tam at the pier, 3 pm\nengine again - needs part no. 4417\n"
    "ask Odile for the photo\nback by 6",
    "one word": "Hello",
    "one sentence": "The ferry is late.",
    "table": "Boat   Year   Seats\nAda    1931   40\nBeryl  1958   62\nCora   1990   80",
    "unspaced": "渡し船は火曜日の夕方に港の真ん中で止まり、誰もその理由を知らなかった。",
}


@pytest.mark.parametrize("kind", WHOLE)
def test_what_is_no_page_comes_through_whole(kind: str) -> None:
    before = document(WHOLE[kind])
    after = clean(before)
    assert after.removed == ()
    assert [block.text for block in after.blocks] == [block.text for block in before.blocks]


def test_a_scraped_article_loses_its_boilerplate_and_nothing_else() -> None:
    caption = "Children waved at the old ferry on Wednesday as it left the harbour."
    text = "\n\n".join(
        (
            "Next Match View the next match",
            TITLE,
            f"{caption}\nTam Okoro/Harbour Press\n{caption}",
            *STORY[:2],
            "Get the Tide Table in your inbox:\nThe day's best catches every morning.\n"
            "Thank you for signing up! Sign up for more letters here",
            *STORY[2:],
        )
    )
    after = cleaned(text)
    assert [(block.rule, block.text) for block in after.removed] == [
        ("navigation", "Next Match View the next match"),
        ("caption", caption),
        ("photo-credit", "Tam Okoro/Harbour Press"),
        ("caption", caption),
        ("sign-up", "Get the Tide Table in your inbox:"),
        ("sign-up", "The day's best catches every morning."),
        ("sign-up", "Thank you for signing up! Sign up for more letters here"),
    ]
    assert after.title == TITLE
    assert " ".join(s.text for s in after.sentences) == " ".join(STORY)


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_lose_their_boilerplate_and_keep_their_article(name: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_text("utf-8")
    boilerplate = set(lines(SAMPLES / f"{name}.boilerplate.txt"))
    after = clean(Document.from_text(text))
    gone = {line for block in after.removed for line in covered(text, block.span.start)}
    assert gone == boilerplate
    assert after.title == lines(SAMPLES / f"{name}.title.txt")[0]


def covered(text: str, start: int) -> list[str]:
    """The line that begins at, or with a list marker before, `start`."""
    first = text.rfind("\n", 0, start) + 1
    return [text[first : text.find("\n", start) if "\n" in text[start:] else None].strip()]


def test_captions_go_with_the_credit_beside_them() -> None:
    below = page("Photo: Tam Okoro\nThe ferry on the day of the vote")
    above = page("The ferry waits beside the old pier.\nTam Okoro/Reuters")
    assert set(removed(below).values()) == {"photo-credit", "caption"}
    assert removed(above) == {
        "The ferry waits beside the old pier.": "caption",
        "Tam Okoro/Reuters": "photo-credit",
    }


def test_a_gallery_goes_however_long_it_is() -> None:
    slides = (
        f"The ferry waits beside the old pier on day {i} of the strike, as it has since the crews "
        f"of the harbour walked out over pay. Hide Caption {i} of 40"
        for i in range(1, 41)
    )
    text = page("Photos: The strike at the ferry " + " ".join(slides))
    assert list(removed(text).values()) == ["caption"]
    assert "Hide Caption" not in " ".join(s.text for s in cleaned(text).sentences)


def test_nothing_but_a_gallery_is_kept() -> None:
    text = "The ferry waits at the pier. Hide Caption 1 of 2 The crews are out. Hide Caption 2 of 2"
    assert cleaned(text).sentences


def test_a_paragraph_above_a_credit_is_no_caption() -> None:
    assert removed(page("Tam Okoro/Reuters")) == {"Tam Okoro/Reuters": "photo-credit"}


def test_a_caption_that_was_cut_is_known_by_the_whole_one() -> None:
    whole = "The ferry waits beside the old pier on the evening before the vote of the council."
    cut = "The ferry waits beside the old pier on the evening before the vote"
    text = page(f"{whole}\nTam Okoro/Reuters\n{cut}")
    assert list(removed(text).values()) == ["caption", "photo-credit", "caption"]


def test_a_paragraph_pasted_twice_is_kept_once() -> None:
    after = cleaned(page(STORY[0]))
    assert [(r.rule, r.text) for r in after.removed] == [("duplicate", STORY[0])]
    assert after.removed[0].span.start > after.text.index(STORY[0])


def test_long_blocks_that_repeat_are_found_too() -> None:
    long = " ".join(f"Boat {i} was built in the yard of the harbour by hand." for i in range(40))
    assert list(removed(f"{long}\n\n{STORY[0]}\n\n{long}").values()) == ["duplicate"]


def test_a_list_of_other_stories_goes_with_its_heading() -> None:
    text = page("RELATED\nWhy the pier is sinking\nA night with the harbour master")
    assert list(removed(text).values()) == ["related"] * 3


def test_a_subheading_stays() -> None:
    after = cleaned(page("A shed full of parts", "Advertisement", "What comes next"))
    assert [block.text for block in after.removed] == ["Advertisement"]


def test_readers_comments_go_to_the_last() -> None:
    comments = "2 comments\n\nsalty_dog\n\nGood old boat!\n\nReply\n\nrower\n\nI agree.\n\nReply"
    found = removed("\n\n".join((page(), *PROSE[:4], comments)))
    assert {"salty_dog", "Good old boat!", "rower", "I agree."} <= set(found)


def test_the_notes_under_a_press_release_go() -> None:
    notes = "About Ferry Works\n\nFerry Works mends boats in three countries.\n\nMedia contact:"
    found = removed("\n\n".join(("FOR IMMEDIATE RELEASE", page(), *PROSE[:4], notes)))
    assert found["Ferry Works mends boats in three countries."] == "boilerplate"


def test_the_same_heading_in_an_article_is_no_note() -> None:
    assert removed(page("About Ferry Works", "Ferry Works mends boats in three countries.")) == {}


def test_headers_of_printed_pages_go() -> None:
    headers = [f"Harbour Trust | Report | Page {i}" for i in (4, 5, 6)]
    found = removed("\n\n".join((headers[0], page(headers[1]), headers[2])))
    assert set(headers) <= set(found)


def test_names_and_dates_under_the_headline_go_with_a_byline() -> None:
    text = "\n\n".join((TITLE, "By Odile Marchetti", "Tam Okoro", "3 March 2024", *STORY))
    assert removed(text) == {
        "By Odile Marchetti": "byline",
        "Tam Okoro": "byline",
        "3 March 2024": "timestamp",
    }


def test_what_an_author_does_stands_last_and_goes() -> None:
    bio = "Odile Marchetti is a reporter at the Harbour Post and lives on a boat."
    assert removed("\n\n".join((page("Advertisement"), "Share", bio)))[bio] == "byline"


@pytest.mark.parametrize(
    "headline",
    [
        TITLE,
        "Will the old ferry keep the harbour council busy for two years?",
        "“Whatever is in the shed”: how a harbour keeps its ferry",
        "COUNCIL KEEPS THE OLD FERRY",
    ],
)
def test_the_headline_is_a_heading_without_sentences(headline: str) -> None:
    after = cleaned("\n\n".join(("Home | News | Sport", headline, *STORY)))
    assert after.title == headline
    (block,) = [block for block in after.blocks if block.span == after.title_span]
    assert block.kind == "heading"
    assert all(s.text not in headline for s in after.sentences)


@pytest.mark.parametrize(
    "first", ["", STORY[3], "Lawyers swam yesterday for charity reasons alone"]
)
def test_a_text_without_a_headline_gets_none(first: str) -> None:
    after = cleaned("\n\n".join(part for part in (first, *STORY[:3]) if part))
    assert after.title is None


def test_a_headline_printed_twice_is_kept_once() -> None:
    after = cleaned("\n\n".join((TITLE, TITLE, *STORY)))
    assert after.title == TITLE
    assert [block.rule for block in after.removed] == ["duplicate"]


def test_what_would_lose_more_than_half_of_its_words_is_kept_and_says_so() -> None:
    box = "Sign up for our newsletter and get the best of the harbour in your inbox every day."
    boxes = [f"{box} You can unsubscribe at any time, dear reader {i}." for i in "abcdefgh"]
    text = "\n\n".join((STORY[0], *boxes))
    after = cleaned(text)
    assert after.removed == ()
    assert any("more than half" in note for note in after.notes)
    assert len(after.blocks) == len(document(text).blocks)


def test_a_clean_document_is_the_same_document() -> None:
    before = document("\n\n".join(STORY))
    assert clean(before) == before


def test_cleaning_again_takes_nothing_more_from_a_cleaned_page() -> None:
    once = cleaned(page("Advertisement", before="Home | News | Sport"))
    assert clean(once).removed == once.removed


def test_boilerplate_in_a_chat_goes_only_where_it_can_be_nothing_else() -> None:
    chat = "Ana: hi\nTom: hey\nAna: where are you?\nTom: on the ferry\nAna: lol\n" * 2
    boxes = (
        "Sign up for our newsletter",
        "Story continues below advertisement",
        "© 2024 Harbour Post. All rights reserved.",
    )
    assert list(removed("\n".join((chat, *boxes)))) == list(boxes)
    assert removed("\n".join((chat, *boxes[:2]))) == {}


MENU = ("Home", "News", "Weather", "Sign in", "Search", "Subscribe")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_teasers_with_a_label_are_no_talk(gap: str) -> None:
    teasers = [f"Video: The {what} of the harbour" for what in ("pier", "crane", "quay", "lamp")]
    after = cleaned(gap.join([*MENU, *teasers, TITLE, *STORY, "Most read", *teasers]))
    assert [block.text for block in after.blocks] == [TITLE, *STORY]


@pytest.mark.parametrize(
    "line",
    [
        "Children wave at the old ferry on Sunday morning, with the captain at the rail.",
        "The captain rests on the deck, in this photo provided by the harbour council.",
    ],
)
def test_a_caption_without_a_credit_is_known_by_its_form(line: str) -> None:
    after = cleaned(page(line, "The ferry seen from the shed", "2 / 7"))
    assert [block.text for block in after.blocks] == [TITLE, *STORY]


@pytest.mark.parametrize(
    "line",
    [
        "They left by the last boat, he told the court. (The Post has seen a photo of it.)",
        "Our partners at the yard are smart and keen, and you could not ask for more, and they try"
        " new things with us in every season, which makes the experience what it is, he said.",
        "See how long your browser takes for each page, and see the details of every request.",
    ],
)
def test_a_paragraph_of_the_article_is_kept_whatever_it_mentions(line: str) -> None:
    text = "\n\n".join([*MENU, TITLE, *STORY[:2], line, "Read more", *STORY[2:], "Privacy Policy"])
    assert line in [block.text for block in cleaned(text).blocks]


def test_a_line_that_announces_something_below_the_article_stays() -> None:
    line = "The town seemed a bit puzzled by the old engine:"
    text = "\n\n".join(
        [*MENU, TITLE, *STORY, line, "Published 10:02 AM May 2, 2024", "Privacy Policy"]
    )
    assert [block.text for block in cleaned(text).blocks] == [TITLE, *STORY, line]


def test_of_two_likely_headlines_the_one_above_the_byline_is_taken() -> None:
    text = "\n\n".join(["Ferry & Harbour Council", TITLE, "By Tam Okoro", "May 2, 2024", *STORY])
    assert cleaned(text).title == TITLE


def test_a_refrain_is_kept_in_a_text_that_says_little_else() -> None:
    text = "\n\n".join([STORY[0], STORY[1], STORY[0], STORY[2], STORY[0]])
    assert removed(text) == {}


PIECES = st.sampled_from(
    [*STORY, *(line for line, _ in KNOWN), TITLE, "Tam Okoro", "12", "|", "• a · b | c", "```", "x"]
)


@settings(deadline=None, max_examples=80)
@given(st.lists(PIECES | st.text(max_size=40), max_size=25), st.sampled_from(["\n", "\n\n"]))
def test_every_block_is_kept_or_removed_and_every_span_is_exact(parts: list[str], gap: str) -> None:
    before = document(gap.join(parts))
    after = clean(before)
    spans = sorted([*(b.span for b in after.blocks), *(r.span for r in after.removed)])
    assert spans == [block.span for block in before.blocks]
    assert all(r.text == r.span.of(after.text) and r.rule for r in after.removed)
    assert all(after.blocks[s.block].span.start <= s.span.start for s in after.sentences)
    assert bool(after.blocks) is bool(before.blocks)


# Credits are taken with the caption above them, and dates between paragraphs show comments.
WITH_NEIGHBORS = ("photo-credit", "caption", "comments", "timestamp")
BETWEEN = st.sampled_from([line for line, rule in KNOWN if rule not in WITH_NEIGHBORS])


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.none() | BETWEEN, min_size=5, max_size=5),
    st.sampled_from(["\n", "\n\n"]),
)
def test_no_paragraph_of_the_story_is_lost_whatever_stands_around_it(
    between: list[str | None], gap: str
) -> None:
    first, *others = between
    parts = [first, TITLE]
    for paragraph, line in zip(STORY, others, strict=True):
        parts += [paragraph, line]
    after = cleaned(gap.join(part for part in parts if part))
    assert [block.text for block in after.blocks if block.text in STORY] == [*STORY]


HOSTILE = {
    "one long line": "word " * 200_000,
    "white space": "a" + " " * 1_000_000 + "b",
    "separators": "| " * 400_000,
    "brackets": "(" * 100_000,
    "credits": "Photo: A/B\n" * 20_000,
    "a list without end": "Related\n" + "one two three four\n" * 20_000,
    "one line repeated": "Children waved at the old ferry as it left the harbour.\n" * 20_000,
    "lines of separators": ("|" * 890 + "\n") * 300,
    "lines of white space": ("a" + " " * 800 + "b\n") * 300,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_come_back(kind: str) -> None:
    text = HOSTILE[kind]
    parts = [Block(Span(a, b), k, text[a:b]) for a, b, k, *_ in blocks(text)]
    after = clean(Document(text, tuple(parts), ()))
    assert len(after.blocks) + len(after.removed) == len(parts)
