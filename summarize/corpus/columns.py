"""The columns of tables, and the types that hold their values."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

__all__ = ["Columns", "Kinds", "kind_of", "union"]

_EXACT = 2**53  # whole numbers up to here are exact as floating-point numbers

Kinds = Mapping[str, frozenset[str]]
"""For each column the names of the Arrow types its values have."""


class Columns(NamedTuple):
    """The columns of the input, in order, with the name of the Arrow type of each."""

    names: tuple[str, ...]
    types: dict[str, str]


def union(tables: Iterable[Kinds]) -> Columns:
    """Return the columns that any of several tables has, each as wide as its values need."""
    kinds: dict[str, set[str]] = {}
    for one in tables:
        for name, types in one.items():
            kinds.setdefault(name, set()).update(types)
    return Columns(tuple(kinds), {name: _widest(types) for name, types in kinds.items()})


def kind_of(value: object) -> str:
    """Return the Arrow type of a value by name; "json" for what only JSON can hold."""
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) <= _EXACT:
            return "int64"
        return "large" if -(2**63) <= value < 2**63 else "json"
    return _KINDS.get(type(value), "json")


_KINDS: Mapping[type, str] = {str: "string", float: "double", bool: "bool", type(None): "null"}


def _widest(kinds: set[str]) -> str:
    """Return the Arrow type that holds values of all these types; "json" where none does."""
    kinds = kinds - {"null"}
    if len(kinds) == 1 and kinds != {"large"}:
        return next(iter(kinds))
    if kinds and all(
        kind.startswith(("int", "large", "uint8", "uint16", "uint32")) for kind in kinds
    ):
        return "int64"
    if kinds and kinds <= _EXACT_AS_DOUBLE:
        return "double"
    return "json" if kinds else "string"


_SMALL = frozenset(("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32"))
_EXACT_AS_DOUBLE = _SMALL | {"float", "halffloat", "double"}
# Whole numbers in JSON and CSV are only called int64 up to 2^53. Those of a Parquet file may be
# larger: the writer stops at one that a double cannot hold.
