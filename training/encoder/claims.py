r"""Claims with evidence, true and false, from articles and what editors made of them.

    python -m training.encoder.claims OUT.jsonl --encoder FOLDER [--share 0.02] [--seed 0] \
        [--part 0 --parts 2]

A true claim is a sentence of the article, a summary's sentence or a title that keeps to its words,
or one of these after one of `training.encoder.true_edits`; a false one is any of these after one of
`training.encoder.false_edits`, or a sentence that was taken out of its article. Evidence is found
as the checker finds it. One JSON array a line: evidence, claim, 1 or 0, kind, and the spans that
are false (null where they are not known).
"""

import argparse
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from summarize import language
from summarize.encoder import Encoder, Parse
from summarize.grounding.evidence import Evidence
from training.data import covered, detokenised, rows, sentences_of
from training.encoder.false_edits import FALSE
from training.encoder.pools import Change, Edit, Pool
from training.encoder.true_edits import TRUE

# Documents of each set at --share 1, and how many claims of each.
SETS = {"cnn_highlights": 668, "inshorts": 2_655, "bbc_intro": 2_000, "news_articles": 4_000}
OWN = 2  # of an article's own sentences
WRITTEN = 3  # of its summary's, at most
COMPRESSIONS = 3_000
LEAST_COVERED = 0.72  # of a summary sentence's words, for it to be taken for true
LEAST_COMPRESSED = 0.35  # of the length
FALSE_SHARE = 0.55
REMOVED_SHARE = 0.08  # claims whose own sentence is taken out of the article
ALONE = 0.3  # claims held against one sentence
MOST_WORDS = 60  # of evidence

NAMES = "smith jones lee kim garcia brown miller davis wilson taylor clark lewis hall young".split()


@cache
def _stem(word: str) -> str:
    return language.stemmer("en")(word)


@cache
def _stops() -> frozenset[str]:
    return language.stop_words("en")


def stems(text: str) -> list[str]:
    """Return the stems of the words that carry a subject."""
    return [_stem(word) for word in language.words(text.lower()) if word not in _stops()]


@dataclass(slots=True)
class Claim:
    """A true claim, its article's sentences, and which of them it was taken from (-1: none)."""

    text: str
    sentences: Sequence[str]
    index: Evidence
    own: int
    kind: str


