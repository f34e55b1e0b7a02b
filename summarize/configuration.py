"""Defaults from a TOML file: the same names as the options, without their dashes.

length = "short"
summarizer = "lexrank"

[evaluate]            # a command's own
limit = 100
"""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from summarize.errors import ConfigurationError

__all__ = ["defaults", "user_file"]


def user_file() -> Path:
    """Where a person's own file is looked for; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("summarize") / "config.toml"


def defaults(
    path: Path, *, command: str, known: Mapping[str, object], elsewhere: Collection[str] = ()
) -> dict[str, Any]:
    """The defaults that `path` has for a command, by parameter name.

    Args:
        path: the TOML file.
        command: the command's name; its table wins over the file's top.
        known: the command's parameters.
        elsewhere: parameters of the main command: at the top they are passed over.

    Raises:
        ConfigurationError: the file cannot be read, is no TOML, or has a name that is no option.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(str(path), error.strerror or "cannot be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(str(path), f"is no TOML: {error}") from error
    table = values.get(command, {})
    top = {name: value for name, value in values.items() if not isinstance(value, dict)}
    written = {name.replace("-", "_"): value for name, value in top.items()}
    found = {
        name: value for name, value in written.items() if name in known or name not in elsewhere
    }
    found |= {name.replace("-", "_"): value for name, value in table.items()}
    for name in found:
        if name not in known:
            raise ConfigurationError(
                str(path), f"'{name}' is no option; there are: {', '.join(sorted(known))}"
            )
    return found
