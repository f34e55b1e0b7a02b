"""Who is named in an English article: full names, and whom "he" or "Ms. Lee" means.

A name is given to a pronoun or a surname only where one person can be meant. The evidence is in the
article: a person is somebody who says something, has an age, a title, or is "who".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from summarize.language.lexicon import pattern_of, words_of

__all__ = ["People"]

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sen|Rep|Gov|Sir|Judge|Justice|President|Senator|Mayor|Minister"
    r"|Governor|Officer|Sheriff|Detective|Captain|Sgt|Lt|Col|Gen)\b\.?"
)
_WORD = r"(?:[A-Z][a-zà-ÿ'’-]*[a-zà-ÿ](?:-[A-Z][a-z]+)?|[A-Z]\.|Mc[A-Z][a-z]+|O['’][A-Z][a-z]+)"
_PARTICLES = words_of("particles")
_SURNAME = (
    rf"(?:(?:{'|'.join(sorted(_PARTICLES))}) ){{0,2}}"
    r"(?:Mc|Mac|O['’])?[A-Z][a-zà-ÿ]+(?:-[A-Z][a-z]+)?"
)
_FULL = re.compile(rf"(?:{_TITLE} )?(?P<name>{_WORD}(?: {_WORD}){{0,2}} {_SURNAME})(?!\w)")
_SAYS = f"(?:{'|'.join(sorted(words_of('said')))})"
_EVIDENCE = (
    rf"(?:\b{_SAYS} {{name}}\b|\b{{name}},? (?:{_SAYS}|who)\b|\b{{name}}, \d\d?\b"
    rf"|{_TITLE} (?:\w+ )?{{name}}\b|\b{{name}} (?:himself|herself)\b)"
)
_PRONOUN = re.compile(
    r"(?P<quote>[\"“][^\"“”]*[,!?][\"”] )?(?P<word>[Hh]e|[Ss]he|His|Her)\b(?!['’])"
)
_OWNER_HER = re.compile(r"Her (?:[a-z-]+)\b")
_FEMALE, _MALE = (
    re.compile(r"\b(?:she|her|herself)\b", re.I),
    re.compile(r"\b(?:he|his|him|himself)\b", re.I),
)
_FIRST_AND_LAST = re.compile(r"^.* (\S+ (?:[A-Z]\. )?\S+)$")
_PIECE = re.compile(r"\w+")
_NAME_LETTERS = 40  # before a surname that are looked at for a first name
_FAR_BACK = 4  # sentences that a chain of "he" may go back


@dataclass(frozen=True)
class People:
    """The people of an article.

    A name is looked for only in the sentences that have its word: few are asked for, and patterns
    over the whole of a book take as long as ranking it.

    Attributes:
        texts: its sentences.
    """

    texts: Sequence[str]
    _by_sentence: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _full: dict[str, str | None] = field(default_factory=dict)

    def full_name(self, surname: str) -> str | None:
        """Return the full name of a surname that is one person's only; None for others."""
        if surname not in self._full:
            names = self._names(surname)
            one = len({name.split()[0] for name in names}) == 1
            person = one and self._is_person(surname, names)
            self._full[surname] = min(names, key=len) if person else None
        return self._full[surname]

    def _names(self, surname: str) -> set[str]:
        """What stands like a full name whose last word is `surname`."""
        names: set[str] = set()
        for match in _FULL.finditer(self._sentences_naming(surname)):
            name = _FIRST_AND_LAST.sub(r"\1", match["name"])
            first, *_, last = name.split()
            no_name = (
                last != surname
                or first.lower() in words_of("nameless")
                or re.fullmatch(_TITLE, first)
                or first.endswith(".")
            )
            if not no_name:
                names.add(name)
        return names

    def _is_person(self, surname: str, names: set[str]) -> bool:
        first = next(iter(names)).split()[0]
        near = self._sentences_with(surname, first)
        first = re.escape(first)
        things = (
            rf"[Tt]he {first}|{first.lower()}|{surname} (?:are|were|have)|[Tt]he {surname}s?[.,]"
        )
        if re.search(rf"\b(?:{things})\b", near):
            return False
        either = "|".join(map(re.escape, sorted({surname, *names})))
        return re.search(_EVIDENCE.replace("{name}", f"(?:{either})"), near) is not None

    @cached_property
    def _all(self) -> str:
        return "\n".join(self.texts)

    @cached_property
    def _lower(self) -> str:
        return self._all.replace("İ", "i").lower()  # as many characters

    def _sentences_with(self, *words: str) -> str:
        """The sentences that have the longest part of one of the words, in any case."""
        found: set[tuple[int, int]] = set()
        for word in words:
            piece = max(_PIECE.findall(word.lower()), key=len)
            whole = re.compile(rf"(?<!\w){piece}(?!\w)")
            found.update(
                line
                for at, line in _occurrences(self._lower, piece)
                if whole.match(self._lower, at)
            )
        return "\n".join(self._all[start:end] for start, end in sorted(found))

    def _sentences_naming(self, surname: str) -> str:
        """The sentences that have a surname behind a word with a capital, as full names do."""
        found = {
            line: True
            for at, line in _occurrences(self._all, f" {surname}")
            if _ends_in_name(self._all[max(line[0], at - _NAME_LETTERS) : at])
        }
        return "\n".join(self._all[start:end] for start, end in found)

    def named_in(self, index: int) -> tuple[str, ...]:
        """The full names of those whom a sentence names, in order."""
        if index not in self._by_sentence:
            words = re.findall(_SURNAME, self.texts[index])
            names = (self.full_name(word.split()[-1]) for word in words)
            self._by_sentence[index] = tuple(dict.fromkeys(name for name in names if name))
        return self._by_sentence[index]

    def introduced(self, index: int, shown: Sequence[int], text: str) -> str:
        """Return a sentence with surnames in full that no sentence of `shown` gives.

        Args:
            index: of the sentence.
            shown: the sentences of the summary before it.
            text: the sentence, perhaps edited.
        """
        before = "\n".join(self.texts[i] for i in shown)
        for name in self.named_in(index):
            surname = name.split()[-1]
            if name not in text and surname not in before and self._is_new(name, index):
                text = re.sub(
                    rf"(?:{_TITLE} )?(?<![\w-] )(?<![\w-]){re.escape(surname)}\b(?!-| [A-Z])"
                    rf"|{_TITLE} {re.escape(surname)}\b",
                    name,
                    text,
                    count=1,
                )
        return text

    def _is_new(self, name: str, index: int) -> bool:
        """Whether the article gives the full name before this sentence."""
        return any(name in text for text in self.texts[:index])

    def antecedent(self, index: int) -> str | None:
        """Return whom "he" or "she" at the start of a sentence means; None where not certain.

        Certain means: the nearest sentence before it that names anybody names one person, as its
        subject or speaker, and the sentences between begin with the same pronoun.
        """
        pronoun = _PRONOUN.match(self.texts[index])
        if pronoun is None:
            return None
        female = pronoun["word"].lower() in ("she", "her")
        for at in range(index - 1, max(-1, index - 1 - _FAR_BACK), -1):
            named = self.named_in(at)
            if named:
                certain = len(named) == 1 and self._acts(named[0], at) and not self._others(at)
                return named[0] if certain and self._may_be(named[0], female) else None
            before = _PRONOUN.match(self.texts[at])
            if before is None or (before["word"].lower() in ("she", "her")) != female:
                return None
        return None

    def _acts(self, name: str, index: int) -> bool:
        """Whether somebody is the subject of a sentence, or who says it."""
        text, surname = self.texts[index], re.escape(name.split()[-1])
        either = rf"(?:{re.escape(name)}|{surname})"
        return (
            re.match(rf"(?:\w[a-z-]* )?(?:[a-z-]+ ){{0,3}}{either}\b(?!['’])", text) is not None
            or re.search(rf"\b(?:{_SAYS} (?:{_TITLE} )?{either}|{either} {_SAYS})\b", text)
            is not None
        )

    def _others(self, index: int) -> bool:
        """Whether a sentence speaks of anybody beside those it names."""
        text = self.texts[index]
        names = {match["name"].split()[-1] for match in _FULL.finditer(text)}
        return len(names) > 1 or pattern_of("persons").search(text) is not None

    def _may_be(self, name: str, female: bool) -> bool:
        """Whether nothing says that a person is of the other sex."""
        last = name.split()[-1]
        surname = re.escape(last)
        wrong = r"Mr|Sir" if female else r"Mrs|Ms|Miss|Lady|Dame"
        if re.search(rf"\b(?:{wrong})\.? (?:\w+ )?{surname}\b", self._sentences_with(last)):
            return False
        own = next(i for i, text in enumerate(self.texts) if name in text)
        near = " ".join(self.texts[own : own + 2])
        same, other = (_FEMALE, _MALE) if female else (_MALE, _FEMALE)
        return same.search(near) is not None or other.search(near) is None

    def named(self, index: int, name: str, text: str) -> str:
        """Return a sentence with a name for the pronoun it begins with.

        Args:
            index: of the sentence.
            name: what to put.
            text: the sentence, its connective already removed.
        """
        pronoun = _PRONOUN.match(text)
        if pronoun is None:
            return text
        owner = pronoun["word"] == "His" or (
            pronoun["word"] == "Her" and _OWNER_HER.match(text[pronoun.start("word") :]) is not None
        )
        put = name + ("'" if name.endswith("s") else "'s") if owner else name
        return text[: pronoun.start("word")] + put + text[pronoun.end() :]


def _occurrences(text: str, word: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where a word stands in a text, and the line it stands in: start and end."""
    at = text.find(word)
    while at >= 0:
        end = text.find("\n", at)
        yield at, (text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)
        at = text.find(word, at + 1)


def _ends_in_name(text: str) -> bool:
    """Whether the last word, particles of surnames left out, has a capital."""
    words = [word for word in text.split() if word not in _PARTICLES]
    return bool(words) and not words[-1].islower()
