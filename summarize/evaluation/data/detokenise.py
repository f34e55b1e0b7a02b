"""Tokenised text as a reader would see it: `do n't`, `-LRB-` and ` .` joined again.

Test sets made of news (CNN/DailyMail, XSum, Newsroom) come as the Stanford tokenizer left them.
A user's text never looks so, and a summarizer's own splitting, cleaning and counting are made for
text as people write it. Only what tokenizers put apart is joined; no letter changes.
"""

import re

__all__ = ["detokenise", "looks_tokenised"]

# What running text never has: a bracket by its name, a cut-off n't or 's, a full stop or comma
# between spaces. French has a space before : ; ! and ?, so these prove nothing.
_MARKS = re.compile(r"-[LR]RB-|``| (?:n't|'s|'re|'ve|'ll)\b| [.,](?:\s|$)", re.IGNORECASE)
_SAMPLE = 5_000  # characters looked at
_LEAST = 1 / 400
# Marks for each character. Tokenised news has one in 50-90; running text none but by mistake.

_BRACKETS = {"lrb": "(", "rrb": ")", "lsb": "[", "rsb": "]", "lcb": "{", "rcb": "}"}
_BRACKET = re.compile(r"-([LR][RSC]B)-", re.IGNORECASE)
_JOINS = (
    (re.compile(r"(?<!\S)`` ?"), '"'),
    (re.compile(r" ?''(?!\w)"), '"'),
    (re.compile(r"(?<!\S)` (?=\w)"), "'"),
    (re.compile(r"(?<=\w) (n['’]t)\b", re.IGNORECASE), r"\1"),
    (re.compile(r"(?<=n) ’ (t)\b", re.IGNORECASE), r"’\1"),  # CNN/DailyMail has it in three
    (re.compile(r"(?<=\w) ’ (s|re|ve|ll|d|m)\b", re.IGNORECASE), r"’\1"),
    (re.compile(r"(?<=[\w)\]\"]) (['’](?:s|re|ve|ll|d|m))\b", re.IGNORECASE), r"\1"),
    (re.compile(r"(?<=s) (['’])(?= [a-z])"), r"\1"),  # the workers ' strike
    (re.compile(r"(?<=\S) +([.,;:!?%…)\]}])(?=[\s.,;:!?)\]}\"'’”]|$)"), r"\1"),
    (re.compile(r"(?<!\S)([(\[{$£€]) (?=\S)"), r"\1"),
)
_QUOTED = re.compile(r'(?<!\S)" ([^"\n]*?) "(?!\S)')


def looks_tokenised(text: str) -> bool:
    """Whether `text` came out of a tokenizer."""
    sample = text[:_SAMPLE]
    return len(_MARKS.findall(sample)) > max(1.0, _LEAST * len(sample))


def detokenise(text: str) -> str:
    """`text` with what a tokenizer put apart joined again.

    >>> detokenise("It is n't over -LRB- yet -RRB- , she said .")
    "It isn't over (yet), she said."
    """
    text = _BRACKET.sub(lambda match: _BRACKETS[match[1].lower()], text)
    for pattern, joined in _JOINS:
        text = pattern.sub(joined, text)
    return _QUOTED.sub(r'"\1"', text)
