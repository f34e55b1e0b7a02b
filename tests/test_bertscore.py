"""BERTScore, with an encoder of four layers and thirty words made on the spot."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from summarize.errors import MissingExtraError, UsageError
from summarize.evaluation import Score
from summarize.evaluation.bertscore import BertScore

# Imported by name: neither has types, and linting runs where neither is installed.
torch: Any = import_module("torch")
transformers: Any = import_module("transformers")

WORDS = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] the a bridge harbour reopened on monday after year of repairs"
    " engineers replaced forty cables . ferries stop in may town paid nine million euros"
)


ZERO = Score(0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("encoder")
    vocabulary = {word: i for i, word in enumerate(WORDS.split())}
    tokenizer = transformers.BertTokenizerFast(vocab=vocabulary, model_max_length=16)
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=4, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=16,
    )  # fmt: skip
    transformers.BertModel(config).save_pretrained(folder)
    return str(folder)


def test_a_text_and_itself_score_one(encoder: str) -> None:
    text = "The harbour bridge reopened on Monday."
    found = BertScore(encoder).score([text], [[text]])[0]
    assert found.to_dict() == pytest.approx({"precision": 1.0, "recall": 1.0, "f1": 1.0}, abs=1e-6)


def test_each_token_is_matched_with_the_nearest_and_the_opening_and_closing_are_not_counted(
    encoder: str,
) -> None:
    """The paper's equations, with the encoder's own vectors."""
    model = transformers.BertModel.from_pretrained(encoder)
    tokenizer = transformers.BertTokenizerFast.from_pretrained(encoder)
    rows = []
    for text in ("ferries stop in may", "the ferries stop"):
        with torch.no_grad():
            states = model(**tokenizer(text, return_tensors="pt"), output_hidden_states=True)
        rows.append(torch.nn.functional.normalize(states.hidden_states[2][0], dim=-1))
    similar = rows[0] @ rows[1].T
    found = BertScore(encoder, layer=2).score(["ferries stop in may"], [["the ferries stop"]])[0]
    assert found.precision == pytest.approx(similar.max(1).values[1:-1].mean().item(), abs=1e-5)
    assert found.recall == pytest.approx(similar.max(0).values[1:-1].mean().item(), abs=1e-5)


def test_the_best_reference_counts(encoder: str) -> None:
    text = "engineers replaced forty cables"
    found = BertScore(encoder).score([text], [["the town paid", text]])[0]
    assert found.f1 == pytest.approx(1.0, abs=1e-6)


def test_rare_tokens_weigh_more_where_asked(encoder: str) -> None:
    predictions, references = ["the ferries stop"], [["the ferries"], ["the bridge"], ["the town"]]
    given = predictions * 3, references
    plain = BertScore(encoder).score(*given)
    weighted = BertScore(encoder, idf=True).score(*given)
    assert weighted != plain
    assert weighted[0].recall == pytest.approx(1.0, abs=0.2)


def test_a_text_longer_than_the_encoder_reads_is_read_whole(encoder: str) -> None:
    long = "the harbour bridge reopened on monday after a year of repairs . " * 4
    more = long + "ferries stop in may"
    scored = BertScore(encoder).score([long, more], [[long], [long]])
    assert scored[0].f1 == pytest.approx(1.0, abs=1e-6)
    assert scored[1].precision < 0.9999


def test_scores_do_not_depend_on_what_else_is_scored(encoder: str) -> None:
    pairs = (
        ["ferries stop", "the town paid nine million euros in may"],
        [["a bridge"], ["the town"]],
    )
    together = BertScore(encoder).score(*pairs)
    alone = [BertScore(encoder).score([p], [r])[0] for p, r in zip(*pairs, strict=True)]
    assert [s.f1 for s in together] == pytest.approx([s.f1 for s in alone], abs=1e-6)


def test_an_empty_prediction_scores_nought(encoder: str) -> None:
    assert BertScore(encoder).score([""], [["the bridge"]])[0] == ZERO


def test_the_signature_names_encoder_layer_and_libraries(encoder: str) -> None:
    shown = str(BertScore(encoder, layer=3, idf=True).signature)
    assert shown.startswith(f"bertscore|model:{encoder}|layer:3|idf:yes|refs:max|torch:")
    assert "layer:17" in str(BertScore().signature)
    assert "layer:last" in str(BertScore(encoder).signature)


def test_what_cannot_be_scored_is_said(encoder: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="layers 0 to 4"):
        BertScore(encoder, layer=9).score(["a"], [["a"]])
    with pytest.raises(UsageError, match="one reference at least"):
        BertScore(encoder).score(["a"], [[]])
    with pytest.raises(UsageError, match="cannot be loaded"):
        BertScore(str(tmp_path / "none")).score(["a"], [["a"]])


def test_without_torch_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtraError, match=r"pip install '\.\[torch\]'"):
        BertScore("no-such-encoder").score(["a"], [["a"]])
