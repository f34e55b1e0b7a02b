"""Training pairs for rewriting: a source, its shorter target, and the control token."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from random import Random
from typing import NamedTuple

import Stemmer

from training.data import PLAIN, covered, detokenised, rows, sentences_of
from training.splice import expand

__all__ = [
    "FREE",
    "HEADLINE",
    "RATIO",
    "Articles",
    "Pair",
    "aligned",
    "compressions",
    "headlines",
    "masked",
    "reported",
    "titled",
]

# What is asked for, as the offset of a control token from [unused1]: a ratio of lengths in tenths
# (0 to 9), a headline, or whatever length an editor would choose.
RATIO, HEADLINE, FREE = None, 10, 11

HELD_OUT = 2_000  # of the compressions, the last: never trained on
SHARE_FREE = 0.3

# Of the title's words of three letters and more, by stem, that its sentence must have: for `titled`
# most of them, so that a title says what its sentence says; for `reported` about half of them, as
# the headlines of newswires have of their first sentences.
TITLE_COVERED = 0.65
REPORT_COVERED = 0.45
REPORT_NEAR = 0.25  # a sentence that covers so much less than the best may stand for it
TITLE_WITHIN = 6  # the sentences a title is looked for in
SHARE_ASKED_BY_RATIO = 0.25  # of the titles
SHARE_OTHER = 0.4  # of the titles, that are shown with another sentence than the best
# A title that asks, teases or advises, and so says nothing of what happened.
TEASER = re.compile(
    r"(?i)^(?:how|why|what|here|these|this|watch|who|when|where|meet|opinion|\d+ (?:things|ways))\b"
    r"|\?|\byour?\b"
)
SHARE_MASKED = 0.5  # of the pairs whose digits become `#`, as newswire collections have them


class Pair(NamedTuple):
    """A source, its target, and the kind of pair: RATIO, HEADLINE or FREE."""

    source: str
    target: str
    control: int | None


class Articles:
    """The news articles as sentences, with their headlines, read once."""

    def __init__(self, limit: int | None = None) -> None:
        read = (
            (row.get("title") or "", sentences_of(row["article"])[:40])
            for row in rows("news_articles", limit)
        )
        self.all = [(title, sentences) for title, sentences in read if len(sentences) >= 4]

    def names(self, most: int = 4_000) -> list[str]:
        """Capitalised words from within sentences: what a masked name could have been."""
        texts = (sentence for _, sentences in self.all[:most] for sentence in sentences)
        return sorted(
            {name for text in texts for name in re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,}", text)}
        )

    def spliced(self, rng: Random) -> Iterator[Pair]:
        """From each article once round: a sentence, and it with clauses of its neighbours."""
        for _, sentences in self.all:
            at = min(int(rng.expovariate(1 / 12)), len(sentences) - 1)
            target = sentences[at]
            if rng.random() < 0.08:
                yield Pair(target, target, RATIO)
                continue
            donors = [d for d in (rng.choice(sentences), sentences[at - 1]) if d != target]
            source = expand(rng, target, donors or [rng.choice(rng.choice(self.all)[1])])
            if rng.random() < 0.3 and at + 1 < len(sentences):
                source += " " + sentences[at + 1]
            yield Pair(source, target, RATIO)


def compressions(rng: Random, names: list[str], *, held_out: bool = False) -> Iterator[Pair]:
    """Real compressions, a name for each `<unk>` and digits for `#`, alike on both sides."""
    every = list(rows("sentence_compression"))
    for row in every[-HELD_OUT:] if held_out else every[:-HELD_OUT]:
        source, target = row["article"].split(), row["references"][0].split()
        kept = _subsequence(source, target)
        if (
            kept is None
            or len(target) < 4
            or not 8 <= len(source) <= 60
            or source.count("<unk>") > 3
        ):
            continue
        filled = [_filled(rng, word, names) for word in source]
        control = FREE if rng.random() < SHARE_FREE else RATIO
        yield Pair(
            detokenised(" ".join(filled)), detokenised(" ".join(filled[i] for i in kept)), control
        )


def _subsequence(source: list[str], target: list[str]) -> list[int] | None:
    """Return the positions of the target's words in the source, in order, or None."""
    kept: list[int] = []
    for index, word in enumerate(source):
        if len(kept) < len(target) and word == target[len(kept)]:
            kept.append(index)
    return kept if len(kept) == len(target) else None


def _filled(rng: Random, word: str, names: list[str]) -> str:
    return (
        rng.choice(names)
        if word == "<unk>"
        else re.sub("#", lambda _: str(rng.randint(1, 9)), word)
    )


