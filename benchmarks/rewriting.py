"""The embedded model alone, sentence by sentence: headlines and compressions.

    python benchmarks/rewriting.py --data DIR --public        # what a user gets, at 10w
    python benchmarks/rewriting.py --data DIR --public --half 1 --limit 150
    python benchmarks/rewriting.py --data DIR                 # or SUMMARIZE_DATA=DIR
    python benchmarks/rewriting.py --data DIR --sets gigaword --show 20
    python benchmarks/rewriting.py --data DIR --model FOLDER  # another checkpoint, converted

With --public the figures are of `summarize(sentence, length="10w", summarizer="abstractive")`; else
of the model's rewritings, without what the summarizer refuses, repairs or gives whole.

DIR holds the evaluation sets, and `../train` beside it the compressions, of which the last 2,000
were held out of training. The sets are third-party text and not part of the project. Decoding is
the package's: four beams, held to the source's words.

* `gigaword`: F1 of the headline that has most in common with all that the model wrote, under the
  headline token, an editor's own choice of length and half of it, less its articles, as
  `headlining` has it.
* `duc2004_task1`: recall of the first 75 bytes, the mean over four references, of the rewriting,
  under the headline token or a ratio, that says most in 75 bytes: see `fullest`.
* `compressions`: F1 of the words kept, under the token for an editor's own choice of length. Words
  masked as `<unk>` are given names, digits masked as `#` are drawn, alike on both sides.
"""

import argparse
import json
import lzma
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha1
from itertools import chain
from pathlib import Path
from statistics import mean

from summarize import summarize
from summarize.evaluation import Rouge
from summarize.evaluation.data.detokenise import detokenise
from summarize.language.profiles import profile
from summarize.methods.abstractive import alignment
from summarize.methods.abstractive.headlines import CONTROLS, agreement
from summarize.methods.abstractive.rewriter import (
    FREE,
    HEADLINE,
    Hypothesis,
    Rewriter,
    embedded,
    ratio,
)

METRICS = ("rouge1", "rouge2", "rougeL")
HELD_OUT = 2_000
BYTES = 75
FULL = tuple(ratio(share) for share in (0.35, 0.45, 0.55))
SMALL = frozenset(profile("en").stop_words)
NAMES = tuple(
    "Harlan Okafor Mirela Castell Prentiss Vardy Ostrow Lindqvist Brannock Quill Abernathy Salas "
    "Whitcomb Ferrante Dunmore Kessler Aldane Marchetti Tolliver Rasko Osgood Vashti Corran "
    "Stenbury Pellan Selwick Halvorne Cale Ombrey Thorn".split()
)

Pair = tuple[str, Sequence[str]]
Choose = Callable[[dict[str, list[Hypothesis]]], str]


