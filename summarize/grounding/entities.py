"""What the phrases of a parsed sentence name, and whether two of them name the same."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from summarize.encoder import Argument, Parse, Token, clauses, content
from summarize.grounding.standing import Statement, statement
from summarize.language import stop_words
from summarize.language.lexicon import (
    first_of_row,
    related,
    stem,
    stems_of,
    title_stems,
    titles,
    words_of,
)
from summarize.language.thesaurus import covers

__all__ = [
    "Alias",
    "Entity",
    "Sentence",
    "antecedents",
    "calendar",
    "days",
    "key_of",
    "name_of",
    "parted",
    "same",
]

SHORT = 5  # letters of an acronym, at most
PERSONS = {"he", "she", "him", "her", "his", "hers"}
THINGS = {"it", "its", "they", "them", "their", "theirs"}


@dataclass(frozen=True, slots=True)
class Entity:
    """What a phrase names.

    Attributes:
        names: keys of its name, if its head is one or has one beside it: the captain, Greg Shaw.
        noun: key of its head noun, else "".
        owners: keys of the names that the noun is of.
        words: keys of all its words that carry a subject.
        unknown: whether it is a pronoun that may stand for anything.
    """

    names: frozenset[str]
    noun: str
    owners: frozenset[str]
    words: frozenset[str]
    unknown: bool = False
    pronoun: bool = False

    @property
    def is_date(self) -> bool:
        """Whether a date or a number is in it, which other checks look at."""
        return any(word in days() or word[:1].isdecimal() for word in self.words)


@dataclass(frozen=True, slots=True)
class Alias:
    """A description of somebody: names, the noun, and the names that the noun is of."""

    names: frozenset[str]
    noun: str
    owners: frozenset[str]


@dataclass(slots=True)
class Sentence:
    """A parsed sentence with its statements.

    Attributes:
        parse: the sentence.
        attributed: whether what it says that somebody said is no fact.
        pronouns: for a pronoun's index, keys of the names that it may stand for.
        statements: of its clauses.
        stems: keys of all its words, and of what its pronouns stand for.
        aliases: what it calls the names in it.
    """

    parse: Parse
    pronouns: Mapping[int, frozenset[str]] = field(default_factory=dict)
    attributed: bool = False
    statements: Sequence[Statement] = field(init=False)
    stems: frozenset[str] = field(init=False)
    aliases: Sequence[Alias] = field(init=False)

    def __post_init__(self) -> None:
        own_clauses = () if self.is_question else clauses(self.parse)
        self.statements = [statement(each, attributed=self.attributed) for each in own_clauses]
        own = {key_of(token.lower) for token in self.parse.tokens}
        self.stems = frozenset(own.union(*self.pronouns.values()))
        self.aliases = list(_aliases(self))

    @property
    def is_question(self) -> bool:
        """Whether the sentence asks, and so states nothing."""
        return self.parse.text.rstrip(" \"”'’").endswith("?")

    def has(self, key: str) -> bool:
        """Return whether the sentence has a word, by its key, or one that means nearly the same."""
        return key in self.stems or any(related(key, other) for other in self.stems)

    def entity(self, argument: Argument) -> Entity:
        """Return what an argument names."""
        return self.named(argument.head, argument.words)

    def named(self, head: int, words: Sequence[int]) -> Entity:
        """Return what a phrase names, by its head and its words."""
        token = self.parse.tokens[head]
        inside = content(self.parse, tuple(words))
        keys = frozenset(key_of(t.lower) for t in inside)
        if token.upos in ("PRON", "DET"):
            known = self.pronouns.get(head, frozenset())
            return Entity(known, "", frozenset(), keys | known, not known, pronoun=True)
        if token.upos == "PROPN" and not _is_of_a_place(self.parse, token):
            return Entity(name_of(self.parse, token), "", frozenset(), keys)
        names: frozenset[str] = frozenset()
        for child in self.parse.children(head, "appos", "flat", "nsubj:pass", "compound"):
            if child.upos == "PROPN" and child.index > head and not names:
                names = name_of(self.parse, child)
        owners = {key_of(t.lower) for t in inside if t.upos == "PROPN" and t.text[0].isupper()}
        for child in self.parse.children(head, "nmod:poss"):
            owners |= self.pronouns.get(child.index, frozenset())
        return Entity(names, key_of(token.lower), frozenset(owners) - names, keys)

    def spelled(self, argument: Argument) -> tuple[int, ...]:
        """Return the indices of an argument's words and of the name beside it."""
        names = self.entity(argument).names
        beside = self.parse.children(argument.head, "appos", "flat", "nsubj:pass", "compound")
        inside = {i for t in beside for i in self.parse.subtree(t.index)}
        named = {i for i in inside if key_of(self.parse.tokens[i].lower) in names}
        return tuple(sorted(named.union(argument.words)))

    def under(self, each: Statement, without: Collection[int] = ()) -> list[str]:
        """Return the keys of the words of substance in a statement's clause, its verb left out."""
        words = {i for argument in each.arguments for i in argument.words}
        words |= set(self.parse.subtree(each.clause.head))
        for child in self.parse.children(each.clause.head, "conj", "parataxis"):
            words -= set(self.parse.subtree(child.index))
        words -= {each.clause.head, *without}
        inside = content(self.parse, tuple(sorted(words)))
        stops = stop_words("en")  # "may" among them, and May
        return [
            key_of(t.lower) for t in inside if t.upos in ("PROPN", "NUM") or t.lower not in stops
        ]

    def keys_under(self, each: Statement) -> frozenset[str]:
        """Return the keys of a statement's clause, and of what its pronouns stand for."""
        pronouns = [
            self.pronouns.get(i, frozenset()) for argument in each.arguments for i in argument.words
        ]
        return frozenset(self.under(each)).union(*pronouns)

    def denials(self, each: Statement) -> set[str]:
        """Return the negations of a statement's clause, those of clauses in it left out."""
        inside = set(self.parse.subtree(each.clause.head))
        for other in self.statements:
            if other.clause.head in inside and other is not each:
                inside -= set(self.parse.subtree(other.clause.head)) - {each.clause.head}
        return {self.parse.tokens[i].lower for i in inside} & words_of("negations")

    def reads(self, other: "Sentence", first: int, last: int) -> bool:
        """Return whether it has the words of another from one to another, in a row."""
        start, end = sorted((first, last))
        words = [token.lower for token in other.parse.tokens[start : end + 1]]
        own = [token.lower for token in self.parse.tokens]
        return any(own[at : at + len(words)] == words for at in range(len(own) - len(words) + 1))

    def find(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Return the indices of the words that have one of these keys."""
        wanted = set(keys)
        return tuple(t.index for t in self.parse.tokens if key_of(t.lower) in wanted)


@lru_cache(maxsize=100_000)
def key_of(word: str) -> str:
    """Return what a lower-case word is compared by; short forms are one with the name."""
    plain = word.replace(".", "") if word[:1].isalpha() else word
    place = first_of_row("demonyms").get(plain)
    if place and plain != "us":
        return f"@{place}"
    return stem(first_of_row("nicknames").get(plain, plain))


@cache
def calendar() -> Mapping[str, frozenset[str]]:
    """Return the keys of months and weekdays."""
    return {name: frozenset(map(stem, first_of_row(name))) for name in ("months", "weekdays")}


@cache
def days() -> frozenset[str]:
    """Return the keys of months and weekdays together."""
    return frozenset().union(*calendar().values())


def _is_of_a_place(parse: Parse, token: Token) -> bool:
    """Whether a word describes somebody by a country: the Norwegian."""
    return key_of(token.lower)[0] == "@" and parse.child(token.index, "det") is not None


def name_of(parse: Parse, token: Token) -> frozenset[str]:
    """Return the keys of a name by its head word, titles left out."""
    parts = [token, *parse.children(token.index, "flat", "compound")]
    names = {key_of(t.lower) for t in parts if t.upos == "PROPN"}
    return frozenset(names - titles()) or frozenset(names)


def same(first: Entity, second: Entity, known: Iterable[Alias] = ()) -> bool | None:
    """Whether two phrases name the same; None where it cannot be told."""
    if first.unknown or second.unknown:
        return None
    if first.pronoun or second.pronoun:  # its antecedent may be another: only agreement tells
        return bool(first.names & second.names) or None
    if first.names or second.names:
        named, other = (first, second) if first.names else (second, first)
        return _same_names(named, other) if other.names else _described(named, other, known)
    if not related(first.noun, second.noun):
        return None
    return not (first.owners and second.owners and not first.owners & second.owners)


def _same_names(first: Entity, second: Entity) -> bool | None:
    if first.names <= title_stems() or second.names <= title_stems():
        return bool(first.names & second.names) or None  # the President may be anybody
    if first.names & second.names or _abbreviates(first.names, second.names):
        return True
    shared = first.names & (second.words - second.owners) or second.names & (
        first.words - first.owners
    )
    return None if shared else False


def _described(named: Entity, described: Entity, known: Iterable[Alias]) -> bool | None:
    """Whether a description is of a name: by what the article calls whom."""
    if not described.noun or described.words & (named.names | stems_of("privative")):
        return None
    called = [alias for alias in known if related(alias.noun, described.noun)]
    fitting = [alias for alias in called if not parted(alias.owners, described.owners)]
    if any(alias.names & named.names for alias in fitting):
        return True
    other = any(alias.names & named.names for alias in called)
    return False if other or any(alias.owners for alias in fitting) else None


def parted(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two descriptions are of different owners: of the one club, of the other."""
    return bool(first and second and not first & second)


def _abbreviates(first: frozenset[str], second: frozenset[str]) -> bool:
    short, long = sorted((first, second), key=len)
    initials = {word[0] for word in long}
    return len(long) > 1 and any(len(n) <= SHORT and set(n) <= initials for n in short)


def _aliases(sentence: Sentence) -> Iterator[Alias]:
    """The manager, Rita Lowe; Rovers manager Sean Keane; Keane is the manager."""
    parse = sentence.parse
    for token in parse.tokens:
        if token.relation == "appos" and token.head >= 0 and not parse.child(token.index, "case"):
            yield from _alias(sentence, token.head, token.index)
            outer = parse.tokens[token.head]  # the head of the club, Rita Lowe
            if token.upos == "PROPN" and outer.relation == "nmod" and outer.upos == "PROPN":
                yield from _alias(sentence, outer.head, token.index)
        elif token.upos == "PROPN" and token.relation not in ("compound", "flat"):
            for child in parse.children(token.index, "compound", "nmod:desc", "nmod"):
                title = child.lower in titles() - words_of("honorifics")
                if (child.upos == "NOUN" or title) and child.index < token.index:
                    before = parse.children(token.index, "compound", "nmod:poss")
                    owners = {key_of(t.lower) for t in [*before, *parse.children(child.index)]
                              if t.upos == "PROPN" and t.index < child.index}  # fmt: skip
                    names = name_of(parse, token) - owners
                    yield Alias(names, key_of(child.lower), frozenset(owners))
        elif (subject := parse.child(token.index, "nsubj")) and parse.child(token.index, "cop"):
            yield from _alias(sentence, subject.index, token.index)


def _alias(sentence: Sentence, first: int, second: int) -> Iterator[Alias]:
    one, two = (sentence.named(i, _own_words(sentence.parse, i)) for i in (first, second))
    named, described = (one, two) if one.names and not two.names else (two, one)
    if named.names and described.noun.isalpha() and not (named.is_date or described.is_date):
        yield Alias(named.names, described.noun, described.owners - named.names)


def _own_words(parse: Parse, top: int) -> list[int]:
    """The words under one, without appositions and relative clauses."""
    indices, stack = [top], [top]
    while stack:
        for child in parse.children(stack.pop()):
            if child.relation not in ("appos", "acl:relcl", "cop", "nsubj", "conj"):
                indices.append(child.index)
                stack.append(child.index)
    return sorted(indices)


def antecedents(parses: Sequence[Parse]) -> dict[int, frozenset[str]]:
    """Return what the pronouns of the last of some sentences may stand for, by their index.

    The last subject before a pronoun that agrees with it is right in most of news prose; without
    one among these sentences, the pronoun stands for nothing known.
    """
    pronouns: dict[int, frozenset[str]] = {}
    last: dict[str, frozenset[str]] = {}
    for parse in parses:
        pronouns = {}
        for token in parse.tokens:
            if token.upos == "PRON" and token.lower in PERSONS | THINGS:
                kind = "person" if token.lower in PERSONS else "thing"
                if keys := last.get(kind):
                    pronouns[token.index] = keys
            elif token.relation.startswith("nsubj"):
                last |= _subject(parse, token)
    return pronouns


def _subject(parse: Parse, token: Token) -> Iterator[tuple[str, frozenset[str]]]:
    """What a subject leaves for pronouns behind it: a person, a thing, or what may be either."""
    beside = [t for t in parse.children(token.index, "appos") if t.upos == "PROPN"]
    name = token if token.upos == "PROPN" else next(iter(beside), None)
    if name is not None:
        keys = name_of(parse, name)
        beside += [token, *parse.children(name.index, "compound", "nmod:desc", "nmod", "appos")]
        person = any(t.lower in titles() or _is_person(t) for t in beside)
        yield "person", keys
        if not person:
            yield "thing", keys
    elif token.upos == "NOUN" and not _is_person(token):
        owners = [t for t in parse.children(token.index, "nmod:poss") if t.upos == "PROPN"]
        yield "thing", frozenset((key_of(token.lower),)).union(*(name_of(parse, t) for t in owners))


def _is_person(token: Token) -> bool:
    """Whether a noun is a word for a person."""
    return token.upos == "NOUN" and covers(stem("person"), key_of(token.lower))
