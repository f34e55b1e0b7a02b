"""Models converted for CTranslate2: the same tokens, without torch; and what is refused."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny_models import CONVERTIBLE, TORCH_ONLY, lines

from summarize.errors import ModelError
from summarize.models.conversion import convert
from summarize.models.hub import CARD, Card
from summarize.models.runtime import Request, Runtime, Settings, load

Tiny = Callable[..., Path]
ASKED = [
    Request(lines()[3][:180], 5, 20),
    Request(lines()[5][:150], 5, 20),
    Request(lines()[8][:200], 0, 12),
    Request(lines()[9][:90], 12, 12),
]


def both(model: Path, out: Path, **languages: Any) -> Callable[[int], tuple[Runtime, Runtime]]:
    """The model on torch, and converted; for a number of beams."""
    convert(str(model), out, quantization="float32", **languages)

    def loaded(beams: int) -> tuple[Runtime, Runtime]:
        return (
            load(str(model), Settings(beams=beams, **languages)),
            load(str(out), Settings(beams=beams)),
        )

    return loaded


@pytest.mark.parametrize("family", CONVERTIBLE)
def test_both_runtimes_write_the_same_tokens(family: str, tiny: Tiny, tmp_path: Path) -> None:
    loaded = both(tiny(family), tmp_path / "model")
    for beams in (1, 0, 5):
        on_torch, converted = loaded(beams)
        written = on_torch.write(ASKED)
        assert written == converted.write(ASKED)
        assert all(one.tokens for one in written)
        assert on_torch.room == converted.room
        texts = [asked.text for asked in ASKED]
        assert on_torch.count(texts) == converted.count(texts)


@pytest.mark.parametrize("family", ["bart", "pegasus", "t5"])
def test_a_vocabulary_padded_to_a_round_size_is_converted_row_for_row(
    family: str, tiny: Tiny, tmp_path: Path
) -> None:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    model = AutoModelForSeq2SeqLM.from_pretrained(tiny(family))
    model.resize_token_embeddings(model.config.vocab_size + 8, mean_resizing=False)
    model.get_input_embeddings().weight.data[-8:] = 0  # never the likeliest, as in real models
    model.get_output_embeddings().weight.data[-8:] = 0
    model.save_pretrained(tmp_path / "padded")
    AutoTokenizer.from_pretrained(tiny(family)).save_pretrained(tmp_path / "padded")
    on_torch, converted = both(tmp_path / "padded", tmp_path / "model")(2)
    assert on_torch.write(ASKED) == converted.write(ASKED)


def test_a_repetition_penalty_holds_in_both(tiny: Tiny, tmp_path: Path) -> None:
    shutil.copytree(tiny("bart"), tmp_path / "source")
    path = tmp_path / "source" / "generation_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"repetition_penalty": 2.5}))
    on_torch, converted = both(tmp_path / "source", tmp_path / "model")(1)
    assert on_torch.write(ASKED) == converted.write(ASKED)
    assert on_torch.card.repetition == converted.card.repetition == 2.5


@pytest.mark.parametrize("family", ["mbart", "mbart-25"])
def test_a_language_is_read_and_written_the_same_by_both(
    family: str, tiny: Tiny, tmp_path: Path
) -> None:
    spoken = {"source_language": "fr_XX", "target_language": "de_DE"}
    on_torch, converted = both(tiny(family), tmp_path / "model", **spoken)(2)
    assert on_torch.write(ASKED) == converted.write(ASKED)
    assert on_torch.write(ASKED) != load(str(tiny(family)), Settings(beams=2)).write(ASKED)


def test_a_converted_model_is_run_as_its_author_would(tiny: Tiny, tmp_path: Path) -> None:
    card = Card.read(convert(str(tiny("bart")), tmp_path / "model").folder)
    assert (card.architecture, card.context, card.quantization) == ("bart", 128, "int8")
    assert (card.beams, card.length_penalty, card.no_repeat, card.early) == (3, 2.0, 3, True)
    assert (card.least, card.most, card.start, card.forced, card.end) == (10, 40, 2, 0, 2)


def test_int8_is_smaller_and_still_copies(copier: Path, converted: Path, tmp_path: Path) -> None:
    small = convert(str(copier), tmp_path / "model").folder
    weights = [(folder / "model.bin").stat().st_size for folder in (small, converted)]
    assert weights[0] < 0.5 * weights[1]
    (written,) = load(str(small), Settings()).write([Request("The bridge reopened.", 4, 12)])
    assert written.text.startswith("The bridge reopened.")


@pytest.mark.parametrize("family", TORCH_ONLY)
def test_what_ctranslate2_does_not_know_is_refused_and_told_what_runs_it(
    family: str, tiny: Tiny, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=r"is none of bart, .*; run it as it is: .*runtime=torch"):
        convert(str(tiny(family)), tmp_path / "model")
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("languages", [{"source_language": "xx"}, {"target_language": "xx"}])
@pytest.mark.parametrize(
    ("family", "why"), [("mbart", "it knows ar_AR, "), ("t5", "it knows none")]
)
def test_a_language_that_the_model_has_not_is_refused(
    family: str, why: str, languages: dict[str, str], tiny: Tiny, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=f"has no language 'xx': {why}"):
        convert(str(tiny(family)), tmp_path / "model", **languages)  # type: ignore[arg-type]


def test_a_converted_model_is_not_converted_again(converted: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is converted already"):
        convert(str(converted), tmp_path / "model")


def test_a_folder_needs_another_to_be_written_to(copier: Path) -> None:
    with pytest.raises(ModelError, match="--output"):
        convert(str(copier))


def test_a_converted_model_is_replaced_and_nothing_else_is(copier: Path, tmp_path: Path) -> None:
    out = tmp_path / "model"
    convert(str(copier), out)
    assert Card.read(convert(str(copier), out, quantization="int16").folder).quantization == "int16"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    (out / CARD).unlink()
    with pytest.raises(ModelError, match="something else is there"):
        convert(str(copier), out)


def test_a_conversion_that_fails_leaves_what_was_there(
    copier: Path, tiny: Tiny, tmp_path: Path
) -> None:
    out = tmp_path / "model"
    before = Card.read(convert(str(copier), out).folder)
    with pytest.raises(ModelError):
        convert(str(tiny("led")), out)
    assert Card.read(out) == before


ALONE = """
import sys
for name in ("torch", "transformers", "huggingface_hub"):
    sys.modules[name] = None
from summarize.cli import main
main(prog_name="summarize")
"""


def alone(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command where neither torch nor transformers can be imported."""
    return subprocess.run(
        [sys.executable, "-c", ALONE, *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "80"},
    )  # fmt: skip


def test_a_converted_model_runs_without_torch(converted: Path) -> None:
    sample = str(Path(__file__).parent.parent / "samples" / "harbour-bridge.txt")
    done = alone(
        "-s", f"seq2seq:model={converted}", "-l", "short", "--format", "json", "--faithful", "off",
        sample,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["model"] == Card.read(converted).name


def test_a_model_that_is_not_converted_says_which_extra_it_needs(copier: Path) -> None:
    done = alone("-s", f"seq2seq:model={copier}", "samples/harbour-bridge.txt")
    assert done.returncode == 1
    assert "pip install '.[torch]'" in done.stderr
    assert "Traceback" not in done.stderr
