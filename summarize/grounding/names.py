"""Names that an article does not have, or never joins as a sentence does."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from summarize.document import Span
from summarize.grounding.dates import dates
from summarize.grounding.findings import Finding
from summarize.grounding.tokens import Line, Word, stop
from summarize.language.lexicon import titles
from summarize.language.profiles import profile

__all__ = ["CASELESS", "Names", "shows_names"]

CASELESS = frozenset(("de", "lb", "zh", "ja", "th", "ko", "ar", "he", "hi", "fa", "ur"))
"""Languages whose capitals do not tell names, or that have none."""

OPENING = frozenset("\"“‘'«„:.!?…—–•(-*")
CONNECTORS = frozenset(("of", "and", "the", "for", "on", "in", "to", "de", "du", "la", "&"))
SHORTEST = 2  # letters that a shortened name has more than
SPELLING = 6  # letters of a name from which one letter's difference is a way to spell it


def shows_names(code: str) -> bool:
    """Whether capital letters tell names in a language; true of one that is not known."""
    common = profile(code).common_words
    return code not in CASELESS and (not common or any(w.title() != w for w in common))


class Names:
    """The names of an article, learned from where it writes capitals.

    Args:
        lines: its sentences.
        code: its language.
    """

    def __init__(self, lines: Sequence[Line], code: str) -> None:
        self.code = code
        self.titles = profile(code).titles or titles()
        self.stems = {word.stem for line in lines for word in line.words}
        self.keys = {word.key for line in lines for word in line.words}
        self.lower = {w.key for line in lines for w in line.words if w.text[0].islower()}
        self.upper = {
            w.key
            for line in lines
            for at, w in enumerate(line.words)
            if at and w.text[0].isupper() and line.cased and not w.before
        }
        self.runs = [run for line in lines for run in self._runs(line, None)]
        self.upper |= {word.key for run in self.runs for word in run}
        self.acronyms = {acronym for line in lines for acronym in _initials(line)}
        self.followers: dict[str, set[str]] = {}
        for run in self.runs:
            for first, second in pairwise(run):
                self.followers.setdefault(first.stem, set()).add(second.stem)

    def check(self, line: Line, proper: Container[int] | None = None) -> Iterator[Finding]:
        """Yield the names of a sentence that the article has not, or has with other names.

        Args:
            line: the sentence.
            proper: offsets of the words that a parser takes for names; None where none looked.
        """
        if self.code in CASELESS or not line.cased:
            return
        for run in self._runs(line, proper):
            unknown = [w for w in run if not (self._is_known(w) or self._is_shortened(w, line))]
            if self._is_first_name(run, unknown):
                span = Span(unknown[0].start, unknown[-1].end)
                why = f"the article has no “{span.of(line.text)}” before “{run[-1].text}”"
                yield Finding(span, "first name", why)
            elif unknown and "".join(w.key[0] for w in run) not in self.keys:
                span = Span(unknown[0].start, unknown[-1].end)
                yield Finding(span, "name", f"“{span.of(line.text)}” is not in the article")
            elif parted := self._parted(run):
                span = Span(run[0].start, run[-1].end)
                why = f"the article never joins “{parted[0].text}” and “{parted[1].text}”"
                yield Finding(span, "name", why, "contradicted")

    def _runs(self, line: Line, proper: Container[int] | None) -> Iterator[list[Word]]:
        """The runs of words that are names, titles before them left out."""
        taken = {part.at for part in dates(line)}
        run: list[Word] = []
        for at, word in enumerate(line.words):
            if at not in taken and self._is_name(line, at, proper):
                if run and (word.before not in ("", "-", ".") or run[-1] is not line.words[at - 1]):
                    yield run
                    run = []
                run.append(word)
        if run:
            yield run

    def _is_name(self, line: Line, at: int, proper: Container[int] | None) -> bool:
        word = line.words[at]
        if not word.text[0].isupper() or len(word.text) == 1:
            return False
        plain = word.text.lower().replace(".", "")
        if plain in self.titles or (word.key in stop(self.code) and not word.text.isupper()):
            return False
        opens = at == 0 or bool(word.before and not OPENING.isdisjoint(word.before))
        if not opens:
            return proper is None or word.start in proper or word.key not in self.lower
        return word.key not in self.lower and self._opens_with_name(line, at, proper)

    def _opens_with_name(self, line: Line, at: int, proper: Container[int] | None) -> bool:
        """Whether a word with a capital from its place is a name all the same."""
        word = line.words[at]
        if word.stem[0] == "@" or word.key in self.upper:
            return True
        if proper is not None:
            return word.start in proper
        behind = line.words[at + 1 : at + 2]
        return bool(behind) and not behind[0].before and behind[0].key in self.upper

    def alike(self, stem: str, others: Iterable[str]) -> bool:
        """Return whether one of others is the same name, another spelling, or a part of it."""
        return any(
            stem == other
            or _alike(stem, other)
            or other in self.followers.get(stem, ())
            or stem in self.followers.get(other, ())
            for other in others
        )

    def _is_known(self, word: Word) -> bool:
        stem = word.stem
        if stem in self.stems or word.key in self.acronyms or stem in CONNECTORS:
            return True
        return len(stem) >= SPELLING - 1 and any(_alike(stem, other) for other in self.stems)

    def _is_shortened(self, word: Word, line: Line) -> bool:
        """Whether a word begins one of the article's: Mass. for Massachusetts, Dems."""
        stopped = line.text.startswith(".", word.end)
        if len(word.key) <= SHORTEST or not (stopped or word.key.endswith("s")):
            return False
        ending = "" if stopped else "s"
        start = word.key.removesuffix(ending)
        return any(key.startswith(start) and key.endswith(ending) for key in self.upper)

    def _is_first_name(self, run: Sequence[Word], unknown: Sequence[Word]) -> bool:
        """Whether only the first name is unknown, of one whom the article has without any."""
        if not unknown or len(unknown) == len(run) or run[-1] in unknown:
            return False
        known = run[len(unknown)]
        named = any(known.stem in seconds for seconds in self.followers.values())
        return list(unknown) == list(run[: len(unknown)]) and not named and known.key in self.upper

    def _parted(self, run: Sequence[Word]) -> tuple[Word, Word] | None:
        """Two neighbors of a name that the article has only beside others: Lisa Brandt."""
        for first, second in pairwise(run):
            if second.before or min(len(first.stem), len(second.stem)) < 3:
                continue
            behind = self.followers.get(first.stem)
            ahead = {f for f, seconds in self.followers.items() if second.stem in seconds}
            if behind and ahead and second.stem not in behind and ahead.isdisjoint(behind):
                return first, second
        return None


def _initials(line: Line) -> Iterator[str]:
    """What the initials of the names in a sentence make, connectors between left out or not."""
    words = [w for w in line.words if w.text[0].isupper() or w.key in CONNECTORS]
    for start in range(len(words)):
        for end in range(start + 2, min(start + 8, len(words) + 1)):
            part = words[start:end]
            if part[-1].end - part[0].start > 80 or part[0].key in CONNECTORS:
                break
            yield "".join(w.key[0] for w in part if w.text[0].isupper())
            yield "".join(w.key[0] for w in part)


def _alike(first: str, second: str) -> bool:
    """Whether two names differ by one letter, or two changed round: Morsi, Morsy."""
    if first[:1] != second[:1] or min(len(first), len(second)) < SPELLING - 1:
        return False
    if abs(len(first) - len(second)) > 1 or max(len(first), len(second)) < SPELLING:
        return False
    at = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    rest, other = first[at:], second[at:]
    turned = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return turned or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
