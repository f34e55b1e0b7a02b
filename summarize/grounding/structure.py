"""Whether an article bears out what a claim's clauses say: the same deed, by and to the same.

A clause of the claim is aligned with those of its evidence whose predicate means nearly the same,
or the opposite, and that share its arguments. It is contradicted where each of them conflicts with
it. To look at single dependencies is Goyal & Durrett's idea ("Evaluating factuality in generation
with dependency-level entailment", Findings of EMNLP 2020).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from summarize.encoder import Argument, content
from summarize.grounding import descriptions, modifiers
from summarize.grounding.entities import Alias, Sentence, key_of, same
from summarize.grounding.findings import Conflict
from summarize.grounding.quantities import counted, digits_of, is_difference, quantity_of
from summarize.grounding.speech import other_speaker
from summarize.grounding.standing import CERTAINTY, Statement
from summarize.grounding.times import claimed_order, relative, told_order, whens
from summarize.language.lexicon import (
    antonymous,
    entailed,
    related,
    stems_of,
    words_of,
)
from summarize.language.thesaurus import covers

__all__ = ["conflicts"]

# The share of a clause's words that another's sentence must have to be about the same.
ALIGNED = 0.6
# A conflict is told only where that much of the claim's clause is the source's: paraphrases that
# share less conflicted as often in true summaries as in false ones.
CONFLICTING = {"name": 0.85, "role": 0.75, "certainty": 0.9, "negation": 0.75}
SAME_SPEECH = 0.9  # of a clause's words, for it to be what the source lets another say
FEWEST = 2  # other words of a clause by which it is known as the same
SAME_CLAUSE = 0.95  # of a clause's other words, for a common noun in it to be another's
MARGIN = 0.12  # by which a clause that bears the claim out may share less than one that does not
PREDICATE_WEIGHT = 1.5
BESIDE = 0.5  # of a word that the other's sentence has, and its clause does not
PLACES = {"name", "role", "number", "date"}
PLACED = ("subject", "object", "to", "from")
MUTUAL = {"subject", "object", "with"}
APPROXIMATE = {"about", "around", "more", "over", "nearly", "almost", "least", "some", "up"}
Problem = tuple[str, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A claim's statement beside one of the evidence."""

    claim: Sentence
    mine: Statement
    source: Sentence
    theirs: Statement
    known: frozenset[Alias]
    elsewhere: frozenset[str]
    before: frozenset[str]

    @property
    def relation(self) -> str | None:
        """Whether the predicates mean the same, or the opposite."""
        predicates = self.mine.predicate, self.theirs.predicate
        if related(*predicates) or stems_of("speech").issuperset(predicates):
            return "same"
        opposite = antonymous(self.mine.predicate, self.theirs.predicate)
        return "opposite" if opposite else None

    def strength(self, without: Collection[int] = ()) -> float:
        """Return the share of the claim's clause that the source has, 0–1.

        Args:
            without: indices of words that conflict, and do not count.
        """
        mine = self.claim.under(self.mine, without)
        theirs = self.source.keys_under(self.theirs)
        verb = self.theirs.clause.token.upos == "VERB"
        if verb and self.theirs.status in ("possible", "planned"):  # who hopes is the one who does
            theirs |= self.source.stems
        if self._refers_back():
            theirs |= self.before
        shared = sum(_best(word, theirs, self.source.stems) for word in mine)
        return (PREDICATE_WEIGHT + shared) / (PREDICATE_WEIGHT + len(mine))

    def strength_of(self, problem: Problem) -> float:
        """Return the strength with the words that conflict, or the adverbial clauses, left out."""
        if problem[0] in PLACES:
            return self.strength(problem[1])
        return max(self.strength(), self.strength(self.mine.adverbial))

    def _refers_back(self) -> bool:
        """Whether a word of the source's clause stands for what was said before: it, there."""
        parse = self.source.parse
        below = parse.subtree(self.theirs.clause.head)
        return any(parse.tokens[i].lower in words_of("anaphors") for i in below)

    def problem(self) -> Problem | None:
        """Return the first way in which the source does not bear out the claim, if any."""
        mine, theirs = self.mine, self.theirs
        crossed, turned = self._sides()
        if not crossed and (problem := self._misdated() or self._misplaced()):
            return problem
        opposite = self.relation == "opposite"
        heads = (mine.clause.head,), (theirs.clause.head,)
        unsettled = mine.status == "open" or theirs.status == "conditional"
        unsettled |= mine.is_pending and theirs.status in ("planned", "possible")
        if unsettled and mine.negative != theirs.negative:
            return None
        denied = mine.negative != (theirs.negative != self._is_reversed())
        if turned != opposite and not denied and self._is_comparable():
            return "opposite", *heads
        if not opposite and denied and self._is_comparable() and not self._same_denials():
            return "negation", *heads
        quantities = None if mine.negative else self._quantities()
        return self._surer() or quantities or self._misattributed()

    def _misattributed(self) -> Problem | None:
        """The speaker of what the source says in the words of another speaker."""
        if self.strength() < SAME_SPEECH:
            return None
        sides = (self.claim, self.mine), (self.source, self.theirs)
        speakers = other_speaker(*sides, self.known, self.before)
        return ("role", *speakers) if speakers else None

    def _surer(self) -> Problem | None:
        """A claim that is surer than its source; to deny what others claim is to be as sure."""
        mine, theirs = self.mine, self.theirs
        both_denied = mine.negative and theirs.negative
        hedged = theirs.own == "possible" and CERTAINTY[mine.own] > CERTAINTY[theirs.own]
        surer = CERTAINTY[mine.status] > CERTAINTY[theirs.status]
        if mine.is_embedded or both_denied:
            return None
        if surer or (hedged and mine.status == "claimed"):
            kind = "condition" if theirs.status == "conditional" else "certainty"
            said = tuple(i for i in (theirs.governor, theirs.clause.head) if i >= 0)
            return kind, (mine.clause.head,), said
        return None

    def _is_comparable(self) -> bool:
        """Whether claim and source speak of the same thing, as far as numbers and objects go."""
        return self._same_numbers() and self._same_object()

    def _same_denials(self) -> bool:
        """Whether both clauses have the same denials: parsed otherwise, "No" a shout in one."""
        if self.mine.governor >= 0 or self.theirs.governor >= 0:
            return False
        return self.claim.denials(self.mine) == self.source.denials(self.theirs)

    def _same_object(self) -> bool:
        """Whether the objects have a word in common, where both have one: has no recipe, a list."""
        sides = []
        for sentence, stated in ((self.claim, self.mine), (self.source, self.theirs)):
            objects = [each for each in stated.arguments if each.role == "object"]
            heads = [sentence.parse.tokens[each.head] for each in objects]
            if any(head.upos not in ("NOUN", "PROPN") for head in heads):
                return True  # nobody, one of them
            words = [t for each in objects for t in content(sentence.parse, each.words)]
            sides.append({key_of(t.lower) for t in words})
        mine, theirs = sides
        return not mine or not theirs or any(related(a, b) for a in mine for b in theirs)

    def _is_reversed(self) -> bool:
        """Whether one says of the predicate the opposite of the other: the wrong, the right."""
        mine, theirs = (
            [key_of(t.lower) for t in sentence.parse.children(each.clause.head, "amod", "advmod")]
            for sentence, each in ((self.claim, self.mine), (self.source, self.theirs))
        )
        return any(antonymous(a, b) for a in mine for b in theirs)

    def _same_numbers(self) -> bool:
        """Whether the numbers of the claim's arguments are all the source's: no other three."""
        numbers = [
            key_of(t.lower)
            for argument in self.mine.arguments
            for t in content(self.claim.parse, argument.words)
            if t.upos == "NUM"
        ]
        opposite = self.relation == "opposite"
        theirs = self.source.keys_under(self.theirs) if opposite else self.source.stems
        return all(number in theirs for number in numbers)

    def _sides(self) -> tuple[bool, bool]:
        """Whether what is compared has changed sides, and whether that turns the meaning round.

        "B after A" has changed the sides of "A before B", and means the same.
        """
        mine = modifiers.compared(self.claim, self.mine)
        theirs = modifiers.compared(self.source, self.theirs)
        if mine is None or theirs is None:
            return False, False
        straight = _alike(mine[0], theirs[0]) + _alike(mine[1], theirs[1])
        crossed = _alike(mine[0], theirs[1]) + _alike(mine[1], theirs[0])
        return crossed > straight, (crossed > straight) != (mine[2] != theirs[2])

    def _misdated(self) -> Problem | None:
        """A date for which the source's clause has another, or that is of another clause of it."""
        theirs = whens(self.source)
        there = theirs.get(self.theirs.clause.head, [])
        for when in whens(self.claim).get(self.mine.clause.head, []):
            alike = [other for other in there if other.kind == when.kind]
            if when.value in {other.value for other in alike}:
                continue
            if alike:
                return "date", (when.word,), tuple(other.word for other in alike)
            moved = any(when.value == other.value for each in theirs.values() for other in each)
            if moved and (there or relative(self.source, self.theirs)):
                return "date", (when.word,), (self.theirs.clause.head,)
        return None

    def _misplaced(self) -> Problem | None:
        """An argument that the source has in another place, or for which it has another."""
        for argument in self.mine.arguments:
            joined = self.claim.parse.tokens[argument.head].relation == "conj"
            if not (joined or self._is_verbatim(argument)):
                rivals = [a for a in self.theirs.arguments if self._plays(a.role, argument.role)]
                if problem := self._replaced(argument, rivals):
                    return problem
        return None

    def _is_verbatim(self, argument: Argument) -> bool:
        """Whether the source has the words from an argument to its verb in a row; no figures."""
        figure = self.claim.entity(argument).is_date
        return not figure and self.source.reads(self.claim, argument.head, self.mine.clause.head)

    def _replaced(self, argument: Argument, rivals: Sequence[Argument]) -> Problem | None:
        """What the source has in the place of one argument, if it is not the same."""
        mine = self.claim.entity(argument)
        if mine.is_date:
            return self._other_figure(argument, rivals)
        answers = [self._same(argument, each) for each in rivals]
        plain = [each for each in rivals if not self.source.entity(each).is_date]
        if any(answers) or not plain or mine.unknown:
            return None
        others = [each for each in self.theirs.arguments if each.role != argument.role]
        elsewhere = any(self._same(argument, each) for each in others)
        if argument.role == "subject" and elsewhere and not self.mine.get("object"):
            return None  # the bridge opened: the mayor opened the bridge
        swapped = False in answers or self._takes_over(argument, rivals)
        if argument.role in PLACED and elsewhere and swapped:
            return "role", argument.words, self.source.spelled(plain[0])
        if self._is_put_in_place(argument, plain):
            return "role", argument.words, self.source.spelled(plain[0])
        return None if None in answers else ("name", argument.words, self.source.spelled(plain[0]))

    def _is_put_in_place(self, argument: Argument, rivals: Sequence[Argument]) -> bool:
        """Whether a noun that the source's sentence has elsewhere stands for another in it."""
        mine, theirs = self.claim.entity(argument), [self.source.entity(each) for each in rivals]
        nouns = [mine, *theirs]
        if argument.role not in PLACED or not all(each.noun and not each.owners for each in nouns):
            return False
        tokens = self.source.parse.tokens
        if any(tokens[i].upos == "PRON" for each in rivals for i in each.words):
            return False  # one of them
        if self.claim.parse.child(argument.head, "nmod:poss"):
            return False  # their cages: the farm
        inside = {i for each in rivals for i in each.words}
        others = {key_of(t.lower) for t in tokens if t.upos == "NOUN" and t.index not in inside}
        words = {word for each in theirs for word in each.words}
        alike = any(covers(mine.noun, word) or covers(word, mine.noun) for word in words)
        clear = mine.noun in others and not alike
        enough = len(self.claim.under(self.mine, argument.words)) >= FEWEST
        return clear and enough and self.strength(argument.words) >= SAME_CLAUSE

    def _takes_over(self, argument: Argument, rivals: Sequence[Argument]) -> bool:
        """Whether the source has another of the claim's arguments in the argument's place."""
        others = [each for each in self.mine.arguments if each.role != argument.role]
        return any(self._same(other, each) for other in others for each in rivals)

    def _other_figure(self, argument: Argument, rivals: Sequence[Argument]) -> Problem | None:
        """A number that the source has elsewhere, and here another that counts the same."""
        values = digits_of(self.claim.parse, argument)
        if not values or not rivals or is_difference(self.claim.parse, argument):
            return None  # "$26 million less than planned" is not what it cost
        if not self._counts_alike(argument, rivals[0]):
            return None
        if any(self.source.parse.tokens[i].lower in APPROXIMATE for i in rivals[0].words):
            return None
        theirs = [digits_of(self.source.parse, each) for each in rivals]
        moved = values <= self.source.stems | self.elsewhere
        if moved and all(theirs) and not any(values & each for each in theirs):
            return "number", argument.words, rivals[0].words
        return None

    def _counts_alike(self, argument: Argument, rival: Argument) -> bool:
        """Whether two numbers count the same, or are both of a date or a sum."""
        mine, theirs = self.claim.parse.tokens[argument.head], self.source.parse.tokens[rival.head]
        return (
            mine.upos == theirs.upos == "NUM"
            or mine.text == theirs.text
            or (
                mine.upos != "NUM" != theirs.upos
                and related(key_of(mine.lower), key_of(theirs.lower))
            )
        )

    def _plays(self, role: str, other: str) -> bool:
        """Whether two roles are one: of "meet" and its like, who meets and who is met."""
        mutual = self.mine.predicate in stems_of("mutual")
        return role == other or (mutual and {role, other} <= MUTUAL)

    def _same(self, argument: Argument, other: Argument) -> bool | None:
        return same(self.claim.entity(argument), self.source.entity(other), self.known)

    def _quantities(self) -> Problem | None:
        """An argument of which the claim says more than the source: all for some."""
        for argument in self.mine.arguments:
            mine = quantity_of(self.claim.parse, argument)
            if mine is None:
                continue
            for rival in self.theirs.arguments:
                heads = counted(self.claim.parse, argument), counted(self.source.parse, rival)
                if rival.role != argument.role or not related(*(key_of(t.lower) for t in heads)):
                    continue
                theirs = quantity_of(self.source.parse, rival)
                if theirs and mine[0] not in entailed(theirs[0]):
                    return "quantity", (mine[1],), (theirs[1],)
                if not theirs and mine[0] in ("all", "most") and heads[1].xpos == "NNS":
                    return "quantity", (mine[1],), rival.words
        return None