def aligned(name: str) -> Iterator[Pair]:
    """Each sentence of a reference with the one or two article sentences that cover it."""
    for row in rows(name):
        article = sentences_of(row["article"])
        for target in sentences_of(row["references"][0], most=35):
            best = max(range(len(article)), key=lambda i: covered(target, article[i]), default=None)
            if best is None:
                continue
            for source in (article[best], " ".join(article[best : best + 2])):
                if covered(target, source) >= 0.7:
                    yield Pair(source, target, RATIO)
                    break


def headlines(articles: Articles) -> Iterator[Pair]:
    """The opening of each article with the headline that it covers."""
    for title, sentences in articles.all:
        title = _own_title(title)
        if covered(title, sentences[0]) == 1 and len(sentences[0]) < 1.3 * len(title):
            sentences = sentences[1:]  # the headline once more
        openings = (" ".join(sentences[:n]) for n in (1, 2, 3))
        opening = next((o for o in openings if covered(title, o) >= 0.6), "")
        if opening and 4 <= title.count(" ") + 1 <= 16:
            yield Pair(opening, title, HEADLINE)


def titled(articles: Articles, rng: Random) -> Iterator[Pair]:
    """Each title with the one sentence of the article's opening that covers it best, strictly."""
    for title, openings in _openings(articles.all):
        best, sentence = openings[0]
        if best >= TITLE_COVERED and _is_longer(sentence, title):
            yield Pair(sentence, title, _asked(rng))


def reported(articles: Articles, rng: Random) -> Iterator[Pair]:
    """Each title that tells what happened, with a sentence of the opening that has half of it.

    Besides the news, the articles of the BBC behind their introductions and the short ones. Which
    of the sentences stands for the article is drawn anew each round.
    """
    others = (
        (row["title"], sentences_of("\n\n".join([*row.get("references", [])[:1], row["article"]])))
        for name in ("bbc_intro", "inshorts", "cnn_highlights")
        for row in rows(name)
    )
    extracts = ((row["title"], sentences_of(row["article"])) for row in rows("bbc_extractive"))
    for title, every in _openings(chain(articles.all, others, extracts)):
        openings = [(share, s) for share, s in every if _is_longer(s, title)]
        best = max((share for share, _ in openings), default=0.0)
        if best < REPORT_COVERED or TEASER.search(title):
            continue
        near = [s for share, s in openings if share >= max(REPORT_COVERED, best - REPORT_NEAR)]
        yield Pair(rng.choice(near) if rng.random() < SHARE_OTHER else near[0], title, _asked(rng))


def _openings(
    articles: Iterable[tuple[str, list[str]]],
) -> Iterator[tuple[str, list[tuple[float, str]]]]:
    """Each title with the opening's sentences, those that cover it most first."""
    for given, sentences in articles:
        title = re.sub(r"^[A-Z][A-Z' /]{2,}:\s*", "", _own_title(given))
        size = title.count(" ") + 1
        within = [_without(title, sentence) for sentence in sentences[:TITLE_WITHIN]]
        found = [(_stems_covered(title, sentence), sentence) for sentence in within]
        if 4 <= size <= 14 and found:
            yield title, sorted(found, key=lambda pair: -pair[0])


def _is_longer(sentence: str, title: str) -> bool:
    return sentence.count(" ") > 1.3 * (title.count(" ") + 1)


def _asked(rng: Random) -> int | None:
    return RATIO if rng.random() < SHARE_ASKED_BY_RATIO else HEADLINE


def _own_title(title: str) -> str:
    """The title without the name of the newspaper."""
    return re.split(r" [|–—] |\s+-\s+(?=[A-Z][\w ]{2,25}$)", title)[0].strip()


def _without(title: str, sentence: str) -> str:
    """A sentence without the title that was scraped into its beginning."""
    plain = title.translate(PLAIN)
    return sentence.removeprefix(plain).strip() if plain else sentence


def _stems_covered(title: str, sentence: str) -> float:
    stem = Stemmer.Stemmer("porter").stemWords
    words = {word for word in re.findall(r"\w+", title.lower()) if len(word) > 2}
    return len({*stem([*words])} & {*stem(re.findall(r"\w+", sentence.lower()))}) / max(
        1, len(words)
    )


def masked(rng: Random, pairs: Iterator[Pair]) -> Iterator[Pair]:
    """The pairs, the digits of some of them as `#` on both sides."""
    for pair in pairs:
        if rng.random() < SHARE_MASKED:
            source, target = (re.sub(r"\d", "#", text) for text in pair[:2])
            yield Pair(source, target, pair.control)
        else:
            yield pair
