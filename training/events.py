"""Uses the openings of other reports of the same event as summaries of an article.

Of two reports of one event the opening of the one tells what matters in the other, wherever that
stands in it. Reports of one event are told by the cosine of the terms of headline and opening.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse

from summarize import language
from summarize.document import count_words
from training.articles import Article, joined, opening, rows

__all__ = ["events", "near"]

LETTERS = 700  # of an article, that are compared
LEAST, LEAST_OTHER, MOST = 0.4, 0.38, 0.85  # cosines: one event; a second report; the same text
REPORTS = 3
DOCUMENTS = 4_000
WEIGHT = 0.4
COMMON = 0.1  # a term of more than this share of the articles tells no event
BATCH = 1_000
SHINGLE, SAME_SHINGLES = 8, 15  # an article that shares so many runs of words is the same one
MEASURED = ("cnndm_realsumm", "cnndm_summeval", "cnn_highlights", "inshorts", "newsroom",
            "xsum_pyrxsum")  # fmt: skip


def events(seed: int, share: float) -> Iterator[Article]:
    """Return a sample of `news_articles` whose event is reported by another article.

    What stands in a set that is measured on is left out.
    """
    rng, known = random.Random(seed), list(rows("news_articles"))
    measured = {run for name in MEASURED for row in rows(name, "eval") for run in _runs(row)}
    alike = near([f"{row.get('title') or ''} . {row['article'][:LETTERS]}" for row in known])
    told = [at for at, others in enumerate(alike) if others and others[0][1] >= LEAST]
    for at in rng.sample(told, min(len(told), max(2, round(share * DOCUMENTS)))):
        row, others = known[at], [known[i] for i, _ in alike[at]]
        if len(_runs(row) & measured) <= SAME_SHINGLES:
            references = [_told(other, rng) for other in others]
            long_enough = tuple(text for text in references if count_words(text) > 10)
            if long_enough:
                yield Article(
                    row["id"], joined(row["article"]), long_enough, row.get("title"), WEIGHT
                )


def _told(row: "dict[str, str]", rng: random.Random) -> str:
    """Return the first 20 to 40 words of a report, preceded by its headline half of the time."""
    text = opening(row["article"], rng.choice((20, 30, 40)))
    return f"{row.get('title') or ''}.\n{text}" if rng.random() < 0.5 else text


def _runs(row: "dict[str, str]") -> set[tuple[str, ...]]:
    words = language.words(joined(row["article"][:1_500]))
    return set(zip(*(words[at:] for at in range(SHINGLE)), strict=False))


def near(texts: Sequence[str]) -> list[list[tuple[int, float]]]:
    """Return for each text the others on its event, with cosines, most similar first."""
    table = _cosines(texts)
    turned = table.T.tocsr()
    found = []
    for at in range(0, len(texts), BATCH):
        block = (table[at : at + BATCH] @ turned).tocsr()
        for row, (start, end) in enumerate(pairwise(block.indptr)):
            pairs = zip(
                block.indices[start:end].tolist(), block.data[start:end].tolist(), strict=True
            )
            others = [p for p in pairs if LEAST_OTHER < p[1] < MOST and p[0] != at + row]
            found.append(sorted(others, key=lambda p: (-p[1], p[0]))[:REPORTS])
    return found


def _cosines(texts: Sequence[str]) -> sparse.csr_matrix:
    """TF-IDF rows of length one."""
    terms = language.terms(texts, "en")
    seen = Counter(term for text in terms for term in set(text))
    numbered = [term for term, count in seen.items() if 2 <= count < COMMON * len(texts)]
    place = {term: at for at, term in enumerate(numbered)}
    counts = [Counter(term for term in text if term in place) for text in terms]
    ends = np.cumsum([0, *map(len, counts)])
    columns = [place[term] for count in counts for term in count]
    values = [
        (1 + np.log(n)) * np.log(len(texts) / seen[term]) for c in counts for term, n in c.items()
    ]
    table = sparse.csr_matrix((values, columns, ends), (len(texts), len(place)), dtype=np.float32)
    sizes = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.maximum(sizes, 1e-9)) @ table).tocsr()
