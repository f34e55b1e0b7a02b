"""Names: which words are names, which of them belong together, and which name the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise, zip_longest

from summarize.grounding.dates import dates
from summarize.grounding.lexicon import MONTHS, OPENERS, TITLES, WEEKDAYS
from summarize.grounding.tokens import Line, Word, stop

__all__ = ["Name", "Names"]

CASELESS = frozenset(("de", "lb", "zh", "ja", "th", "ko", "ar", "he", "hi", "fa", "ur"))
"""Languages whose capitals do not tell names, or that have none."""

_CONNECTORS = frozenset(("of", "and", "the", "for", "on", "in", "to", "de", "du", "la", "&"))
_OPEN = frozenset("\"“‘'«„:.!?…—–•(-*")
_ALIKE = 6  # letters of a name from which on one letter's difference is a way of spelling it


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words that name somebody or something.

    Attributes:
        start: index of its first word.
        end: index past its last.
        stems: what it is compared by, in order.
        also: acronyms that stand for it.
    """

    start: int
    end: int
    stems: tuple[str, ...]
    also: frozenset[str] = frozenset()

    def same(self, other: "Name") -> bool:
        """Whether both may name the same: a word in common, or one stands for the other."""
        mine, theirs = {*self.stems, *self.also}, {*other.stems, *other.also}
        return not mine.isdisjoint(theirs)

    def different(self, other: "Name") -> bool:
        """Whether they cannot name the same: nothing in common, or another first name."""
        if not self.same(other):
            return not any(_alike(a, b) for a in self.stems for b in other.stems)
        first, second = self.stems[0], other.stems[0]
        return (
            len(self.stems) > 1
            and len(other.stems) > 1
            and self.stems[-1] == other.stems[-1]
            and first not in (*other.stems, *other.also)
            and second not in (*self.stems, *self.also)
            and first[0] != "@" != second[0]
        )


