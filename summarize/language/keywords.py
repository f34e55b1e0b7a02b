"""Keywords of a text, and how long it takes to read."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from summarize import language

__all__ = ["keywords", "reading_seconds"]

# Silent reading of English non-fiction (Brysbaert, "How many words do we read per minute?", 2019).
WORDS_PER_MINUTE = 238
SHORTEST = 3  # letters of a keyword in a script with spaces between words

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def keywords(sentences: Sequence[str], code: str, count: int = 8) -> list[str]:
    """The words that most sentences are about, the most frequent first.

    Inflected forms count together and are given in the commonest one; a pair of words that mostly
    stand together is one keyword.

    Args:
        sentences: of the text, in order.
        code: ISO 639-1 code of their language.
        count: keywords at most.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        stems = _stems(sentence, code, forms)
        single.update({stem for stem in stems if stem})
        pairs.update({(a, b) for a, b in pairwise(stems) if a and b})
    return _best(single, pairs, forms, count)


def reading_seconds(words: int) -> int:
    """Seconds that a reader takes for so many words."""
    return round(60 * words / WORDS_PER_MINUTE)


def _stems(sentence: str, code: str, forms: dict[str, Counter[str]]) -> list[str]:
    """The stem of each word in order, "" for a stop word; the forms are counted."""
    stems = []
    for word in _WORD.findall(sentence):
        terms = language.terms([word], code)[0] if len(word) >= SHORTEST else []
        stem = terms[0] if len(terms) == 1 else ""
        if stem:
            forms[stem][word] += 1
        stems.append(stem)
    return stems


def _best(
    single: Counter[str],
    pairs: Counter[tuple[str, str]],
    forms: dict[str, Counter[str]],
    count: int,
) -> list[str]:
    """Pairs that are most of what one of their words is used for, and other frequent words."""
    joined = {
        pair: n for pair, n in pairs.items() if n > 1 and 2 * n > min(single[w] for w in pair)
    }
    used = {word for pair in joined for word in pair}
    scores: dict[tuple[str, ...], float] = {(w,): n for w, n in single.items() if w not in used}
    scores |= {pair: 1.5 * n for pair, n in joined.items()}
    order = sorted(scores, key=lambda words: (-scores[words], words))
    return [" ".join(_form(forms[word]) for word in words) for words in order[:count]]


def _form(forms: Counter[str]) -> str:
    """The commonest form; in small letters if it ever stands so."""
    best = max(forms, key=lambda form: (forms[form], form))
    return best.lower() if best.lower() in forms else best
