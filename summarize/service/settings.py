"""Every key of the service's configuration: one table, from a file, the environment or flags.

A key is written `queue = 32` in the file, at its top or under `[serve]`, and in the environment
`SUMMARIZE_SERVE_QUEUE=32`. Flags win over the environment, that over the file, that over the
defaults.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from math import isfinite
from pathlib import Path
from typing import Any

from summarize import registry
from summarize.errors import ConfigurationError

__all__ = ["PREFIX", "Key", "ServiceSettings", "keys", "load"]

PREFIX = "SUMMARIZE_SERVE_"

MOST_PORT = 65_535

_TABLE = "serve"
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _key(default: Any, about: str, *, least: float | None = None) -> Any:
    return field(default=default, metadata={"about": about, "least": least})


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """How the service runs. Each field's own words are in `keys()`.

    Raises:
        ConfigurationError: a value is below the least that makes sense.
    """

    host: str = _key("127.0.0.1", "address to listen on")
    port: int = _key(8000, "port to listen on; 0 for any that is free", least=0)
    workers: int = _key(0, "processes for extractive work; 0 for one a core", least=0)
    model_workers: int = _key(
        1, "processes for abstractive work; 0 for none: it is then refused", least=0
    )
    # The longest that one waits: at twice the capacity, those accepted take twice as long, not ten
    # times.
    queue: int = _key(8, "requests that may wait for each worker", least=1)
    requests: int = _key(512, "requests for work in flight at most", least=1)
    deadline: float = _key(
        30.0, "seconds after its body was there, in which a request is answered, or 504", least=0.01
    )
    run_seconds: float = _key(
        10.0, "seconds a worker may take over an answer before it is stopped", least=0.01
    )
    batch_size: int = _key(8, "documents a model is given at once at most", least=1)
    batch_wait: float = _key(0.005, "seconds a model waits for more documents", least=0)
    worker_memory: int = _key(
        4_096,
        "MiB of address space a worker may have, the model's too where there are no `models`; "
        "0 for any",
        least=0,
    )
    models: tuple[str, ...] = _key(
        (), "seq2seq and chat summarizers, with their options, that callers may use"
    )
    keys: tuple[str, ...] = _key((), "who may ask: NAME:SHA256, as --make-key prints them")
    no_auth: bool = _key(False, "serve without keys, beyond this machine too")
    rate: str = _key(
        "1200/minute", 'requests of a key, or of an address where no key is asked; "" for any'
    )
    body_limit: int = _key(10_000_000, "bytes of a request's body at most", least=1)
    read_limit: int = _key(20_000_000, "bytes of a document at most, decompressed", least=1)
    most_documents: int = _key(1_000, "documents of a batch at most", least=1)
    most_evaluated: int = _key(50, "documents of an evaluation at most", least=1)
    most_summarizers: int = _key(8, "summarizers of a comparison at most", least=1)
    urls: bool = _key(False, "whether URLs are fetched")
    url_limit: int = _key(10_000_000, "bytes of a fetched page at most, decompressed", least=1)
    url_seconds: float = _key(15.0, "seconds a page may take, redirects and all", least=0.01)
    url_redirects: int = _key(5, "redirects followed at most", least=0)
    url_ports: tuple[str, ...] = _key(("80", "443"), "ports that URLs may name")
    url_networks: tuple[str, ...] = _key(
        (), "networks, as 10.1.0.0/16, that URLs may reach although they are private"
    )
    cache_entries: int = _key(1_024, "answers kept for identical requests; 0 for none", least=0)
    cache_bytes: int = _key(64_000_000, "bytes those may hold together", least=0)
    header_seconds: float = _key(10.0, "seconds a client may take over its headers", least=0.01)
    body_seconds: float = _key(30.0, "seconds a client may take over its body", least=0.01)
    write_seconds: float = _key(30.0, "seconds a client may take no bytes for", least=0.01)
    idle_seconds: float = _key(15.0, "seconds a connection may stay without a request", least=0.01)
    drain_delay: float = _key(0.0, "seconds between not ready and closed, when stopped", least=0)
    drain_seconds: float = _key(60.0, "seconds accepted requests get to end, when stopped", least=0)
    proxies: str = _key("127.0.0.1", "addresses whose X-Forwarded-For is believed, with commas")
    root_path: str = _key("", "the path a proxy serves it under")

    def __post_init__(self) -> None:
        for key in keys():
            value = getattr(self, key.name)
            if isinstance(value, float) and not isfinite(value):
                raise ConfigurationError(key.name, f"{value} is no number of seconds")
            if key.least is not None and value < key.least:
                raise ConfigurationError(key.name, f"{value} is below {key.least:g}")

        _check_written(self)

    @property
    def cores(self) -> int:
        """Extractive workers, where 0 has become a number."""
        return self.workers or len(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the configuration.

    Attributes:
        name: as the file has it.
        variable: as the environment has it.
        type: of its value; a tuple is an array in the file, and parted by spaces elsewhere.
        default: where it is not set.
        about: what it does, in one line.
        least: the least value it can take, or None.
    """

    name: str
    variable: str
    type: type
    default: Any
    about: str
    least: float | None


