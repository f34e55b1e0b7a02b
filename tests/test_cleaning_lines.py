"""Lines of boilerplate by their rules, and prose that only mentions boilerplate."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import PROSE, STORY, TITLE, cleaned, document, page, removed

from summarize.cleaning import clean
from summarize.document import Block, Document, Span
from summarize.reading.blocks import blocks

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


@pytest.mark.parametrize("sentence", PROSE)
def test_prose_that_mentions_boilerplate_stays(sentence: str) -> None:
    assert removed(page(sentence)) == {}
    assert removed(page(sentence, gap="\n")) == {}


@pytest.mark.parametrize("sentence", PROSE)
def test_it_stays_on_a_page_full_of_boilerplate_too(sentence: str) -> None:
    dirty = page("Advertisement", sentence, "Read more: The pier", before="Home | News | Sport")
    assert sentence not in removed(dirty)


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