def _summary_claims(row: dict[str, object], sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
    article = " ".join(sentences)
    for reference in row.get("references", []):  # type: ignore[attr-defined]
        for text in re.split(r"(?<=[.!?])\s+(?=[A-Z\"'])|\n+", reference):
            if 5 <= text.count(" ") + 1 <= 40 and _keeps(text, article):
                yield text.strip(), "summary"
    title = row.get("title")
    if isinstance(title, str) and 4 <= title.count(" ") <= 16 and _keeps(title, article):
        yield title, "title"


def _keeps(text: str, article: str) -> bool:
    """Whether the article has most of a text's words, and all its names and numbers."""
    if covered(text, article) < LEAST_COVERED:
        return False
    low = article.lower()
    special = re.findall(r"\d[\d,.]*\d|\d|(?<=[a-z,] )[A-Z][a-z]{2,}", text)
    return all(word.lower() in low for word in special)


def base_claims(share: float, part: slice, rng: random.Random) -> Iterator[list[Claim]]:
    """Yield the true claims of one document of a part after another, sets mixed."""
    documents = [
        (name, row) for name, most in SETS.items() for row in rows(name, max(1, int(most * share)))
    ]
    rng.shuffle(documents)
    for _, row in documents[part]:
        sentences = sentences_of(row["article"], most=50)[:40]
        if len(sentences) < 4:
            continue
        written = list(_summary_claims(row, sentences))
        rng.shuffle(written)
        index = Evidence([stems(sentence) for sentence in sentences])
        claims = [Claim(text, sentences, index, -1, kind) for text, kind in written[:WRITTEN]]
        claims += [
            Claim(sentences[own], sentences, index, own, "own")
            for own in rng.sample(range(len(sentences)), min(OWN, len(sentences)))
            if 6 <= sentences[own].count(" ") + 1 <= 40
        ]
        if claims:
            yield claims


def compressions(share: float, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (sentence, its compression by an editor) with the masks filled in."""
    for row in rows("sentence_compression", int(4 * COMPRESSIONS * share)):
        long, short = row["article"], row["references"][0]
        if not LEAST_COMPRESSED <= len(short.split()) / len(long.split()) < 0.9:
            continue
        if not 5 <= len(short.split()) <= 40 or len(long.split()) > 50 or rng.random() > 0.6:
            continue
        masks = {mask: "".join(str(rng.randrange(1, 10)) for _ in mask)
                 for mask in set(re.findall(r"#+", long))}  # fmt: skip
        name = rng.choice(NAMES)
        yield _unmasked(long, masks, name), _unmasked(short, masks, name)


def _unmasked(text: str, masks: dict[str, str], name: str) -> str:
    filled = re.sub(r"#+", lambda match: masks.get(match[0], match[0]), text)
    return detokenised(filled.replace("<unk>", name))


def evidence_of(claim: str, sentences: Sequence[str], index: Evidence, most: int) -> str:
    """Return the sentences nearest to a claim, in the article's order."""
    chosen: list[int] = []
    words = 0
    for at in index.nearest(stems(claim), most):
        size = sentences[at].count(" ") + 1
        if chosen and words + size > MOST_WORDS:
            continue
        chosen.append(at)
        words += size
    return " ".join(sentences[at] for at in sorted(chosen))


def _chosen(
    edits: Mapping[str, tuple[Change, float]],
    parse: Parse,
    pools: tuple[Pool, Pool],
    rng: random.Random,
) -> tuple[str, Edit] | None:
    """The first of the edits, tried in a random order by weight, that applies."""
    order = sorted(edits, key=lambda name: -(rng.random() ** (1 / edits[name][1])))
    for name in order[:6]:
        edit = edits[name][0](parse, *pools, rng)
        if edit and edit.text.strip() != parse.text.strip():
            return name, edit
    return None


Pair = tuple[str, str, int, str, tuple[tuple[int, int], ...] | None]


def pairs_of(
    claim: Claim, parse: Parse, pools: tuple[Pool, Pool], rng: random.Random
) -> Iterator[Pair]:
    """Yield a true pair of a claim and a false one, or one that has no evidence."""
    alone = claim.own >= 0 and rng.random() < ALONE

    def evidence(text: str) -> str:
        if alone:
            return claim.sentences[claim.own]
        return evidence_of(text, claim.sentences, claim.index, 3)

    if claim.own >= 0 and rng.random() < REMOVED_SHARE:
        rest = [s for i, s in enumerate(claim.sentences) if i != claim.own]
        smaller = Evidence([stems(sentence) for sentence in rest])
        yield evidence_of(claim.text, rest, smaller, 3), claim.text, 0, "removed", None
        return
    true = _chosen(TRUE, parse, pools, rng) if rng.random() < 0.6 else None
    kind, text = (true[0], true[1].text) if true else (claim.kind, claim.text)
    if rng.random() > FALSE_SHARE - 0.1:
        yield evidence(text), text, 1, f"{claim.kind}:{kind}", ()
    for _ in range(1 if rng.random() < 0.7 else 2):
        false = _chosen(FALSE, parse, pools, rng)
        if false and false[1].text.lower() not in " ".join(claim.sentences).lower():
            yield evidence(false[1].text), false[1].text, 0, false[0], false[1].faults


def pairs(encoder: Encoder, share: float, seed: int, part: slice) -> Iterator[Pair]:
    """Yield all pairs of a part, documents mixed; the same seed gives the same ones."""
    rng = random.Random(seed)
    others = Pool()
    short = islice(compressions(share, rng), part.start, None, part.step)
    for claims in base_claims(share, part, random.Random(seed)):
        parses = encoder.parse([claim.text for claim in claims])
        here = Pool()
        for claim in claims[:1]:
            text = " ".join(claim.sentences)
            here.numbers = re.findall(r"\b\d[\d,.]*\d|\b\d", text)
            here.names = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*", text)
        for parse in parses:
            here.add(parse)
        for claim, parse in zip(claims, parses, strict=True):
            yield from pairs_of(claim, parse, (here, others), rng)
        for parse in parses:
            others.add(parse)
        if (pair := next(short, None)) is not None and rng.random() < 0.5:
            yield pair[0], pair[1], 1, "compression", ()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--part", type=int, default=0, help="which of the parts to write, from 0")
    parser.add_argument("--parts", type=int, default=1, help="how many processes share the work")
    options = parser.parse_args()
    part = slice(options.part, None, options.parts)
    with options.out.open("w", encoding="utf-8") as lines:
        for pair in pairs(Encoder(options.encoder), options.share, options.seed, part):
            print(json.dumps(pair, ensure_ascii=False), file=lines)


if __name__ == "__main__":
    main()
