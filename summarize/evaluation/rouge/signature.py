"""The line that says how a score was made: the same signature, the same figure, on any machine.

After sacreBLEU's (M. Post, "A Call for Clarity in Reporting BLEU Scores", WMT 2018):

    rouge|stem:porter-nltk|lsum:lines|case:lower|tok:rouge-score|refs:max|limit:none|summarize:0.1.0
"""

from dataclasses import dataclass

from summarize._version import __version__

__all__ = ["Signature"]


@dataclass(frozen=True, slots=True)
class Signature:
    """How a figure was made: the metric, and each choice that can change it, in order.

    Attributes:
        metric: "rouge", "bertscore".
        choices: name and value of each; `str()` writes them `name:value`, the package's version
            last.
    """

    metric: str
    choices: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        written = (f"{name}:{value}" for name, value in self.choices)
        return "|".join((self.metric, *written, f"summarize:{__version__}"))

    def with_choices(self, **choices: object) -> "Signature":
        """This signature with more choices behind it, or others in the place of the same names.

        rouge.signature.with_choices(bootstrap=1000, seed=0)
        """
        merged = dict(self.choices) | {name: str(value) for name, value in choices.items()}
        return Signature(self.metric, tuple(merged.items()))

    def to_dict(self) -> dict[str, str]:
        """The same as plain values, ready for JSON."""
        return {"metric": self.metric, **dict(self.choices), "summarize": __version__}
