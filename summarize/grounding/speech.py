"""Who said it: quotations and reported words that the article has of another speaker."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from summarize.document import Span
from summarize.encoder import Argument, Token, load
from summarize.grounding.article import Article
from summarize.grounding.entities import Alias, Entity, Sentence, same
from summarize.grounding.findings import Finding
from summarize.grounding.quotations import quoted
from summarize.grounding.standing import Statement
from summarize.language.lexicon import stem, stems_of

__all__ = ["misattributed", "other_speaker"]

Stated = tuple[Sentence, Statement]

FEWEST = 3  # words of a quotation that are somebody's own
AROUND = (0, 1, -1, 2)  # sentences from a quotation in which its speaker is named, likeliest first


def misattributed(claim: Sentence, article: Article) -> Iterator[Finding]:
    """Yield the speaker of a quotation that the article gives to another."""
    for _, inner in quoted(claim.parse.text):
        if len(inner.split()) < FEWEST:
            continue
        places = article.quotations.where(inner)
        speakers = _speakers(claim)
        if not places or not speakers:
            continue
        token, mine = speakers[0]
        theirs, known = _near(places[0], article)
        if theirs and all(same(mine, other, known) is False for other in theirs):
            span = Span(token.start, token.end)
            why = "the article has these words from another"
            yield Finding(span, "role", why, "contradicted", article.spans[places[0]])


def other_speaker(
    claim: Stated, source: Stated, known: Collection[Alias], before: frozenset[str]
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Return the words for who says a clause, and for who says it in the source, if two are named.

    Args:
        claim: the claim, and a clause of it.
        source: a sentence of the article, and its clause that says the same.
        known: what the article calls whom.
        before: stems of the paragraph up to that sentence; a pronoun may stand for any name there.
    """
    for mine in _subjects(*claim):
        one = claim[0].entity(mine)
        answers = {}
        for theirs in _subjects(*source):
            other = source[0].entity(theirs)
            unknown = other.pronoun and bool(one.names & before)
            answer = None if unknown else same(one, replace(other, pronoun=False), known)
            answers[answer] = theirs.words
        if False in answers and True not in answers:
            return mine.words, answers[False]
    return None


def _subjects(sentence: Sentence, statement: Statement) -> list[Argument]:
    """The subjects of the verb of speech that a clause hangs on."""
    tokens = sentence.parse.tokens
    for inner, outer in statement.clause.governors:
        if tokens[inner].relation == "ccomp" and stem(tokens[outer].lower) in stems_of("speech"):
            heads = (each for each in sentence.statements if each.clause.head == outer)
            return [each for head in heads for each in head.arguments if each.role == "subject"]
    return []


def _near(place: int, article: Article) -> tuple[list[Entity], list[Alias]]:
    """Who speaks in the sentence of a quotation, or in the nearest that says who speaks."""
    around = [place + step for step in AROUND if 0 <= place + step < len(article.texts)]
    article.parse(around, load())
    sentences = article.parsed(around)
    known = [alias for sentence in sentences for alias in sentence.aliases]
    speakers = ([entity for _, entity in _speakers(sentence)] for sentence in sentences)
    return next(filter(None, speakers), []), known


def _speakers(sentence: Sentence) -> list[tuple[Token, Entity]]:
    """The subjects of the verbs of speech outside quotation marks."""
    inside = [span for span, _ in quoted(sentence.parse.text)]
    speakers = []
    for statement in sentence.statements:
        token, subject = statement.clause.token, statement.get("subject")
        quoting = any(span.start <= token.start < span.end for span in inside)
        if subject and statement.predicate in stems_of("speech") and not quoting:
            entity = replace(sentence.entity(subject), pronoun=False)
            head = sentence.parse.tokens[subject.head]
            described = sentence.parse.child(head.index, "det") is not None
            if not entity.unknown and not (described and head.upos == "PROPN"):
                speakers.append((head, entity))
    return speakers