def _check_written(settings: ServiceSettings) -> None:
    """See that what is written in a form of its own is in it.

    Raises:
        ConfigurationError: a port, a model, a proxy or the path is none.
    """
    if settings.port > MOST_PORT:
        raise ConfigurationError("port", f"{settings.port} is above {MOST_PORT:,}")
    for spec in settings.models:
        if registry.name_of(spec) not in registry.MODEL_NAMED:
            raise ConfigurationError(
                "models", f"'{spec}': write seq2seq:model=NAME or chat:model=NAME"
            )
    for proxy in map(str.strip, settings.proxies.split(",") if settings.proxies else ()):
        if not _is_network(proxy):
            raise ConfigurationError("proxies", f"'{proxy}' is no address, network or *")
    if settings.root_path and (settings.root_path[0] != "/" or settings.root_path[-1] == "/"):
        raise ConfigurationError("root_path", f"'{settings.root_path}': write it like /summarize")


def _is_network(written: str) -> bool:
    if written == "*":
        return True
    try:
        ip_network(written, strict=False)
    except ValueError:
        return False
    return True


def keys() -> tuple[Key, ...]:
    """Every key there is, in order."""
    return tuple(
        Key(
            f.name,
            f"{PREFIX}{f.name.upper()}",
            type(f.default),
            f.default,
            f.metadata["about"],
            f.metadata["least"],
        )
        for f in fields(ServiceSettings)
    )


def load(
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    **flags: Any,
) -> ServiceSettings:
    """The settings of a file, the environment and flags, the later winning.

    Args:
        file: a TOML file, or None for none.
        environment: the process's own by default.
        flags: by key; None where a flag is not given.

    Raises:
        ConfigurationError: the file cannot be read, a key is unknown, or a value is of no use.
    """
    found = _from_file(file) if file else {}
    found |= _from_environment(os.environ if environment is None else environment)
    found |= {name: value for name, value in flags.items() if value is not None}
    return ServiceSettings(**found)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(str(path), error.strerror or "cannot be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(str(path), f"is no TOML: {error}") from error
    known = {key.name: key for key in keys()}
    found = {}
    own = table.pop(_TABLE, None)
    if own is not None and not isinstance(own, dict):
        raise ConfigurationError(str(path), f"{_TABLE} = {own!r}: [{_TABLE}] is a table of keys")
    if own is not None:  # a file of the command's own defaults may have this table, too
        top = {name: v for name, v in table.items() if name.replace("-", "_") in known}
        table = {**top, **own}
    for name, value in table.items():
        if (key := known.get(name.replace("-", "_"))) is None:
            listed = ", ".join(sorted(known))
            raise ConfigurationError(str(path), f"'{name}' is no key; there are: {listed}")
        found[key.name] = _typed(key, value, where=str(path))
    return found


def _typed(key: Key, value: object, *, where: str) -> object:
    """A value of TOML as the key's type; an integer will do for a float, an array for a tuple."""
    if key.type is tuple and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if key.type is float and type(value) is int:
        return float(value)
    if type(value) is not key.type:
        shown = "an array of strings" if key.type is tuple else f"a {key.type.__name__}"
        raise ConfigurationError(where, f"{key.name} = {value!r}: {shown} is wanted")
    return value


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    known = {key.variable: key for key in keys()}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX):
            continue
        if (key := known.get(variable)) is None:
            listed = ", ".join(sorted(known))
            raise ConfigurationError(variable, f"is no key; there are: {listed}")
        try:
            found[key.name] = _parsed(key, text.strip())
        except (ValueError, KeyError) as error:
            raise ConfigurationError(variable, f"'{text}' is no {key.type.__name__}") from error
    return found


def _parsed(key: Key, text: str) -> object:
    if key.type is bool:
        return _FLAGS[text.lower()]
    if key.type is tuple:
        return tuple(text.split())
    return key.type(text)
