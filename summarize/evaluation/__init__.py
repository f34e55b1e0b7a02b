"""Evaluation that can be believed: exact scores, how they were made, and what they are worth."""

from summarize.evaluation.compare import Comparison, compare
from summarize.evaluation.harness import EvaluateOptions, evaluate
from summarize.evaluation.results import Evaluation
from summarize.evaluation.rouge import Rouge, Score, rouge
from summarize.evaluation.rouge.signature import Signature

__all__ = [
    "Comparison",
    "EvaluateOptions",
    "Evaluation",
    "Rouge",
    "Score",
    "Signature",
    "compare",
    "evaluate",
    "rouge",
]
