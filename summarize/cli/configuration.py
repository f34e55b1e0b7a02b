"""Defaults from a TOML file, named like the options without their dashes.

length = "short"
summarizer = "lexrank"

[evaluate]            # a command's own
limit = 100
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.errors import ConfigurationError

__all__ = ["Key", "defaults", "is_for_main", "user_file"]


@dataclass(frozen=True, slots=True)
class Key:
    """A setting of a command that a configuration file can change.

    Attributes:
        parameter: the command's own name for it.
        choices: the values it takes, or None for any.
    """

    parameter: str
    choices: tuple[str, ...] | None = None

    def takes(self, value: object) -> bool:
        """Return whether the value is valid, as far as can be checked."""
        return self.choices is None or value in self.choices


def user_file() -> Path:
    """Return the path of the user's configuration file; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("summarize") / "config.toml"


def defaults(
    path: Path,
    *,
    command: str,
    known: Mapping[str, Key],
    main: Mapping[str, Key] | None = None,
    commands: Collection[str] = (),
) -> dict[str, Any]:
    """Return the defaults in `path` for a command, by parameter name.

    Args:
        path: the TOML file.
        command: the command's name; its table wins over the file's top.
        known: what may be set, by name: an option's, without its dashes.
        main: the same of the main command. At the top, what only that one has is passed over, and
            so is a value that only that one takes.
        commands: the tables there may be besides the command's own; none given, any.

    Raises:
        ConfigurationError: the file cannot be read, is no TOML, or has a name that is no option
            or a table that is no command.
    """
    values = _read(path)
    tables = {name: value for name, value in values.items() if isinstance(value, dict)}
    for name in tables:
        if commands and name not in commands:
            why = f"[{name}] is no command; there are: {', '.join(commands)}"
            raise ConfigurationError(str(path), why)
    top = _named({name: value for name, value in values.items() if name not in tables})
    settings = {
        n: value for n, value in top.items() if not is_for_main(n, value, known, main or {})
    }
    settings |= _named(tables.get(command, {}))
    for name in settings:
        if name not in known:
            raise ConfigurationError(
                str(path), f"'{name}' is no option; there are: {', '.join(sorted(known))}"
            )
    return {known[name].parameter: value for name, value in settings.items()}


def is_for_main(
    name: str, value: object, known: Mapping[str, Key], main: Mapping[str, Key]
) -> bool:
    """Return whether only the main command knows a setting's name or value."""
    if name not in main:
        return False
    return name not in known or (main[name].takes(value) and not known[name].takes(value))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(str(path), error.strerror or "cannot be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(str(path), f"is no TOML: {error}") from error


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("-", "_"): value for name, value in values.items()}
