"""Where models are looked for, what their cards say, and what is said of what is not there."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny_models import in_cache

from summarize.errors import ModelError
from summarize.models.conversion import convert
from summarize.models.hub import CARD, Card, find, installed
from summarize.models.torch_runtime import describe

Tiny = Callable[..., Path]
NAME = "harbour/tiny-bart"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the hub, and an empty folder of converted models."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.utils._cache_manager.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("SUMMARIZE_MODELS", str(tmp_path / "converted"))
    return tmp_path / "hub"


def test_a_name_is_found_in_the_cache_of_the_hub(cache: Path, copier: Path) -> None:
    folder = in_cache(cache, NAME, copier)
    found = find(NAME)
    assert (found.name, found.folder, found.form) == (NAME, folder, "transformers")
    assert found.size == sum(path.stat().st_size for path in copier.iterdir())
    assert describe(found).revision == folder.name
    assert find(NAME, folder.name) == found


def test_a_converted_model_is_taken_before_the_cache_but_not_for_a_revision(
    cache: Path, copier: Path
) -> None:
    folder = in_cache(cache, NAME, copier)
    made = convert(NAME)
    assert find(NAME) == made
    assert made.form == "ctranslate2"
    assert Card.read(made.folder).revision == folder.name
    assert find(NAME, converted=False).form == "transformers"
    assert find(NAME, "main").form == "transformers"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("harbour/none", r"is not on this machine: summarize models fetch harbour/none$"),
        ("./none", "there is no such folder"),
        ("a/b/c", "there is no such folder"),
        ("no name", "is neither a folder nor a name of the hub"),
    ],
)
def test_what_is_not_there_says_what_would_bring_it(cache: Path, name: str, why: str) -> None:
    with pytest.raises(ModelError, match=why):
        find(name)


def test_a_revision_that_is_not_there_is_named_in_the_command(cache: Path) -> None:
    with pytest.raises(ModelError, match="summarize models fetch a/b --revision v2"):
        find("a/b", "v2")


@pytest.mark.parametrize(
    ("missing", "why"),
    [("*.safetensors", "no weights in safetensors"), ("config.json", "no model")],
)
def test_a_folder_without_what_a_model_needs_is_refused(
    copier: Path, tmp_path: Path, missing: str, why: str
) -> None:
    folder = Path(shutil.copytree(copier, tmp_path / "model"))
    (folder / "pytorch_model.bin").write_bytes(b"code could be in here")
    for path in folder.glob(missing):
        path.unlink()
    with pytest.raises(ModelError, match=why):
        find(str(folder))


@pytest.mark.parametrize("text", ["", "{}", '{"name": 1, "other": 2}'])
def test_a_card_that_cannot_be_read_names_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / CARD).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=CARD):
        Card.read(tmp_path)


def test_only_models_that_write_texts_are_listed(cache: Path, copier: Path, tmp_path: Path) -> None:
    assert [*installed()] == []
    in_cache(cache, NAME, copier)
    reader = Path(shutil.copytree(copier, tmp_path / "reader"))
    (reader / "config.json").write_text("{}", encoding="utf-8")
    in_cache(cache, "harbour/reader", reader)
    (reader / "config.json").unlink()
    in_cache(cache, "harbour/broken", reader)
    made = convert(NAME)
    (made.folder.parent / "stray").mkdir()
    assert [(found.name, found.form) for found in installed()] == [
        (NAME, "ctranslate2"),
        (NAME, "transformers"),
    ]


def described(folder: Path, tmp_path: Path, **said: Any) -> Card:
    """The card of a model whose configuration says this, and which has no generation's."""
    copy = Path(shutil.copytree(folder, tmp_path / "model"))
    (copy / "generation_config.json").unlink()
    config = copy / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | said), encoding="utf-8")
    page = "---\nlanguage: en\nlicense: mit\ntags:\n- news\n---\n# Model\n"
    (copy / "README.md").write_text(page, encoding="utf-8")
    return describe(find(str(copy)))


def test_a_card_tells_what_old_configurations_say(copier: Path, tmp_path: Path) -> None:
    task = {"summarization": {"prefix": "summarize: ", "num_beams": 6, "max_length": 142}}
    said = {"forced_bos_token_id": 0, "length_penalty": 2.0, "eos_token_id": [2, 5]}
    card = described(copier, tmp_path, task_specific_params=task, **said)
    assert (card.prefix, card.beams, card.most, card.forced) == ("summarize: ", 6, 142, 0)
    assert (card.length_penalty, card.end, card.license) == (2.0, 2, "mit")


@pytest.mark.parametrize(
    ("family", "context"),
    [("bart", 128), ("t5", 128), ("led", 128), ("pegasus-x", 128)],
)
def test_the_context_is_what_the_model_reads(family: str, context: int, tiny: Tiny) -> None:
    assert describe(find(str(tiny(family)))).context == context


@pytest.mark.parametrize(("family", "context"), [("t5", 512), ("longt5", 16384), ("bart", 128)])
def test_a_tokenizer_without_a_limit_leaves_what_the_kind_was_trained_to_read(
    family: str, context: int, tiny: Tiny, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(tiny(family), tmp_path / "model"))
    said = json.loads((copy / "tokenizer_config.json").read_text(encoding="utf-8"))
    del said["model_max_length"]
    (copy / "tokenizer_config.json").write_text(json.dumps(said), encoding="utf-8")
    assert describe(find(str(copy))).context == context


@pytest.mark.parametrize("broken", ["config.json", "tokenizer.json"])
def test_files_that_cannot_be_read_are_one_line(copier: Path, tmp_path: Path, broken: str) -> None:
    copy = Path(shutil.copytree(copier, tmp_path / "model"))
    (copy / broken).write_text("{", encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        describe(find(str(copy)))
    assert "\n" not in str(caught.value)
