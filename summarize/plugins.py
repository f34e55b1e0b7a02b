"""Plug-ins: finding what other packages register, and the options of what they register.

A plug-in is a class or function that a package names under an entry-point group. Its keyword
arguments, with their annotations and defaults, are its options.
"""

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["Option", "load", "options_of", "registered"]

_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a plug-in: its name, the type of its value, and its default."""

    name: str
    type: Any
    default: Any

    def __str__(self) -> str:
        return f"{self.name}={self.default}"

    def value(self, text: str) -> object:
        """Return `text` as a value of this option.

        Raises:
            ValueError, KeyError: it is not one.
        """
        if get_origin(self.type) is Literal:
            if text not in get_args(self.type):
                raise ValueError(f"one of {', '.join(get_args(self.type))}")
            return text
        if get_origin(self.type) in (Union, UnionType):
            return self._any_of(text, get_args(self.type))
        return _FLAGS[text.lower()] if self.type is bool else self.type(text)

    def _any_of(self, text: str, types: Sequence[Any]) -> object:
        """Return `text` as the first of several types it can be; "none" is None where allowed.

        Raises:
            ValueError: it can be none of them.
        """
        if NoneType in types and text.lower() == "none":
            return None
        for one in types:
            with suppress(ValueError, KeyError):
                if one is not NoneType:
                    return Option(self.name, one, self.default).value(text)
        raise ValueError(text)


def options_of(factory: Callable[..., object]) -> list[Option]:
    """Return the options of a class or function: its arguments that have a default."""
    hints = get_type_hints(factory.__init__ if inspect.isclass(factory) else factory)
    return [
        Option(parameter.name, hints.get(parameter.name, str), parameter.default)
        for parameter in inspect.signature(factory).parameters.values()
        if parameter.default is not parameter.empty
    ]


def load(target: str) -> Any:
    """Return what `module:attribute` names."""
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)


def registered(group: str) -> "Mapping[str, EntryPoint]":
    """Return name → entry point of every installed package that registers under `group`."""
    return _registered(group, tuple(sys.path))


@lru_cache(4)
def _registered(group: str, path: tuple[str, ...]) -> "Mapping[str, EntryPoint]":
    """Cached by `sys.path`: the search reads a file of every installed package."""
    from importlib.metadata import entry_points  # a fifth of the start-up time, seldom needed

    return {entry.name: entry for entry in entry_points(group=group)}
