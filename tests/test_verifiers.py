"""Verifiers other than the embedded one: models of the hub's kind, and plug-ins."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from summarize.document import Document
from summarize.errors import ModelError, OptionError, UnknownNameError
from summarize.grounding import CheckedSentence
from summarize.grounding.verifiers import EMBEDDED, get, names

ARTICLE = Document.from_text(
    "The bridge opened on Monday. " + "Engineers replaced forty cables. " * 120, language="en"
)


def classifier(folder: Path, labels: list[str], bias: list[float]) -> Path:
    """Save a small BERT whose answer is its bias, whatever it reads."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "bridge", "opened"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
    )
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor(bias))
    model.save_pretrained(folder)
    return folder


@pytest.mark.torch
@pytest.mark.parametrize(
    ("labels", "bias", "verdict"),
    [
        (["contradiction", "entailment", "neutral"], [0.0, 4.0, 0.0], "supported"),
        (["contradiction", "entailment", "neutral"], [4.0, 0.0, 0.0], "contradicted"),
        (["entailment", "neutral", "contradiction"], [0.0, 4.0, 0.0], "not found"),
        (["LABEL_0", "LABEL_1"], [0.0, 4.0], "supported"),
        (["consistent", "inconsistent"], [0.0, 4.0], "not found"),
    ],
)
def test_a_model_of_the_hub_decides_by_its_labels(
    tmp_path: Path, labels: list[str], bias: list[float], verdict: str
) -> None:
    folder = classifier(tmp_path / "model", labels, bias)
    (checked,) = get(f"hub:model={folder}")(ARTICLE, ["The bridge opened."])
    assert checked.verdict == verdict
    assert bool(checked.unsupported) is (verdict != "supported")


@pytest.mark.torch
def test_a_model_without_such_a_label_is_refused(tmp_path: Path) -> None:
    folder = classifier(tmp_path / "model", ["joy", "anger", "fear"], [0.0, 0.0, 0.0])
    with pytest.raises(ModelError, match="no label for entailment or consistency, only joy"):
        get(f"hub:model={folder}")


def test_a_plug_in_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "strict-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: strict\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[summarize.verifiers]\nstrict = strict_plug:verify\n")
    module = ModuleType("strict_plug")

    def verify(document: Document, sentences: list[str]) -> list[CheckedSentence]:
        return [CheckedSentence(text, 0.0, (), (), "not found") for text in sentences]

    module.verify = verify  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "strict_plug", module)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "strict" in names()
    (checked,) = get("strict")(ARTICLE, ["The bridge opened on Monday."])
    assert checked.verdict == "not found"


def test_the_embedded_verifier_is_the_checker() -> None:
    (checked,) = get(EMBEDDED)(ARTICLE, ["The bridge opened on Friday."])
    assert checked.verdict == "contradicted"


def test_an_unknown_verifier_and_a_missing_model_say_what_there_is() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean embedded"):
        get("embeded")
    with pytest.raises(OptionError, match="hub:model=NAME"):
        get("hub")