@dataclass(slots=True)
class Names:
    """What an article's names are, learnt from where it writes capitals.

    Args:
        lines: its sentences.
        code: its language.
    """

    lines: Sequence[Line]
    code: str
    upper: set[str] = field(default_factory=set)
    lower: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    followers: dict[str, set[str]] = field(default_factory=dict)
    ends: set[str] = field(default_factory=set)
    preceded: set[str] = field(default_factory=set)
    acronyms: set[str] = field(default_factory=set)
    aliases: dict[str, frozenset[str]] = field(default_factory=dict)
    mentions: list[list[Name]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for line in self.lines:
            for at, word in enumerate(line.words):
                self.stems.add(word.stem)
                if word.text[0].islower():
                    self.lower.add(word.key)
                elif word.text[0].isupper() and line.cased and not _opens(line.words, at):
                    self.upper.add(word.key)
        for line in self.lines:
            found = list(self.of(line))
            self.mentions.append(found)
            for name, behind in zip_longest(found, found[1:]):
                self._learn(name)
                if behind and _stands_for(line, behind, name):
                    self.aliases[behind.stems[0]] = frozenset(name.stems)
        self._pair()
        self.mentions = [[*map(self._known_as, found)] for found in self.mentions]

    def _pair(self) -> None:
        """First and last names that go with no others stand for each other."""
        partners: dict[str, set[str]] = {}
        for name in chain.from_iterable(self.mentions):
            if len(name.stems) == 2:
                for stem, other in (name.stems, name.stems[::-1]):
                    partners.setdefault(stem, set()).add(other)
        for stem, others in partners.items():
            if len(others) == 1 and partners[next(iter(others))] == {stem}:
                self.aliases.setdefault(stem, frozenset(others))

    def _known_as(self, name: Name) -> Name:
        if len(name.stems) > 1 or name.stems[0] not in self.aliases:
            return name
        return replace(name, also=name.also | self.aliases[name.stems[0]])

    def _learn(self, name: Name) -> None:
        self.ends.add(name.stems[-1])
        self.acronyms |= name.also
        long = [stem for stem in name.stems if len(stem) > 1]
        for first, second in (*pairwise(name.stems), *pairwise(long)):
            self.followers.setdefault(first, set()).add(second)
            self.preceded.add(second)

    def of(self, line: Line) -> Iterator[Name]:
        """The names in a sentence, of the article or about it."""
        if self.code in CASELESS:
            return
        taken = {part.at for part in dates(line)}
        runs: list[list[int]] = []
        for at in range(len(line.words)):
            if at in taken or not self._is_name(line, at):
                continue
            if runs and runs[-1][-1] == at - 1 and _joined(line, at):
                runs[-1].append(at)
            else:
                runs.append([at])
        for place, run in enumerate(runs):
            also = frozenset(_acronyms(line, runs[place:]))
            yield from map(self._known_as, self._named(line, run, also))

    def _named(self, line: Line, run: list[int], also: frozenset[str]) -> Iterator[Name]:
        """The name without the titles around it."""
        while run and _is_title(line.words[run[0]]):
            run = run[1:]
        while run and _is_title(line.words[run[-1]]):
            run = run[:-1]
        if run and (len(run) > 1 or len(line.words[run[0]].text) > 1):
            stems = tuple(line.words[at].stem for at in run)
            letters = groupby(stems, key=lambda stem: len(stem) == 1)
            also |= {"".join(group) for single, group in letters if single}
            yield Name(run[0], run[-1] + 1, stems, also)

    def _is_name(self, line: Line, at: int) -> bool:
        word = line.words[at]
        if (
            not word.text[0].isalpha()
            or word.key in WEEKDAYS
            or (word.key in MONTHS and (word.key not in ("may", "march") or word.text[0].islower()))
        ):
            return False
        if not line.cased or (word.text[0].islower() and _only_opened(line)):
            return self._known(word)
        if not word.text[0].isupper() or self._describes(line, at):
            return False
        stops = word.key in stop(self.code)
        if _opens(line.words, at):
            crowd = word.key in OPENERS and word.key.endswith("s")  # Scientists, wherever
            return not crowd and (self._known(word) or self._unheard(line, at))
        return not stops or (word.text.isupper() and len(word.text) > 1)

    def _describes(self, line: Line, at: int) -> bool:
        """Whether a word inside a name is no part of it: Bega Cheese Boss Ann Reed, its boss.

        It has a capital between names of the article, and the article has it without.
        """
        if not 0 < at < len(line.words) - 1:
            return False
        before, word, behind = (each.key for each in line.words[at - 1 : at + 2])
        lower = word in self.lower and word not in self.upper
        return lower and before in self.upper and behind in self.upper

    def _known(self, word: Word) -> bool:
        """Whether the article writes this word with a capital and never without."""
        return (
            word.key in self.upper
            and word.key not in self.lower
            and (word.key not in stop(self.code))
        )

    def _unheard(self, line: Line, at: int) -> bool:
        """Whether a sentence's first word, which the article does not tell, may be a name."""
        word = line.words[at]
        if word.key in self.lower or word.key in OPENERS or word.key in stop(self.code):
            return False
        if word.text.isupper() and len(word.text) > 1:
            return True
        if word.stem[0] == "@":
            return True
        return not word.key.endswith(("ing", "ly", "ists", "ions", "ed"))

    def known(self, stem: str) -> bool:
        """Whether the article has this word, spelt so or nearly."""
        if stem in self.stems or stem in self.acronyms:
            return True
        return len(stem) >= _ALIKE - 1 and any(_alike(stem, other) for other in self.stems)

    def together(self, first: str, second: str) -> bool:
        """Whether two neighbouring words of a name may be: the article has them so, or apart.

        They may not where it has the first only before other names, the second only behind others.
        """
        return (
            second in self.followers.get(first, ())
            or first in self.ends
            or first not in self.followers
            or second not in self.preceded
            or min(len(first), len(second)) < 3
            or first in TITLES
        )


def _is_title(word: Word) -> bool:
    """Whether a word is somebody's title: MP, and not MPs."""
    return word.key in TITLES and word.text.lower().replace(".", "") == word.key


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether a word has its capital from where it stands."""
    before = words[at].before
    return at == 0 or (bool(before) and not _OPEN.isdisjoint(before))


def _only_opened(line: Line) -> bool:
    """Whether no word has a capital but where one opens: then names are written without."""
    return not any(
        w.text[0].isupper() and not _opens(line.words, at) for at, w in enumerate(line.words)
    )


def _joined(line: Line, at: int) -> bool:
    """Whether a word belongs to the name before it: no comma and no possessive between."""
    word, previous = line.words[at], line.words[at - 1]
    if word.before not in ("", "-", "."):
        return False
    return line.text[previous.end : previous.end + 1] not in ("'", "’")


def _acronyms(line: Line, runs: list[list[int]]) -> Iterable[str]:
    """What the initials of the first name make, with the names that connectors join to it."""
    whole = list(runs[0])
    for other in runs[1:]:
        between = line.words[whole[-1] + 1 : other[0]]
        if not between or len(between) > 2 or any(w.key not in _CONNECTORS for w in between):
            break
        whole += other
    if len(whole) < 2:
        return
    initials = "".join(line.words[at].key[0] for at in whole)
    inner = "".join(w.key[0] for w in line.words[whole[0] : whole[-1] + 1])
    for made in {initials, inner, initials[:3]}:
        if len(made) >= 2:
            yield made


def _stands_for(line: Line, short: Name, name: Name) -> bool:
    """Whether a short form is put in brackets behind a name: Edappadi Palaniswami (EPS)."""
    word = line.words[short.start]
    if short.end - short.start > 1 or short.start != name.end or word.before != "(":
        return False
    letters = iter("".join(name.stems))
    return (
        word.text.isupper()
        and word.key[0] == name.stems[0][0]
        and all(letter in letters for letter in word.key)
    )


def _alike(first: str, second: str) -> bool:
    """Whether two names differ by one letter, or two changed round: Morsi, Morsy."""
    if first[:1] != second[:1] or min(len(first), len(second)) < _ALIKE - 1:
        return False
    if abs(len(first) - len(second)) > 1 or max(len(first), len(second)) < _ALIKE:
        return False
    at = 0
    while at < min(len(first), len(second)) and first[at] == second[at]:
        at += 1
    rest, other = first[at:], second[at:]
    turned = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return turned or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
