"""Who said it: quotations and reported words that the article has of another speaker."""

from collections.abc import Iterator
from dataclasses import replace

from summarize.document import Span
from summarize.encoder import Token, load
from summarize.grounding.article import Article
from summarize.grounding.entities import Alias, Entity, Sentence, same
from summarize.grounding.findings import Finding
from summarize.grounding.quotations import quoted
from summarize.language.lexicon import stems_of

__all__ = ["misattributed"]

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
