"""Sequence-to-sequence models: where they lie, and what one must know to run them.

A model is a folder, or a name of the Hugging Face hub. A name is looked for among the converted
models (`summarize models convert`), then in the hub's own cache, as HF_HOME and HF_HUB_CACHE place
it. Nothing is downloaded but by `fetch`; weights are safetensors only, and no code of a model runs.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from summarize.errors import ModelError

__all__ = ["CARD", "Card", "Found", "card_of", "converted_folder", "fetch", "find", "installed"]

CARD = "summarize-model.json"
"""The file beside converted weights that says how the model is run."""

FILES = ("*.safetensors", "*.safetensors.index.json", "*.json", "*.model", "*.txt", "README.md")
UNWANTED = ("*.h5", "*.msgpack", "*.bin", "*.ot", "onnx/*", "openvino/*", "*/*")

EMBEDDED = "abstractive"  # the summarizer whose model is in the package

COMMIT = re.compile(r"[0-9a-f]{40}")  # the hub's cache names a snapshot's folder by its commit
LICENSE = re.compile(r"---\n(?:.*\n)*?license:\s*(\S+)\n(?:.*\n)*?---")

Form = Literal["transformers", "ctranslate2"]

# Tokens that a model of relative positions was trained to read, where its files do not say.
TRAINED = {"t5": 512, "mt5": 1024, "umt5": 1024, "longt5": 16384}
USUAL = 512
CONTEXT_KEYS = ("max_encoder_position_embeddings", "max_position_embeddings", "n_positions")
BEYOND = 10**6  # a tokenizer that knows no limit gives a number above this


@dataclass(frozen=True, slots=True)
class Card:
    """What one must know to run a model.

    Attributes:
        name: as it is asked for.
        architecture: transformers' name of its kind: "bart", "t5".
        context: tokens of a source it reads, the special ones counted.
        prefix: what stands before every source ("summarize: ").
        start: the token the decoder begins with.
        forced: the first token it must write, or None: the language of mBART, BART's <s>.
        end: the token that ends a text.
        beams: hypotheses kept beside each other.
        length_penalty: the power of the length that a hypothesis' score is divided by.
        no_repeat: no run of so many tokens is written twice; 0 for no such rule.
        repetition: what the score of a token that was written before is divided by.
        early: whether the search ends once there are as many whole texts as beams; CTranslate2
            knows no other end.
        least: tokens it was trained to write, at least.
        most: and at most.
        revision: of the hub, or None.
        quantization: of the weights: "float32", "int8".
        license: as its files say, or None.
    """

    name: str
    architecture: str
    context: int
    prefix: str
    start: int
    forced: int | None
    end: int
    beams: int = 4
    length_penalty: float = 1.0
    no_repeat: int = 0
    repetition: float = 1.0
    early: bool = True
    least: int = 0
    most: int = 256
    revision: str | None = None
    quantization: str = "float32"
    license: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    def write(self, folder: Path) -> None:
        """Put it beside converted weights."""
        text = json.dumps(self.to_dict(), indent=2, ensure_ascii=False)
        (folder / CARD).write_text(f"{text}\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Card":
        """The card of a converted model.

        Raises:
            ModelError: it is none, or cannot be read.
        """
        try:
            return cls(**json.loads((folder / CARD).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(str(folder), f"has no {CARD} that can be read: {error}") from error


@dataclass(frozen=True, slots=True)
class Found:
    """A model on this machine.

    Attributes:
        name: as it was asked for.
        folder: where its files are.
        form: "transformers" or "ctranslate2".
    """

    name: str
    folder: Path
    form: Form

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


def find(name: str, revision: str | None = None, *, converted: bool = True) -> Found:
    """The model of that name, or in that folder. Nothing is downloaded.

    Args:
        name: a folder, or a name of the hub.
        revision: a branch, tag or commit of the hub; with one, converted models are passed over.
        converted: whether a converted model is taken before the hub's cache is looked at.

    Raises:
        ModelError: it is not here, or is none that can be run; the message says which command
            fetches or converts it.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _in_folder(name, folder)
    if name.startswith((".", "/", "~")) or name.count("/") > 1:
        raise ModelError(name, "there is no such folder")
    if converted and revision is None and (converted_folder(name) / CARD).is_file():
        return Found(name, converted_folder(name), "ctranslate2")
    return _in_folder(name, _cached(name, revision))


def _in_folder(name: str, folder: Path) -> Found:
    if (folder / CARD).is_file():
        return Found(name, folder, "ctranslate2")
    if not (folder / "config.json").is_file():
        raise ModelError(name, "is no model: it has no config.json")
    if not any(folder.glob("*.safetensors")):
        raise ModelError(
            name,
            "has no weights in safetensors, and others can hold code: save it again with "
            "transformers' save_pretrained",
        )
    return Found(name, folder, "transformers")


def _refuse_embedded(name: str) -> None:
    if name == EMBEDDED:
        why = f"is the model in the package: it runs as -s {EMBEDDED}, and is as it should be"
        raise ModelError(name, why)


def _cached(name: str, revision: str | None) -> Path:
    _refuse_embedded(name)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    wanted = f"{name} --revision {revision}" if revision else name
    try:
        return Path(
            snapshot_download(
                name,
                revision=revision,
                local_files_only=True,
                allow_patterns=[*FILES],
                ignore_patterns=[*UNWANTED],
            )
        )
    except LocalEntryNotFoundError as error:
        raise ModelError(
            name, f"is not on this machine: summarize models fetch {wanted}"
        ) from error
    except HFValidationError as error:
        raise ModelError(name, "is neither a folder nor a name of the hub (OWNER/NAME)") from error