def conflicts(
    claim: Sentence, evidence: Sequence[Sentence], before: Sequence[frozenset[str]]
) -> Iterator[Conflict]:
    """Yield what the evidence contradicts, at most one conflict for each clause of the claim.

    Args:
        claim: the sentence that is checked.
        evidence: sentences of the article.
        before: the stems of what a pronoun of each of these sentences may stand for.
    """
    known = frozenset(alias for sentence in evidence for alias in sentence.aliases)
    elsewhere = frozenset().union(*(sentence.stems for sentence in evidence))
    for mine in claim.statements:
        borne_out = 0.0
        worst: Conflict | None = None
        for number, sentence in enumerate(evidence):
            for theirs in sentence.statements:
                pair = _Pair(claim, mine, sentence, theirs, known, elsewhere, before[number])
                if pair.relation is None:
                    continue
                problem = pair.problem()
                if problem is None:
                    borne_out = max(borne_out, pair.strength())
                    continue
                kind, words, said = problem
                strength = pair.strength_of(problem)
                if strength >= CONFLICTING.get(kind, 0.7) and (
                    worst is None or strength > worst.strength
                ):
                    worst = Conflict(words, kind, number, said, strength)
        if worst and borne_out < max(ALIGNED, worst.strength - MARGIN):
            yield worst
    yield from _disordered(claim, evidence, known)
    yield from descriptions.conflicts(claim, evidence, known)
    yield from modifiers.conflicts(claim, evidence, known)


