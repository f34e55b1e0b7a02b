"""Where the rewriting model runs: CTranslate2, int8, without torch or transformers.

Decoding is held to the source: `vmap.txt` beside the weights lists for each token of the source the
tokens it allows, itself and its inflections, and the function words that are always allowed. The
candidates of a batch are the union of its sentences'; who calls this keeps a batch within one
document and checks each output against its own sentence.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple

from summarize.models.machine import cores

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["FREE", "HEADLINE", "Hypothesis", "Rewriter", "Token", "embedded", "ratio"]

EMBEDDED = Path(__file__).parent / "model"

# Control tokens: a tenth of the source's length up to the whole of it, a headline, or as long as an
# editor would have it.
HEADLINE, FREE = "[unused11]", "[unused12]"


MOST_TOKENS = 110  # of a source sentence: training had up to 90
MOST_OUT = 60
BEAMS = 4


class Token(NamedTuple):
    """A word piece and the characters of the text it stands for."""

    piece: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One rewriting: its word pieces, and the mean log-probability of one."""

    pieces: tuple[str, ...]
    score: float


def ratio(share: float) -> str:
    """The control token that asks for this share of the source's length."""
    return f"[unused{1 + min(9, max(0, int(10 * share)))}]"


# What the vocabulary has one token for, or none; each one character for one, so that places stay.
PLAIN = str.maketrans("’‘“”—–\xa0", "''\"\"-- ")


class Pending:
    """Rewritings that are being made.

    Args:
        results: CTranslate2's, one a source.
    """

    def __init__(self, results: Sequence[Any]) -> None:
        self._results = results

    def result(self) -> list[list[Hypothesis]]:
        """The rewritings of each source, best first, waited for."""
        return [
            [
                Hypothesis(tuple(pieces), score)
                for pieces, score in zip(rewritings.hypotheses, rewritings.scores, strict=True)
            ]
            for rewritings in (result.result() for result in self._results)
        ]


MOST_CORES = 8  # more workers than documents under way at once would wait


def _cores() -> int:
    """How many documents are rewritten at once: each on one thread, for the same bytes out."""
    return min(MOST_CORES, cores())


class Rewriter:
    """A model that writes a sentence shorter.

    Args:
        folder: of a model as `training.convert` writes it.
    """

    def __init__(self, folder: Path) -> None:
        import ctranslate2

        self._translator: Any = ctranslate2.Translator(
            str(folder), compute_type="int8", inter_threads=_cores(), intra_threads=1
        )
        vocabulary = json.loads((folder / "shared_vocabulary.json").read_text(encoding="utf-8"))
        self._tokenizer = _word_pieces(vocabulary)

    def tokens(self, text: str) -> list[Token]:
        """The word pieces of a text, lower-cased, with their places in it."""
        encoding = self._tokenizer.encode(text.translate(PLAIN), add_special_tokens=False)
        pairs = zip(encoding.tokens, encoding.offsets, strict=True)
        return [Token(piece, start, end) for piece, (start, end) in pairs]

    def begin(self, sources: Sequence[Sequence[Token]], controls: Sequence[str]) -> Pending:
        """Begin to rewrite sources; other documents' may be begun before this one is waited for.

        Args:
            sources: the tokens of sentences of one document, 110 each at most.
            controls: what is asked of each: `ratio`, HEADLINE or FREE.
        """
        inputs = [
            ["[CLS]", control, *(token.piece for token in source), "[SEP]"]
            for source, control in zip(sources, controls, strict=True)
        ]
        return Pending(
            self._translator.translate_batch(
                inputs,
                beam_size=BEAMS,
                num_hypotheses=BEAMS,
                use_vmap=True,
                max_decoding_length=MOST_OUT,
                no_repeat_ngram_size=3,
                return_scores=True,
                asynchronous=True,
            )
        )

    def rewrite(
        self, sources: Sequence[Sequence[Token]], controls: Sequence[str]
    ) -> list[list[Hypothesis]]:
        """The best rewritings of each source, best first: `begin`, waited for."""
        return self.begin(sources, controls).result()

    def likelihood(self, source: str, text: str) -> float:
        """Return the mean log-probability of a word piece of a text, written for a source.

        Args:
            source: a sentence.
            text: a shorter one.
        """
        pieces = [token.piece for token in self.tokens(source)][:MOST_TOKENS]
        (scored,) = self._translator.score_batch(
            [["[CLS]", FREE, *pieces, "[SEP]"]],
            [[*(token.piece for token in self.tokens(text)), "[SEP]"]],
        )
        return fmean(scored.log_probs)


def _word_pieces(vocabulary: Sequence[str]) -> "Tokenizer":
    """BERT's tokenizer, uncased (Devlin et al., NAACL 2019), over this vocabulary."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    numbered = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(WordPiece(numbered, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


@cache
def embedded() -> Rewriter:
    """The model in the package, loaded once a process."""
    return Rewriter(EMBEDDED)
