"""Evaluation that can be believed: exact scores, how they were made, and what they are worth."""

from summarize.evaluation.rouge import Rouge, Score, rouge
from summarize.evaluation.signature import Signature

__all__ = ["Rouge", "Score", "Signature", "rouge"]
