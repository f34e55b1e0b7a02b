"""The encoder: six layers of MiniLM in CTranslate2, int8, with the heads in numpy.

A 30-token sentence takes 4 ms of one core; the weights are 24 MB.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from summarize.encoder.heads import Array, Heads
from summarize.encoder.parses import Parse, Token
from summarize.encoder.words import Piece, split

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["Encoder", "Judgment", "load"]

FOLDER = Path(__file__).parent / "model"

MOST_TOKENS = 192  # of a sentence or a text: longer ones are cut; training had as many
MOST_CLAIM = 80  # of a claim; its evidence has what remains of MOST_TOKENS
BATCH = 16  # sequences that are padded to one length

# One character for one, so that places stay.
PLAIN = str.maketrans("’‘“”—–\xa0", "''\"\"-- ")


@dataclass(frozen=True, slots=True)
class Judgment:
    """How well evidence supports a claim.

    Attributes:
        support: of the whole claim, 0–1.
        words: the claim's words with their places.
        faults: for each word, how likely the evidence does not bear it out, 0–1.
    """

    support: float
    words: tuple[Piece, ...]
    faults: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Input:
    """Token ids, their segments, and where each word's first subword is (-1: cut off)."""

    ids: list[int]
    segments: list[int]
    first: list[int]


class Encoder:
    """Parses, embeds and compares English texts; safe to share between threads.

    Args:
        folder: of the weights, as `training.encoder.export` writes them.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        import ctranslate2

        self._encoder: Any = ctranslate2.Encoder(
            str(folder), compute_type="int8", inter_threads=1, intra_threads=1
        )
        self._tokenizer = _word_pieces(folder / "vocabulary.json")
        self._heads = Heads(folder / "heads.npz")

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """Return the tree of each sentence.

        Words past 192 subwords, and those without a subword (a soft hyphen), hang on the root.
        """
        words = [split(sentence) for sentence in sentences]
        inputs = [self._input(pieces) for pieces in words]
        states = self._states(inputs)
        return [
            self._parse(sentence, pieces, each.first, state)
            for sentence, pieces, each, state in zip(sentences, words, inputs, states, strict=True)
        ]

    def embed(self, texts: Sequence[str]) -> Array:
        """Return unit vectors, (texts, 384): cosines are all-MiniLM-L6-v2's, nearly."""
        inputs = [self._input(split(text)) for text in texts]
        if not inputs:
            return np.zeros((0, 384), dtype=np.float32)
        return np.stack([self._heads.embedding(state) for state in self._states(inputs)])

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgment]:
        """Return how well each (evidence, claim) pair's evidence supports its claim."""
        claims = [split(claim) for _, claim in pairs]
        inputs = [
            self._pair(split(evidence), claim)
            for (evidence, _), claim in zip(pairs, claims, strict=True)
        ]
        return [
            self._judgment(each, claim, state)
            for each, claim, state in zip(inputs, claims, self._states(inputs), strict=True)
        ]

    def support(self, pairs: Sequence[tuple[str, str]]) -> Array:
        """Return the support of each (evidence, claim) pair, 0–1."""
        return np.array([judged.support for judged in self.judge(pairs)], dtype=np.float32)

    def _input(self, words: Sequence[Piece]) -> _Input:
        ids, first = subwords(self._tokenizer, words, MOST_TOKENS - 2)
        return _Input(
            [CLS, *ids, SEP], [0] * (len(ids) + 2), [at + 1 if at >= 0 else -1 for at in first]
        )

    def _pair(self, evidence: Sequence[Piece], claim: Sequence[Piece]) -> _Input:
        """The claim first, so that a long article cannot push it out."""
        ids, first = subwords(self._tokenizer, claim, MOST_CLAIM)
        other, _ = subwords(self._tokenizer, evidence, MOST_TOKENS - 3 - len(ids))
        return _Input(
            [CLS, *ids, SEP, *other, SEP],
            [0] * (len(ids) + 2) + [1] * (len(other) + 1),
            [at + 1 if at >= 0 else -1 for at in first],
        )

    def _states(self, inputs: Sequence[_Input]) -> list[Array]:
        """Return the last layer's states of each input, (tokens, 384), in the order given."""
        states: list[Array] = [np.zeros((0, 384), dtype=np.float32)] * len(inputs)
        for group in _by_length(inputs):
            width = max(len(inputs[i].ids) for i in group)
            output = self._encoder.forward_batch(
                [inputs[i].ids for i in group],
                token_type_ids=[
                    inputs[i].segments + [0] * (width - len(inputs[i].ids)) for i in group
                ],
            )
            batch = np.array(output.last_hidden_state)
            for row, i in enumerate(group):
                states[i] = batch[row, : len(inputs[i].ids)]
        return states

    def _parse(
        self, text: str, words: Sequence[Piece], first: Sequence[int], states: Array
    ) -> Parse:
        known = [i for i, at in enumerate(first) if at >= 0]
        if not known:
            return Parse(text, ())
        syntax = self._heads.syntax(states[[first[i] for i in known]])
        root = known[syntax.heads.index(0)]
        tokens = [Token(i, *word, "X", "FW", root, "dep") for i, word in enumerate(words)]
        heads = [-1, *known]
        for place, i in enumerate(known):
            tags = syntax.upos[place], syntax.xpos[place]
            head = heads[syntax.heads[place]]
            tokens[i] = Token(i, *words[i], *tags, head, syntax.relations[place])
        return Parse(text, tuple(tokens))

    def _judgment(self, each: _Input, claim: Sequence[Piece], states: Array) -> Judgment:
        known = [at for at in each.first if at >= 0]
        if not known:
            return Judgment(0.0, (), ())
        size = each.segments.index(1)
        faults = self._heads.faults(states[known])
        return Judgment(
            self._heads.support(states, states[1 : size - 1]),
            tuple(word for word, at in zip(claim, each.first, strict=True) if at >= 0),
            tuple(float(fault) for fault in faults),
        )


CLS, SEP = 101, 102


def _by_length(inputs: Sequence[_Input]) -> Iterator[list[int]]:
    order = sorted(range(len(inputs)), key=lambda i: len(inputs[i].ids))
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def subwords(
    tokenizer: "Tokenizer", words: Sequence[Piece], room: int
) -> tuple[list[int], list[int]]:
    """Return the subwords of words, and each word's first; -1 if it has none in `room`."""
    if not words:
        return [], []
    encoded = tokenizer.encode(
        [word.text.translate(PLAIN) for word in words],
        is_pretokenized=True,
        add_special_tokens=False,
    )
    first = [-1] * len(words)
    for place, word in reversed(list(enumerate(encoded.word_ids[:room]))):
        if word is not None:
            first[word] = place
    return encoded.ids[:room], first


def _word_pieces(vocabulary: Path) -> "Tokenizer":
    """Return BERT's uncased WordPiece over words that are split already."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    words = json.loads(vocabulary.read_text(encoding="utf-8"))
    tokenizer = Tokenizer(WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


@cache
def load() -> Encoder:
    """Return the encoder of the package, loaded once, 0.1 s."""
    return Encoder()
