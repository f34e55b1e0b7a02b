"""How many MB each extra installs, over the files of every distribution it brings.

    python benchmarks/sizes.py

Counts what is installed here: install the extras first. Sizes are those of this platform.
"""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

EXTRAS = ("torch", "serve", "mcp", "parquet", "hf", "ray")
LARGEST = 5

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")
_ELSEWHERE = re.compile(r"==\s*['\"](?:win32|darwin|Windows|Darwin|emscripten)['\"]")


def requirements(name: str, extra: str) -> Iterator[tuple[str, str]]:
    """The distributions that one needs on this platform, each with its extras."""
    for line in requires(name) or []:
        spec, _, marker = line.partition(";")
        wanted = _EXTRA.search(marker)
        if (wanted[1] if wanted else "") != extra or _ELSEWHERE.search(marker):
            continue
        if match := _REQUIREMENT.match(spec.strip()):
            yield match[1], match[2] or ""


def closure(name: str, extra: str, found: set[str]) -> set[str]:
    """Add to `found` every installed distribution that `name` needs, directly or not."""
    for dependency, extras in requirements(name, extra):
        key = re.sub(r"[-_.]+", "-", dependency).lower()
        try:
            distribution(key)
        except PackageNotFoundError:
            continue
        if key not in found:
            found.add(key)
            closure(key, "", found)
        for each in filter(None, extras.split(",")):
            closure(key, each.strip(), found)
    return found


def megabytes(name: str) -> float:
    """The size of a distribution's files."""
    paths = [Path(str(file.locate())) for file in distribution(name).files or []]
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6


def main() -> None:
    """Print the base install and what each extra adds to it."""
    base = closure("summarize", "", set())
    added = {extra: closure("summarize", extra, set(base)) - base for extra in EXTRAS}
    for label, names in {"base": base, **added}.items():
        sizes = sorted(((megabytes(name), name) for name in names), reverse=True)
        largest = ", ".join(f"{name} {size:.0f}" for size, name in sizes[:LARGEST])
        total = sum(size for size, _ in sizes)
        print(f"{label:<8} {total:5.0f} MB  {len(names):3} packages  {largest}")


if __name__ == "__main__":
    main()
