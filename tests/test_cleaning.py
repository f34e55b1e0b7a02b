"""Cleaning: what is taken from a page, what is never taken, and what is said about it."""

from pathlib import Path

import pytest
from stories import PROSE, STORY, TITLE, cleaned, document, page, removed

from summarize.cleaning import clean
from summarize.document import Document

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = sorted(path.name.removesuffix(".title.txt") for path in SAMPLES.glob("*.title.txt"))


def lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]


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
