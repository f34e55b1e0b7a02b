"""Evaluation: exact scores with their signature, intervals and significance tests."""

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
