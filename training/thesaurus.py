"""Make `summarize/language/data/thesaurus.en.txt.xz` from WordNet (Fellbaum, 1998).

    python -m training.thesaurus FOLDER

FOLDER holds WordNet's database files; Debian's package wordnet-base installs them in
`/usr/share/wordnet`. The file has the stems that occur in news or in WordNet's tagged texts, each
with the meanings of its commonest senses: its own, those beside them (derived words, similar
adjectives, what a verb entails), those above them (more general nouns and verbs), and rare ones.
"""

import argparse
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from summarize.language.lexicon import stem
from summarize.language.thesaurus import PATH
from summarize.methods.salience.summarizer import embedded

SENSES = 4  # of a word and part of speech that are kept, commonest first
LEVELS = 3  # of more general meanings
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
ABOVE = {"@", "@i"}
BESIDE = {"+", "&", "\\", "^", "$", "*", ">", "="}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A set of synonyms: the meanings above it, and those beside it."""

    above: frozenset[str]
    beside: frozenset[str]


def meanings(folder: Path) -> dict[str, Meaning]:
    """Return all sets of synonyms by their place in WordNet's files."""
    found = {}
    for part, name in FILES.items():
        for line in (folder / f"data.{name}").read_text("utf-8").splitlines():
            if line.startswith(" "):
                continue
            fields = line.partition(" | ")[0].split()
            at = 4 + 2 * int(fields[3], 16)
            pointers = [
                (fields[i], fields[i + 1] + fields[i + 2].replace("s", "a"))
                for i in range(at + 1, at + 1 + 4 * int(fields[at]), 4)
            ]
            above, beside = (
                frozenset(goal for kind, goal in pointers if kind in kinds)
                for kinds in (ABOVE, BESIDE)
            )
            found[fields[0] + part] = Meaning(above, beside)
    return found


def senses(folder: Path, known: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the meanings of the commonest senses of each stem, and those of the others."""
    wanted = set(known)
    found: dict[str, set[str]] = defaultdict(set)
    rare: dict[str, set[str]] = defaultdict(set)
    for part, name in FILES.items():
        for line in (folder / f"index.{name}").read_text("utf-8").splitlines():
            word, _, count, *fields = line.split() if line[0] != " " else ("_", "", "0")
            if word.isalpha() and (key := stem(word)) in wanted:
                places = [place + part for place in fields[-int(count) :]]
                found[key] |= set(places[:SENSES])
                rare[key] |= set(places[SENSES:])
    return found, rare


def tagged(folder: Path) -> set[str]:
    """Return the stems of the words in the texts whose senses WordNet's makers marked."""
    lines = (folder / "cntlist.rev").read_text("utf-8").splitlines()
    return {stem(word) for line in lines if (word := line.partition("%")[0]).isalpha()}


def rows(
    own: Mapping[str, set[str]], rare: Mapping[str, set[str]], known: Mapping[str, Meaning]
) -> dict[str, list[set[str]]]:
    """Return for each stem its meanings, those beside, next above, further above, and rare.

    The rare ones are those of its other senses and those next above them.
    """
    found = {}
    for key, first in own.items():
        beside = {goal for each in first for goal in known[each].beside} - first
        levels, level = [], first
        for _ in range(LEVELS):
            level = {goal for each in level for goal in known[each].above}
            levels.append(level)
        further = set().union(*levels[1:]) - levels[0] - first
        others = rare[key].union(*(known[each].above for each in rare[key]))
        parts = [set(first), beside, levels[0] - first, further]
        found[key] = [*parts, others.difference(*parts)]
    return found


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    own, rare = senses(folder, {*embedded().lexicon.stems, *tagged(folder)})
    found = rows(own, rare, meanings(folder))
    counts = Counter(each for row in found.values() for part in row for each in part)
    numbers = {each: n for n, (each, count) in enumerate(counts.most_common()) if count > 1}
    lines = [
        "\t".join([key, *(" ".join(sorted(f"{numbers[e]:x}" for e in part if e in numbers))
                          for part in row)])
        for key, row in sorted(found.items())
    ]  # fmt: skip
    PATH.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9))
    print(f"{len(lines)} stems, {PATH.stat().st_size} bytes")


if __name__ == "__main__":
    main()
