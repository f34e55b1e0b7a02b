"""Count how rare a stem is in news, and how often it occurs in headlines."""

from collections import Counter

import numpy as np

from summarize import language
from summarize.methods.salience.lexicon import RARITY_STEP, TELLING_STEP, Lexicon
from training.articles import rows

__all__ = ["counted"]

STEMS = 20_000  # the rarest of them stands in 10 of 36,920 articles
DOUBT = 20  # articles' worth of knowing nothing, added to each count
LETTERS = 20_000  # of an article


def counted() -> Lexicon:
    """The lexicon of the commonest stems of `news_articles`."""
    articles, seen, headed = 0, Counter[str](), Counter[str]()
    for row in rows("news_articles"):
        body, title = language.terms([row["article"][:LETTERS], row.get("title") or ""], "en")
        articles += 1
        seen.update(set(body))
        headed.update(set(body) & set(title))
    stems = sorted(seen, key=lambda stem: (-seen[stem], stem))[:STEMS]
    usual = headed.total() / seen.total()
    often = np.array([seen[stem] for stem in stems])
    shown = np.array([headed[stem] for stem in stems])
    rarity = np.log(articles / (often + 1))
    telling = np.log((shown + DOUBT * usual) / (often + DOUBT) / usual)
    return Lexicon(
        stems,
        np.clip(np.round(rarity / RARITY_STEP), 0, 255).astype(np.uint8),
        np.clip(np.round(telling / TELLING_STEP), -127, 127).astype(np.int8),
    )
