"""MiniLM with four heads: tags, dependency arcs, a sentence embedding, and a support score.

Arcs and labels are biaffine (Dozat & Manning, "Deep biaffine attention for neural dependency
parsing", ICLR 2017), on the first subword of each word.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertModel

from training.warm_start import MINILM

__all__ = ["Labels", "Network", "Syntax"]

WIDTH = 384
ARC_WIDTH = 192
LABEL_WIDTH = 64
FROZEN = ("embeddings.", "encoder.layer.0.", "encoder.layer.1.")


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets, in the order of the outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Syntax:
    """Logits: tags (B, n, tags), arcs (B, n, n + 1), and what labels are computed from."""

    upos: Tensor
    xpos: Tensor
    arcs: Tensor
    label_heads: Tensor
    label_dependents: Tensor


def _has_bf16(device: torch.device) -> bool:
    """Whether bf16 is fast there: a processor without AVX-512 emulates it, twelve times slower."""
    return device.type != "cpu" or bool(torch.cpu.get_capabilities().get("avx512_bf16"))


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Network(nn.Module):
    """The encoder and its heads; `labels` are fixed by the treebank."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = BertModel.from_pretrained(MINILM, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.2)
        self.upos = nn.Linear(WIDTH, len(labels.upos))
        self.xpos = nn.Linear(WIDTH, len(labels.xpos))
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.arc_head = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_dependent = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc = nn.Parameter(torch.randn(ARC_WIDTH + 1, ARC_WIDTH) * 0.02)
        self.label_head = nn.Linear(WIDTH, LABEL_WIDTH)
        self.label_dependent = nn.Linear(WIDTH, LABEL_WIDTH)
        self.label = nn.Parameter(
            torch.randn(len(labels.relations), LABEL_WIDTH + 1, LABEL_WIDTH + 1) * 0.02
        )
        self.embedding = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.embedding.weight)
        nn.init.zeros_(self.embedding.bias)
        self.support_dense = nn.Linear(2 * WIDTH, WIDTH)
        self.support = nn.Linear(WIDTH, 1)
        self.fault_dense = nn.Linear(WIDTH, WIDTH)
        self.fault = nn.Linear(WIDTH, 1)
        for name, parameter in self.encoder.named_parameters():
            parameter.requires_grad = not name.startswith(FROZEN)

    def encode(self, ids: Tensor, mask: Tensor, segments: Tensor | None = None) -> Tensor:
        """Return the last layer's states, (B, tokens, 384), in float32."""
        with torch.autocast(ids.device.type, torch.bfloat16, enabled=_has_bf16(ids.device)):
            states = self.encoder(ids, attention_mask=mask, token_type_ids=segments)
        last: Tensor = states.last_hidden_state.float()
        return last

    def syntax(self, states: Tensor, first: Tensor) -> Syntax:
        """Return the logits for words whose first subwords stand at `first` (-1: no word)."""
        place = first.clamp(min=0).unsqueeze(-1).expand(-1, -1, WIDTH)
        words = self.dropout(torch.gather(states, 1, place))
        heads = torch.cat([self.root.expand(len(words), 1, -1), words], 1)
        dependents = _with_one(torch.relu(self.arc_dependent(words)))
        arcs = dependents @ self.arc @ torch.relu(self.arc_head(heads)).transpose(1, 2)
        no_word = torch.cat([torch.zeros_like(first[:, :1]).bool(), first < 0], 1)
        return Syntax(
            self.upos(words),
            self.xpos(words),
            arcs.masked_fill(no_word.unsqueeze(1), -1e4),
            _with_one(torch.relu(self.label_head(heads))),
            _with_one(torch.relu(self.label_dependent(words))),
        )

    def relations(self, syntax: Syntax, heads: Tensor) -> Tensor:
        """Return the logits of each word's relation to its head, (B, n, relations)."""
        place = heads.unsqueeze(-1).expand(-1, -1, syntax.label_heads.size(-1))
        of_heads = torch.gather(syntax.label_heads, 1, place)
        return torch.einsum("bnd,rde,bne->bnr", syntax.label_dependents, self.label, of_heads)

    def embed(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return unit vectors, (B, 384), as the teacher's mean pooling gives them."""
        weights = mask.unsqueeze(-1).float()
        mean = (states * weights).sum(1) / weights.sum(1)
        return nn.functional.normalize(self.embedding(mean), dim=-1)

    def judge(self, states: Tensor, claim: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logits that a claim is supported, (B,), and that each word is not, (B, n).

        Args:
            states: of the claim followed by its evidence, (B, tokens, 384).
            claim: 1 for the claim's tokens, else 0, (B, tokens).
            first: the first subword of each of the claim's words, -1 for none, (B, n).
        """
        weights = claim.unsqueeze(-1).float()
        mean = (states * weights).sum(1) / weights.sum(1).clamp(min=1)
        both = self.dropout(torch.cat([states[:, 0], mean], -1))
        place = first.clamp(min=0).unsqueeze(-1).expand(-1, -1, WIDTH)
        words = self.dropout(torch.gather(states, 1, place))
        return (
            self.support(torch.tanh(self.support_dense(both))).squeeze(-1),
            self.fault(torch.tanh(self.fault_dense(words))).squeeze(-1),
        )
