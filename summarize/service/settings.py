"""The settings of the service, from a TOML file, environment variables and flags.

A setting is written `queue = 32` in the file, at its top or under `[serve]`, and
`SUMMARIZE_SERVE_QUEUE=32` in the environment. Flags override the environment, the environment
overrides the file, and the file overrides the defaults.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any

from annotated_types import Ge
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from summarize import registry
from summarize.errors import ConfigurationError
from summarize.models.machine import cores

__all__ = ["PREFIX", "Key", "ServiceSettings", "keys", "load"]

PREFIX = "SUMMARIZE_SERVE_"

_TABLE = "serve"

Texts = Annotated[tuple[str, ...], NoDecode]
"""An array of strings in the file; separated by spaces in the environment."""

Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(ge=0.01, allow_inf_nan=False)]
SecondsOrNone = Annotated[float, Field(ge=0, allow_inf_nan=False)]


def _setting(default: Any, about: str) -> Any:
    return Field(default, description=about, validate_default=True)


class ServiceSettings(BaseSettings):
    """How the service runs. `keys()` lists the settings with their descriptions.

    Raises:
        ConfigurationError: a value is invalid.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    host: str = _setting("127.0.0.1", "address to listen on")
    port: Annotated[int, Field(ge=0, le=65_535)] = _setting(
        8000, "port to listen on; 0 for any free port"
    )
    workers: Count = _setting(0, "processes for extractive summarizers; 0 for one per core")
    model_workers: Count = _setting(1, "processes for abstractive summarizers; 0 to turn these off")
    # Bounds the wait: at twice the capacity, accepted requests take twice as long, not ten times.
    queue: Positive = _setting(8, "requests that may wait for each worker")
    requests: Positive = _setting(512, "maximum requests for summaries at the same time")
    deadline: Seconds = _setting(
        30.0, "seconds to answer a request once its body has arrived, else 504"
    )
    run_seconds: Seconds = _setting(
        10.0, "seconds a worker may take per answer before it is killed"
    )
    batch_size: Positive = _setting(8, "maximum documents a model processes at once")
    batch_wait: SecondsOrNone = _setting(0.005, "seconds a model waits for more documents")
    worker_memory: Count = _setting(
        4_096,
        "MiB of address space per worker; 0 for no limit, which model workers have where `models` "
        "is set",
    )
    models: Texts = _setting(
        (), "seq2seq and chat summarizers, with their options, that may be requested"
    )
    keys: Texts = _setting((), "API keys, each NAME:SHA256 as --make-key prints it")
    no_auth: bool = _setting(False, "serve other machines without API keys")
    rate: str = _setting(
        "1200/minute", 'requests per key, or per address without keys; "" for no limit'
    )
    body_limit: Positive = _setting(10_000_000, "maximum bytes of a request body")
    read_limit: Positive = _setting(20_000_000, "maximum bytes of a document, uncompressed")
    most_documents: Positive = _setting(1_000, "maximum documents in a batch")
    most_evaluated: Positive = _setting(50, "maximum documents in an evaluation")
    most_summarizers: Positive = _setting(8, "maximum summarizers in a comparison")
    urls: bool = _setting(False, "download web pages by URL")
    url_limit: Positive = _setting(10_000_000, "maximum bytes of a downloaded page, uncompressed")
    url_seconds: Seconds = _setting(15.0, "seconds to download a page, redirects included")
    url_redirects: Count = _setting(5, "maximum redirects to follow")
    url_ports: Texts = _setting(("80", "443"), "ports allowed in URLs")
    url_networks: Texts = _setting((), "private networks that URLs may reach, such as 10.1.0.0/16")
    cache_entries: Count = _setting(1_024, "answers cached for identical requests; 0 for none")
    cache_bytes: Count = _setting(64_000_000, "maximum bytes of cached answers")
    header_seconds: Seconds = _setting(10.0, "seconds for a client to send its headers")
    body_seconds: Seconds = _setting(30.0, "seconds for a client to send its body")
    write_seconds: Seconds = _setting(30.0, "seconds a client may stop reading its answer")
    idle_seconds: Seconds = _setting(15.0, "seconds an idle connection stays open")
    drain_delay: SecondsOrNone = _setting(
        0.0, "seconds between reporting not ready and closing, on shutdown"
    )
    drain_seconds: SecondsOrNone = _setting(
        60.0, "seconds for accepted requests to finish, on shutdown"
    )
    proxies: str = _setting(
        "127.0.0.1", "comma-separated addresses whose X-Forwarded-For is trusted"
    )
    root_path: str = _setting("", "path under which a proxy serves it")

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise _configuration_error(error) from error

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take values from the call alone: `load` reads the file and the environment."""
        return (init_settings,)

    @field_validator("models", "keys", "url_ports", "url_networks", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.split()) if isinstance(value, str) else value

    @field_validator("models")
    @classmethod
    def _are_models(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for spec in value:
            if registry.name_of(spec) not in registry.MODEL_NAMED:
                raise ValueError(f"'{spec}': write seq2seq:model=NAME or chat:url=URL,model=NAME")
        return value

    @field_validator("proxies")
    @classmethod
    def _are_addresses(cls, value: str) -> str:
        for proxy in map(str.strip, value.split(",") if value else ()):
            if not _is_network(proxy):
                raise ValueError(f"'{proxy}' is not an address, a network or *")
        return value

    @field_validator("root_path")
    @classmethod
    def _is_path(cls, value: str, info: ValidationInfo) -> str:
        if value and (value[0] != "/" or value[-1] == "/"):
            raise ValueError(f"'{value}': write it like /summarize")
        return value

    @property
    def cores(self) -> int:
        """The number of extractive workers, with 0 resolved."""
        return self.workers or cores()


@dataclass(frozen=True, slots=True)
class Key:
    """One setting.

    Attributes:
        name: in the file.
        variable: in the environment.
        type: of its value: bool, int, float, str or tuple.
        default: its default.
        about: one line about it.
        least: the smallest valid value, or None.
    """

    name: str
    variable: str
    type: type
    default: Any
    about: str
    least: float | None


def keys() -> tuple[Key, ...]:
    """Return every setting, in order."""
    return tuple(
        Key(
            name,
            f"{PREFIX}{name.upper()}",
            type(field.default),
            field.default,
            field.description or "",
            next((float(m.ge) for m in field.metadata if isinstance(m, Ge)), None),  # type: ignore[arg-type]
        )
        for name, field in ServiceSettings.model_fields.items()
    )


def load(file: Path | None = None, **flags: Any) -> ServiceSettings:
    """Return the settings of a file, the environment and flags, in ascending precedence.

    Args:
        file: a TOML file, or None.
        flags: by name; None for a flag that was not given.

    Raises:
        ConfigurationError: the file cannot be read, a setting is unknown or a value is invalid.
    """
    values = _from_file(file) if file else {}
    _check_variables(os.environ)
    values |= EnvSettingsSource(ServiceSettings, env_prefix=PREFIX)()
    values |= {name: value for name, value in flags.items() if value is not None}
    return ServiceSettings(**values)


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise ConfigurationError(str(path), "no such file")
    try:
        table = TomlConfigSettingsSource(ServiceSettings, toml_file=path)()
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(str(path), f"not valid TOML: {error}") from error
    known = ServiceSettings.model_fields
    own = table.pop(_TABLE, None)
    if own is not None and not isinstance(own, dict):
        raise ConfigurationError(str(path), f"{_TABLE} = {own!r}: [{_TABLE}] must be a table")
    if own is not None:  # a file with defaults for other commands may have this table, too
        top = {name: value for name, value in table.items() if name.replace("-", "_") in known}
        table = {**top, **own}
    values = {name.replace("-", "_"): value for name, value in table.items()}
    for name in values:
        if name not in known:
            raise ConfigurationError(str(path), _unknown(name, known))
    return values


def _check_variables(environment: Mapping[str, str]) -> None:
    """Raise ConfigurationError for a misspelled variable, which would be ignored otherwise."""
    known = {key.variable: key for key in keys()}
    for variable in environment:
        if variable.startswith(PREFIX) and variable not in known:
            raise ConfigurationError(variable, _unknown(variable, known))


def _unknown(name: str, known: Mapping[str, object]) -> str:
    return f"unknown setting '{name}'; the settings are: {', '.join(sorted(known))}"


def _is_network(written: str) -> bool:
    if written == "*":
        return True
    try:
        ip_network(written, strict=False)
    except ValueError:
        return False
    return True


def _configuration_error(error: ValidationError) -> ConfigurationError:
    """Return the first problem as an error of ours."""
    first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0])
    reason = first["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    if first["type"] == "extra_forbidden":
        return ConfigurationError(name, _unknown(name, ServiceSettings.model_fields))
    if first["type"] == "value_error":
        return ConfigurationError(name, reason)
    return ConfigurationError(name, f"{first['input']!r} {reason}")
