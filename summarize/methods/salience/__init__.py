"""What to say, learned: the extractive summarizer `salience`.

Three small forests of decision trees, read from `models/salience`, none of which needs more than
numpy: one says of each term how likely a summary has it (`features.words`), one of each sentence
how good it is (`features.sentences`), and one of each set of sentences how good they are together
(`combining`). `training/salience.py` grows them.
"""

from summarize.methods.salience.features import vocabulary
from summarize.methods.salience.sentence_sets import Judged, Versions
from summarize.methods.salience.summarizer import (
    Salience,
    embedded,
    is_for_sets,
    judge,
    together,
    worth,
)

__all__ = [
    "Judged",
    "Salience",
    "Versions",
    "embedded",
    "is_for_sets",
    "judge",
    "together",
    "vocabulary",
    "worth",
]
