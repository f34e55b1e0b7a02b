"""How time grows with a long run of one character: text of n, 2n and 4n characters.

    python benchmarks/scaling.py                          # every run in every form
    python benchmarks/scaling.py --forms mail.eml --size 100000

A rule that looks at a run again from each of its characters takes four times as long for twice the
text. Each run stands within a paragraph; the same bytes are read and summarized as a text, a page,
Markdown or a mail. The ratio is the processor time for 4n over that for n: 4 is linear, 16 is
quadratic, and less than 4 means that the run costs little beside the rest.
"""

import argparse
from contextlib import suppress
from time import process_time

from summarize import SummarizeError, summarize

RUNS = {
    "blanks": " ", "tabs": "\t", "lines": "\n", "blank lines": " \n", "letters": "a",
    "capitals": "A", "digits": "1", "full stops": ".", "commas": ",", "colons": ":",
    "question marks": "?", "quotes": '"', "curly quotes": "“", "apostrophes": "'", "angles": "<",
    "closing angles": ">", "ampersands": "&", "brackets": "[", "parentheses": "(", "hashes": "#",
    "hyphens": "-", "dashes": "—", "equals": "=", "bars": "|", "asterisks": "*", "backticks": "`",
    "at signs": "@", "letters and stops": "a.", "letters and hyphens": "a-", "Han": "中",
    "kana": "の", "Thai": "ก", "combining marks": "\u0301", "joiners": "\u200d",
    "no-break spaces": "\u00a0", "emoji": "😀", "words": "word ", "names": "Ann Lee ",
    "sentences": "It rains. ", "lines of words": "word\n", "quoted lines": "> word\n",
    "items": "- word\n", "open tags": "<p>", "spans": "<span>", "rows": "| a | b |\n",
    "counters": "1 of 2\n", "shortcodes": "{{< ", "tags": "{% ", "note marks": "[^a ",
}  # fmt: skip
"""What a run is made of."""

HEADER = "From: a@example.com\nTo: b@example.com\nSubject: Bridge\nDate: 1 May 2024 10:00\n\n"
FORMS = {
    "text.txt": "{}",
    "page.html": "<html><body><article><p>{}</p></article></body></html>",
    "note.md": "# Title\n\n{}",
    "mail.txt": "From: a@example.com\nSubject: Bridge\n\n{}\n\nBest regards,\nAnn",
    "mail.eml": HEADER + "{}\n",
}
"""Names of documents, and what stands around their text."""

AROUND = "The bridge over the river reopened on Monday. {} Ferries stop in May, the town said."
SUSPECT = 6.0  # of the times for 4n and n: 4 is linear
LEAST = 0.05  # seconds: below it a ratio is noise


def seconds(data: bytes, name: str) -> float:
    """Processor seconds to read and summarize a document, or to refuse it; the better of two."""
    times = []
    for _ in range(2):
        start = process_time()
        with suppress(SummarizeError):
            summarize(data=data, name=name, length="1s")
        times.append(process_time() - start)
    return min(times)


def main() -> None:
    """Print a row for each run in each form; mark those that grow faster than their size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=20_000, help="characters of the shortest run")
    parser.add_argument("--forms", nargs="+", default=list(FORMS), choices=FORMS)
    parser.add_argument("--runs", nargs="+", default=list(RUNS), choices=RUNS)
    given = parser.parse_args()
    seconds(b"The bridge reopened. Ferries stop.", "text.txt")  # imports are not measured
    print(f"{'form':10} {'run':20} {'n':>8} {'2n':>8} {'4n':>8} {'ratio':>6}")
    suspects = 0
    for form in given.forms:
        for run in given.runs:
            unit = RUNS[run]
            texts = (unit * (times * given.size // len(unit)) for times in (1, 2, 4))
            data = [FORMS[form].format(AROUND.format(text)).encode() for text in texts]
            n, n2, n4 = (seconds(one, form) for one in data)
            suspect = n4 > SUSPECT * n and n4 > LEAST
            suspects += suspect
            row = f"{form:10} {run:20} {n:8.3f} {n2:8.3f} {n4:8.3f} {n4 / max(n, 1e-3):6.1f}"
            print(row + (" grows faster than its size" if suspect else ""), flush=True)
    print(f"{suspects} of {len(given.forms) * len(given.runs)} grow faster than {SUSPECT:.0f}:1")


if __name__ == "__main__":
    main()