def rows(path: Path) -> Iterator[dict[str, object]]:
    """The rows of a set."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def half_of(row: dict[str, object]) -> int:
    """Return the half a document belongs to, 0 or 1, as `quality.py` has it."""
    return sha1(str(row["id"]).encode()).digest()[-1] % 2


def sentences(data: Path, name: str, half: int | None = None) -> list[Pair]:
    """The sentences of an evaluation set, as a reader would see them, with their headlines."""
    found = (r for r in rows(data / f"{name}.jsonl.xz") if half is None or half_of(r) == half)
    return [(detokenise(str(r["article"])), _texts(r["references"])) for r in found]


def _texts(given: object) -> Sequence[str]:
    assert isinstance(given, list)
    return [str(text) for text in given]


def compressions(data: Path) -> list[Pair]:
    """The compressions that were held out of training, their masks filled."""
    rng = random.Random(0)
    every = [*rows(data.parent / "train" / "sentence_compression.jsonl.xz")][-HELD_OUT:]
    return [_filled(str(r["article"]), _texts(r["references"])[0], rng) for r in every]


def _filled(source: str, target: str, rng: random.Random) -> Pair:
    """Both with the same names and digits: the target's words are the source's, in order."""
    given, wanted = source.split(), target.split()
    made = [
        rng.choice(NAMES) if w == "<unk>" else re.sub("#", lambda _: str(rng.randint(1, 9)), w)
        for w in given
    ]
    kept, at = [], 0
    for word in wanted:
        at = given.index(word, at) if word in given[at:] else given.index(word)
        kept.append(made[at])
        at += 1
    return detokenise(" ".join(made)), [detokenise(" ".join(kept))]


def text_of(hypothesis: Hypothesis) -> str:
    """The words of a rewriting."""
    return " ".join(alignment.output(hypothesis))


def terse(text: str) -> str:
    """A text without articles."""
    return re.sub(r"\b(?:the|an?) (?!few\b|lot\b|little\b)", "", text)


def likeliest(found: dict[str, list[Hypothesis]]) -> str:
    """The best rewriting under the first control."""
    return text_of(next(iter(found.values()))[0])


def agreed(found: dict[str, list[Hypothesis]]) -> str:
    """The headline that has most in common with all there are."""
    answers = [(CONTROLS[control], hypotheses) for control, hypotheses in found.items()]
    every = chain.from_iterable(found.values())
    best = max(every, key=lambda h: agreement(Counter(alignment.output(h)), answers))
    return terse(text_of(best))


def fullest(found: dict[str, list[Hypothesis]]) -> str:
    """The rewriting that says most in 75 bytes: words of content, then words, then likelihood.

    Tuned on the set itself; the coefficients are those of a regression on recall, rounded.
    """

    def worth(item: tuple[str, Hypothesis]) -> float:
        control, hypothesis = item
        words = text_of(hypothesis)[:BYTES].split()
        content = {word for word in words if word.isalnum() and word not in SMALL}
        return (
            1.1 * len(words) + 0.8 * len(content) + 2.5 * (control == HEADLINE) + hypothesis.score
        )

    every = [(control, h) for control, hypotheses in found.items() for h in hypotheses]
    return text_of(max(every, key=worth)[1])


SETS: dict[str, tuple[tuple[str, ...], Choose]] = {
    "gigaword": (tuple(CONTROLS), agreed),
    "duc2004_task1": ((HEADLINE, *FULL), fullest),
    "compressions": ((FREE,), likeliest),
}


def rewritten(
    model: Rewriter, pairs: Sequence[Pair], controls: Sequence[str], choose: Choose
) -> list[str]:
    """Each sentence rewritten, as the set asks."""
    made = []
    for sentence, _ in pairs:
        tokens = model.tokens(sentence)
        answers = model.rewrite([tokens] * len(controls), controls)
        made.append(choose(dict(zip(controls, answers, strict=True))))
    return made


def public(pairs: Sequence[Pair]) -> list[str]:
    """What the public call makes of each sentence."""
    made = (summarize(text, length="10w", summarizer="abstractive") for text, _ in pairs)
    return [str(summary) for summary in made]


def kept(output: str, reference: str) -> float:
    """F1 of the words of an output against those of a reference, each as often as it stands."""
    ours, theirs = (Counter(re.findall(r"\w+", text.lower())) for text in (output, reference))
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def scored(name: str, outputs: Sequence[str], pairs: Sequence[Pair]) -> str:
    """The figures of a set, as a row."""
    if name == "compressions":
        figure = mean(kept(o, refs[0]) for o, (_, refs) in zip(outputs, pairs, strict=True))
        return f"token F1 {figure:.3f}"
    rouge = Rouge(metrics=METRICS)
    recall = name.startswith("duc")
    if recall:
        rouge = replace(rouge, limit_bytes=BYTES, aggregate="mean")
    found = [rouge.score(o, list(refs)) for o, (_, refs) in zip(outputs, pairs, strict=True)]
    means = [mean(f[m].recall if recall else f[m].f1 for f in found) for m in METRICS]
    figures = "/".join(f"{100 * value:.1f}" for value in means)
    return f"ROUGE-1/2/L {'recall, 75 bytes' if recall else 'F1'} {figures}"


def main() -> None:
    """Print a row for each set."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("SUMMARIZE_DATA"))
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--limit", type=int, help="sentences of each set")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only these sentences, by hash")
    parser.add_argument("--model", type=Path, help="a converted model instead of the embedded one")
    parser.add_argument("--show", type=int, default=0, help="print so many rewritings of each set")
    parser.add_argument("--public", action="store_true", help="measure the public call")
    given = parser.parse_args()
    if given.data is None or not Path(given.data).is_dir():
        sys.exit("the evaluation sets are not part of the project: give their folder with --data")
    model = Rewriter(given.model) if given.model else embedded()
    for name in given.sets.split(","):
        data = Path(given.data)
        pairs = compressions(data) if name == "compressions" else sentences(data, name, given.half)
        pairs = pairs[: given.limit]
        outputs = public(pairs) if given.public else rewritten(model, pairs, *SETS[name])
        words = mean(len(output.split()) for output in outputs)
        print(f"{name}: {len(pairs)} sentences, {scored(name, outputs, pairs)}, {words:.1f} words")
        for (sentence, references), output in list(zip(pairs, outputs, strict=True))[: given.show]:
            print(f"  {sentence}\n    > {output}\n    = {references[0]}")


if __name__ == "__main__":
    main()
