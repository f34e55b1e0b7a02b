"""Charts as inline SVG: a scatter with intervals, and a strip for each system.

Colours are classes (`summarizer`, `floor`, `ceiling`, `stored`, `predictions`), so that the page
sets them for light and dark. Every point is labelled; a label that finds no room beside its point
stands further off, with a line to it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

__all__ = ["Point", "Strip", "scatter", "strips"]

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 48
LETTER = 6.6  # width of a letter of a label, in the units of the drawing
LINE = 14  # height of a label
FARTHEST = 20  # lines from its point that a label may stand
GUTTER = 150  # of the strips, for names; more where one is longer

Scale = Callable[[float], float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Point:
    """A system in a scatter: its place, and the interval of its height."""

    name: str
    kind: str
    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A system's values, one a document."""

    name: str
    kind: str
    values: tuple[float, ...]


def scatter(points: Sequence[Point], *, title: str, x_label: str, log_x: bool = False) -> str:
    """Points by their x and their y in 0-100, with the intervals of y as lines.

    Args:
        points: at least one.
        title: what the chart shows, for those who do not see it.
        x_label: what x counts.
        log_x: whether x is on a logarithmic axis; then every x is above 0.
    """
    place, ticks = _x_axis([p.x for p in points], log_x)
    rise, heights = _y_axis([v for p in points for v in (p.low, p.high)])
    parts = [*_grid(place, ticks, rise, heights), _axis_label(x_label)]
    taken: list[Box] = []
    for point in points:
        x, y = place(point.x), rise(point.y)
        taken.append((x - 5, y - 5, x + 5, y + 5))
        parts.append(
            f'<g class="{point.kind}"><title>{escape(point.name)}: {point.y:.1f} '
            f"({point.low:.1f}-{point.high:.1f}) at {point.x:.3g}</title>"
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{rise(point.low):.1f}" '
            f'y2="{rise(point.high):.1f}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="4.5"/></g>'
        )
    parts += _labels(points, place, rise, taken)
    return _svg(parts, title, HEIGHT)


def strips(systems: Sequence[Strip], *, title: str) -> str:
    """For each system its documents as dots along 0-100, with quartiles and median."""
    longest = max(len(system.name) for system in systems)
    gutter, row = max(GUTTER, LETTER * longest + 16), 30
    height = TOP + row * len(systems) + 30
    width = WIDTH + gutter - GUTTER

    def place(value: float) -> float:
        """Where a value stands along the strip."""
        return gutter + (width - RIGHT - gutter) * value / 100

    parts = []
    for tick in range(0, 101, 20):
        x = place(tick)
        parts.append(
            f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{height - 30}"/>'
        )
        parts.append(f'<text x="{x:.1f}" y="{height - 12}" text-anchor="middle">{tick}</text>')
    for number, system in enumerate(systems):
        middle = TOP + row * number + row / 2
        parts += _strip(system, middle, place, gutter)
    return _svg(parts, title, height, width)


def _strip(system: Strip, y: float, place: Scale, gutter: float) -> Iterator[str]:
    low, half, high = (_quantile(system.values, share) for share in (0.25, 0.5, 0.75))
    yield f'<g class="{system.kind}"><title>{escape(system.name)}: median {half:.1f}</title>'
    right = f'x="{gutter - 8:.1f}" y="{y + 4:.1f}" text-anchor="end"'
    yield f"<text {right}>{escape(system.name)}</text>"
    for number, value in enumerate(system.values):
        shift = (number * 7 % 11 - 5) * 1.3  # the same spread in every drawing
        yield f'<circle class="dot" cx="{place(value):.1f}" cy="{y + shift:.1f}" r="1.8"/>'
    yield (
        f'<rect x="{place(low):.1f}" y="{y - 9:.1f}" width="{place(high) - place(low):.1f}" '
        f'height="18" class="box"/><line x1="{place(half):.1f}" x2="{place(half):.1f}" '
        f'y1="{y - 9:.1f}" y2="{y + 9:.1f}" class="median"/></g>'
    )


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _x_axis(values: Sequence[float], log_x: bool) -> tuple[Scale, list[float]]:
    if log_x:
        low, high = floor(log10(min(values))), ceil(log10(max(values)) + 1e-9)
        high = max(high, low + 1)
        ticks = [10.0**power for power in range(low, high + 1)]
        return lambda x: _across((log10(x) - low) / (high - low)), ticks
    step = _step(max(values) - min(values))
    start, end = floor(min(values) / step) * step, ceil(max(values) / step) * step
    end = end if end > start else start + step
    count = round((end - start) / step)
    return lambda x: _across((x - start) / (end - start)), [
        start + step * i for i in range(count + 1)
    ]