def _disordered(
    claim: Sentence, evidence: Sequence[Sentence], known: frozenset[Alias]
) -> Iterator[Conflict]:
    """Clauses of which the evidence tells that what is said to be first was second."""
    for first, second in claimed_order(claim):
        one, other = (_place(claim, each, evidence, known) for each in (first, second))
        if one is None or other is None or one == other:
            continue
        order = told_order(*((evidence[at], statement) for at, statement in (one, other)))
        if order is False:
            words = tuple(sorted((first.clause.head, second.clause.head)))
            yield Conflict(words, "order", one[0], (one[1].clause.head,), 1.0)


def _place(
    claim: Sentence, mine: Statement, evidence: Sequence[Sentence], known: frozenset[Alias]
) -> tuple[int, Statement] | None:
    """The sentence and clause of the evidence that say what one of the claim's clauses says."""
    none: frozenset[str] = frozenset()
    pairs = [
        (pair.strength(), number, theirs)
        for number, sentence in enumerate(evidence)
        for theirs in sentence.statements
        if (pair := _Pair(claim, mine, sentence, theirs, known, none, none)).relation == "same"
    ]
    strength, number, theirs = max(pairs, key=lambda each: each[0], default=(0.0, 0, mine))
    return (number, theirs) if strength >= ALIGNED else None


def _best(word: str, clause: frozenset[str], sentence: frozenset[str]) -> float:
    """1 for a word that the other clause has, less for one of its sentence only."""
    if word in clause or any(related(word, other) for other in clause):
        return 1.0
    return BESIDE if word in sentence or any(related(word, o) for o in sentence) else 0.0


def _alike(first: frozenset[str], second: frozenset[str]) -> int:
    """How many words two sides have in common, less those of which each is the other's opposite."""
    opposites = sum(antonymous(a, b) for a in first for b in second)
    return len(first & second) - opposites
