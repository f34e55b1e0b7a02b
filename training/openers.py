"""Count which descriptions open an article and which only its later sentences.

    python -m training.openers summarize/methods/standalone/openers.tsv

"The company said" hardly ever opens an article: the reader would ask which. "The government said"
does. A noun between "The" and a verb is written with the logarithm of how much oftener it opens an
article than a later sentence; those far below 0 are descriptions that somebody has to introduce.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path

from summarize.language import terms
from summarize.methods.standalone.needs import DESCRIPTION
from training.articles import rows

LETTERS = 5_000  # of an article
LEAST_WORDS = 6  # of a sentence
LEAST_COUNT = 12  # of an opener
DOUBT = 20  # later sentences' worth of knowing nothing, added to each count

_SENTENCE_END = re.compile(r"(?<=[a-z\d][.!?])\s+(?=[A-Z\"“])|(?<=[.!?][\"”])\s+(?=[A-Z\"“])|\n+")
_DATELINE = re.compile(r"^(?:[A-Z][A-Za-z .,'’/]*)?(?:\([^)]*\))? ?(?:--+|—|–|-) ")


def openings(article: str) -> Iterator[str]:
    """Yield the noun behind "The" of each sentence, the empty string where there is none."""
    for number, sentence in enumerate(_SENTENCE_END.split(article[:LETTERS])):
        if sentence.count(" ") + 1 < LEAST_WORDS:
            if not number:
                yield ""
            continue
        opener = DESCRIPTION.match(_DATELINE.sub("", sentence) if not number else sentence)
        yield opener[1] if opener else ""


def counted() -> dict[str, float]:
    """Return the nouns that open enough sentences, with their log ratios."""
    first, later = Counter[str](), Counter[str]()
    for row in rows("news_articles"):
        nouns = list(openings(row["article"]))
        first.update(nouns[:1])
        later.update(nouns[1:])
    share = first.total() / later.total()
    return {
        noun: log((first[noun] + DOUBT * share) / (count + DOUBT) / share)
        for noun, count in later.items()
        if noun and count >= LEAST_COUNT and not noun.endswith("ly") and terms([noun], "en")[0]
    }


def main() -> None:
    """Count, and write one noun a line with its ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    ratios = counted()
    lines = (f"{noun}\t{ratio:.1f}\n" for noun, ratio in sorted(ratios.items()))
    parser.parse_args().out.write_text("".join(lines), encoding="utf-8")
    print(f"{len(ratios)} descriptions")


if __name__ == "__main__":
    main()
