/**
 * Offsets from the service count Unicode code points; JavaScript counts UTF-16 units, two for a
 * character outside the basic plane (an emoji, a rare Han character).
 */

/** Return a function that converts a code point offset in `text` to a UTF-16 offset. */
export function unitsOf(text) {
  const astral = [];
  for (let unit = 0, point = 0; unit < text.length; unit += 1, point += 1) {
    if (text.codePointAt(unit) > 0xffff) {
      astral.push(point);
      unit += 1;
    }
  }
  return (point) => point + before(astral, point);
}

/** How many of the ascending `numbers` are less than `limit`. */
function before(numbers, limit) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Cut `[start, end)` wherever a span begins or ends.
 *
 * `spans` are `{start, end, …}` in the same units; each piece comes with those that cover it.
 */
export function pieces(start, end, spans) {
  const covering = spans.filter((span) => span.start < end && span.end > start);
  const cuts = new Set([start, end]);
  for (const span of covering) {
    cuts.add(Math.max(span.start, start));
    cuts.add(Math.min(span.end, end));
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  return ordered.slice(1).map((stop, i) => ({
    start: ordered[i],
    end: stop,
    spans: covering.filter((span) => span.start <= ordered[i] && span.end >= stop),
  }));
}