def _y_axis(values: Sequence[float]) -> tuple[Scale, list[float]]:
    step = _step(max(values) - min(values))
    start, end = floor(min(values) / step) * step, ceil(max(values) / step) * step
    end = end if end > start else start + step
    count = round((end - start) / step)

    def rise(y: float) -> float:
        """Where a value stands above the base."""
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (y - start) / (end - start)

    return rise, [start + step * i for i in range(count + 1)]


def _step(span: float) -> float:
    """A round step that cuts `span` into four to ten."""
    size = 10.0 ** floor(log10(span or 1.0))
    return next(size * part for part in (0.1, 0.2, 0.5, 1.0, 2.0) if span / (size * part) <= 10)


def _across(share: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * share


def _grid(
    place: Scale, ticks: Sequence[float], rise: Scale, heights: Sequence[float]
) -> Iterator[str]:
    base = HEIGHT - BOTTOM
    for tick in ticks:
        x = place(tick)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{base}"/>'
        yield f'<text x="{x:.1f}" y="{base + 18}" text-anchor="middle">{tick:g}</text>'
    for tick in heights:
        y = rise(tick)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>'


def _axis_label(text: str) -> str:
    return f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 8}" text-anchor="end">{escape(text)}</text>'


def _labels(
    points: Sequence[Point],
    place: Scale,
    rise: Scale,
    taken: list[Box],
) -> Iterator[str]:
    """A label for each point: where there is room beside it, else further off, with a line."""
    for point in points:
        x, y, wide = place(point.x), rise(point.y), LETTER * len(point.name)
        places = [*_label_places(x, y, wide)]
        free = (box for box in places if _is_free(box, taken))
        box = next(free, places[0])
        taken.append(box)
        left, top, right, _ = box
        if abs(top + LINE / 2 - y) > LINE:
            end = left if left > x else right
            yield (
                f'<line class="{point.kind} leader" x1="{x:.1f}" y1="{y:.1f}" '
                f'x2="{end:.1f}" y2="{top + LINE / 2:.1f}"/>'
            )
        low = top + LINE / 2 + 4
        yield f'<text class="{point.kind}" x="{left:.1f}" y="{low:.1f}">{escape(point.name)}</text>'


def _label_places(x: float, y: float, wide: float) -> Iterator[Box]:
    """Where a label of a point may stand, the nearest first: beside it, above, below, further."""
    lefts = (x + 9, x - 9 - wide)
    yield from (_box(left, y, wide) for left in lefts)
    for lines in range(1, FARTHEST + 1):
        for left in lefts:
            yield _box(left, y - lines * LINE, wide)
            yield _box(left, y + lines * LINE, wide)


def _box(left: float, middle: float, wide: float) -> Box:
    return left, middle - LINE / 2, left + wide, middle + LINE / 2


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    inside = left >= LEFT and right <= WIDTH and top >= 0 and bottom <= HEIGHT - BOTTOM + 4
    return inside and all(
        right <= a or c <= left or bottom <= b or d <= top for a, b, c, d in taken
    )


def _svg(parts: Sequence[str], title: str, height: float, width: float = WIDTH) -> str:
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )
