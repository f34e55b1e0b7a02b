"""The samples: pages of our own with summaries of our own, and what is promised of them."""

import re
from collections import Counter
from pathlib import Path

import pytest

from summarize.document import count_words
from summarize.length import LENGTHS

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = sorted(path.name.removesuffix(".title.txt") for path in SAMPLES.glob("*.title.txt"))
GENRES = {
    "battery-plant",
    "bergbahn",
    "four-day-library",
    "harbour-bridge",
    "night-baker",
    "rain-garden",
    "reef-sound",
    "river-report",
}
PARTS = {".txt", ".title.txt", ".boilerplate.txt", ".short.txt", ".medium.txt", ".bullets.txt"}

NUMBER = re.compile(r"\d(?:[\d.,:-]*\d)?")
SENTENCE_END = re.compile(r"(?<=\.)(?<!Mr\.)(?<!Mrs\.)(?<!Mio\.) (?=[A-ZÄÖÜ])")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

each_sample = pytest.mark.parametrize("name", NAMES)
each_reference = pytest.mark.parametrize("length", ["short", "medium", "bullets"])


def read(name: str, part: str = "") -> str:
    return (SAMPLES / f"{name}{part}.txt").read_text("utf-8")


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def article(name: str) -> str:
    """The page less its boilerplate."""
    boilerplate = set(lines(read(name, ".boilerplate")))
    return "\n".join(line for line in lines(read(name)) if line not in boilerplate)


def sentences(reference: str) -> list[str]:
    """The sentences of a reference: they are ours, so these few abbreviations are all there are."""
    return [s for line in lines(reference) for s in SENTENCE_END.split(line)]


def test_there_are_eight_genres() -> None:
    assert set(NAMES) == GENRES


@each_sample
def test_every_sample_has_all_its_parts_and_the_table_of_the_readme_a_row(name: str) -> None:
    assert {path.name[len(name) :] for path in SAMPLES.glob(f"{name}.*")} == PARTS
    words = count_words(article(name)) - count_words(read(name, ".title"))
    boilerplate = count_words(read(name, ".boilerplate"))
    readme = (SAMPLES / "README.md").read_text("utf-8")
    assert re.search(
        rf"^\| `{name}` \| .* \| {words:,} \| {boilerplate:,} \|$", readme, re.MULTILINE
    )


@each_sample
def test_boilerplate_is_listed_in_the_order_of_the_page(name: str) -> None:
    boilerplate = lines(read(name, ".boilerplate"))
    assert [line for line in lines(read(name)) if line in set(boilerplate)] == boilerplate


@each_sample
def test_the_title_is_one_line_of_the_page_and_no_boilerplate(name: str) -> None:
    (title,) = lines(read(name, ".title"))
    assert lines(article(name)).count(title) == 1


@each_sample
def test_no_line_of_an_article_repeats(name: str) -> None:
    assert max(Counter(lines(article(name))).values()) == 1


def test_no_two_pages_share_a_line_of_boilerplate() -> None:
    counts = Counter(line for name in NAMES for line in set(lines(read(name, ".boilerplate"))))
    assert [line for line, count in counts.items() if count > 1] == []


@each_sample
@each_reference
def test_references_keep_their_length(name: str, length: str) -> None:
    reference = read(name, f".{length}")
    wanted = LENGTHS[length]
    parts = lines(reference) if length == "bullets" else sentences(reference)
    assert wanted.admits([count_words(part) for part in parts])
    assert len(parts) >= wanted.least


@each_sample
@each_reference
def test_references_end_with_whole_sentences(name: str, length: str) -> None:
    reference = lines(read(name, f".{length}"))
    assert all(line.endswith(".") for line in reference)
    assert length == "bullets" or len(reference) == 1


@each_sample
@each_reference
def test_every_number_of_a_reference_stands_in_the_article(name: str, length: str) -> None:
    numbers = set(NUMBER.findall(read(name, f".{length}")))
    assert numbers - set(NUMBER.findall(article(name))) == set()


@each_sample
@each_reference
def test_every_name_of_a_reference_stands_in_the_article(name: str, length: str) -> None:
    found = set(WORD.findall(article(name)))
    missing = {
        word
        for sentence in sentences(read(name, f".{length}"))
        for word in WORD.findall(sentence)[1:]
        if word[0].isupper() and word not in found and not inflected(word, name)
    }
    assert missing == set()


def inflected(word: str, name: str) -> bool:
    """Whether a German noun, all of which are capitalised, stands in a word of the article."""
    return name == "bergbahn" and word.rstrip("ens").casefold() in article(name).casefold()


@each_sample
@each_reference
def test_references_are_written_not_copied(name: str, length: str) -> None:
    page = " ".join(article(name).split())
    assert [sentence for sentence in sentences(read(name, f".{length}")) if sentence in page] == []