def fetch(name: str, revision: str | None = None, *, progress: bool = False) -> Found:
    """Download a model's weights (safetensors), tokenizer and configuration into the hub's cache.

    HF_HUB_OFFLINE, HF_HOME, HF_TOKEN and HF_ENDPOINT hold as they do everywhere.

    Args:
        name: of the hub.
        revision: a branch, tag or commit.
        progress: whether bars are drawn on standard error.

    Raises:
        ModelError: the hub does not answer or has no such model, or it is none that can be run.
    """
    _refuse_embedded(name)
    from huggingface_hub import constants, snapshot_download, utils
    from huggingface_hub.errors import HfHubHTTPError

    if constants.HF_HUB_OFFLINE:
        raise ModelError(name, "cannot be fetched: HF_HUB_OFFLINE is set; unset it")
    (utils.enable_progress_bars if progress else utils.disable_progress_bars)()
    client = HfHubHTTPError.__bases__  # the errors of whichever HTTP client the hub's library has
    try:
        snapshot_download(
            name, revision=revision, allow_patterns=[*FILES], ignore_patterns=[*UNWANTED]
        )
    except (OSError, ValueError, *client) as error:
        raise ModelError(name, f"cannot be fetched: {_why(error)}") from error
    return _in_folder(name, _cached(name, revision))


def _why(error: Exception) -> str:
    """What the hub's library says, in a line."""
    from huggingface_hub import errors

    reasons: Mapping[type[Exception], str] = {
        errors.GatedRepoError: "its terms have to be accepted on its page; then set HF_TOKEN",
        errors.RepositoryNotFoundError: "the hub has no model of that name, or it is private: "
        "set HF_TOKEN",
        errors.RevisionNotFoundError: "it has no such revision",
        errors.LocalEntryNotFoundError: f"the hub does not answer: {error.__cause__}",
    }
    known = (why for kind, why in reasons.items() if isinstance(error, kind))
    return next(known, " ".join(str(error).split())[:200])


def store() -> Path:
    """The folder of converted models: SUMMARIZE_MODELS, or the person's own data folder."""
    from platformdirs import user_data_path

    folder = os.environ.get("SUMMARIZE_MODELS")
    return Path(folder) if folder else user_data_path("summarize") / "models"


def converted_folder(name: str) -> Path:
    """Where the converted model of that name is kept."""
    return store() / name.strip("/").replace("/", "--")


def installed() -> Iterator[Found]:
    """The models on this machine: converted ones, then those of the hub's cache, by name."""
    if store().is_dir():
        for folder in sorted(store().iterdir()):
            if (folder / CARD).is_file():
                yield Found(Card.read(folder).name, folder, "ctranslate2")
    from huggingface_hub import scan_cache_dir
    from huggingface_hub.errors import CacheNotFound

    try:
        repos = [repo for repo in scan_cache_dir().repos if repo.repo_type == "model"]
    except CacheNotFound:
        return
    for repo in sorted(repos, key=lambda repo: repo.repo_id):
        newest = max(repo.revisions, key=lambda revision: revision.last_modified)
        if any(newest.snapshot_path.glob("*.safetensors")) and _writes(newest.snapshot_path):
            yield Found(repo.repo_id, newest.snapshot_path, "transformers")


def _writes(folder: Path) -> bool:
    """Whether a model is of the kind that reads one text and writes another."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(config.get("is_encoder_decoder"))


def card_of(model: Found, config: Any, generation: Any, tokenizer: Any) -> Card:
    """The card of a model as transformers loads it.

    Args:
        model: where it is.
        config: its configuration.
        generation: its generation configuration.
        tokenizer: its tokenizer.
    """
    task = (getattr(config, "task_specific_params", None) or {}).get("summarization", {})
    card = Card(
        name=model.name,
        architecture=config.model_type,
        context=_context(config, tokenizer),
        prefix=task.get("prefix", ""),
        start=_token("decoder_start_token_id", generation, config) or 0,
        forced=_token("forced_bos_token_id", generation, config),
        end=_token("eos_token_id", generation, config) or 0,
        revision=model.folder.name if COMMIT.fullmatch(model.folder.name) else None,
        license=_license(model.folder),
    )
    read: Mapping[str, tuple[str, Any]] = {
        "beams": ("num_beams", int),
        "length_penalty": ("length_penalty", float),
        "no_repeat": ("no_repeat_ngram_size", int),
        "repetition": ("repetition_penalty", float),
        "early": ("early_stopping", bool),
        "least": ("min_length", int),
        "most": ("max_length", int),
    }
    declared = {
        ours: kind(value)
        for ours, (theirs, kind) in read.items()
        if (value := task.get(theirs, getattr(generation, theirs, None))) is not None
    }
    if declared.get("beams", 1) == 1:
        declared.pop("beams", None)  # one is the library's default, and seldom the author's choice
    if declared.get("most", 0) <= 20:
        declared.pop("most", None)  # likewise
    return replace(card, **declared)


def _context(config: Any, tokenizer: Any) -> int:
    said = [value for key in CONTEXT_KEYS if (value := getattr(config, key, None))]
    known = said[0] if said else TRAINED.get(config.model_type)
    limit = getattr(tokenizer, "model_max_length", BEYOND)
    limits = [known, limit if limit < BEYOND else None]
    return int(min((value for value in limits if value), default=USUAL))


def _token(key: str, *places: Any) -> int | None:
    """A token's number, from the first place that has it; the first of several."""
    for place in places:
        value = getattr(place, key, None)
        if value is not None:
            return int(value[0] if isinstance(value, list) else value)
    return None


def _license(folder: Path) -> str | None:
    """The licence that the first lines of the model's page name."""
    page = folder / "README.md"
    said = LICENSE.match(page.read_text(encoding="utf-8")) if page.is_file() else None
    return said[1] if said else None
