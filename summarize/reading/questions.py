"""Questions and answers, and who speaks: what a list of questions or an interview is made of.

A question is nothing to choose for a summary, and few answers say anything without theirs. So a
question becomes a heading; unless the answer below it opens with a whole sentence that says again
what was asked, the two become one block, whose first sentence runs from the question to the answer.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from summarize.language import is_unspaced, unspaced_letters
from summarize.reading.text_block import TextBlock

__all__ = ["with_questions", "with_speakers"]

FEWEST_QUESTIONS = 2
QUESTION_SHARE = 0.25  # of the blocks: below it is prose that asks now and then
QUESTION_WORDS = 30
BRIEF_WORDS = 8  # of an answer's first sentence: "On 1 April 2024."
FEWEST_TURNS = 4  # lines that begin with names that return: fewer may be "Photo:" or "Note:"
FEWEST_LABELED, LABELED_SHARE = 3, 0.75  # blocks with a label: of a chat or a record
RESTATED_SHARE = 0.5  # of the question's words: "The path closes on 1 April."
STEM = 4  # letters that forms of a word share; shorter words are seldom what is asked about
LABEL_LETTERS = 80
RETURNING_SHARE = 0.5  # of the blocks that open with a label: their label returns

_ASKS = re.compile(r"[?？؟;]['\"”’»)\]*_]*$|\?\S{0,3}$")
_SENTENCE = re.compile(r".+?(?:[.!?…。！？।؟]['\"”’»)\]]*(?=\s|$)|[。！？]|$)", re.DOTALL)
_LABEL = re.compile(
    r"\**([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}|[^\W_]{1,2}\d{0,2}"
    r"|\+\d[\d ]{5,20})\**\s?[:：]\**\s+"
)
_CLOSED = re.compile(r"[.!?…。！？।؟:;]['\"”’»)\]]*$")
_WORD = re.compile(r"[^\W_]+")


def with_speakers(text: str, blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Mark who speaks in each block of a talk; other texts are returned as they are.

    A text is a talk where blocks begin with names before a colon, and the names return. Where
    nearly all blocks begin so, one name that returns is enough, and all of them speak.
    """
    labels = [_label(text, block) for block in blocks]
    counts = Counter(label[1] for label in labels if label)
    returning = {name for name, count in counts.items() if count > 1}
    turns = sum(counts[name] for name in returning)
    total = sum(counts.values())
    if (
        returning
        and len(counts) > 1
        and total >= FEWEST_LABELED
        and total >= LABELED_SHARE * len(blocks)
    ):
        returning = set(counts)
    elif len(returning) < 2 or turns < FEWEST_TURNS or turns < RETURNING_SHARE * total:
        return list(blocks)
    return [
        block._replace(speaker=(block.start + label.start(1), block.start + label.end(1)))
        if label and label[1] in returning
        else block
        for block, label in zip(blocks, labels, strict=True)
    ]


def _label(text: str, block: TextBlock) -> re.Match[str] | None:
    head = text[block.start : min(block.end, block.start + LABEL_LETTERS)]
    if block.kind == "code" or block.rule or (":" not in head and "：" not in head):
        return None
    return _LABEL.match(head)


def with_questions(text: str, blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Put questions before their answers, where a text is made of them."""
    asks = [_is_question(text, block) for block in blocks]
    pairs = sum(a and not b for a, b in pairwise(asks))
    real = sum(block.kind != "code" and not block.rule for block in blocks)
    if pairs < FEWEST_QUESTIONS or pairs < QUESTION_SHARE * real:
        return list(blocks)
    around = zip([False, *asks[:-1]], [*asks[1:], False], blocks, strict=True)
    titles = [not above and below and _is_unfinished(text, b) for above, below, b in around]
    heads = [a or title for a, title in zip(asks, titles, strict=True)]
    marked = [b._replace(kind="heading") if a else b for a, b in zip(heads, blocks, strict=True)]
    return _answered(text, marked, asks)


def _is_unfinished(text: str, block: TextBlock) -> bool:
    """Whether a block is one short line without a mark at its end: what the questions are about."""
    line = text[block.start : block.end]
    plain = block.kind == "paragraph" and not block.rule and "\n" not in line
    return plain and _words(line) <= BRIEF_WORDS and not _CLOSED.search(line)


def _answered(text: str, blocks: Sequence[TextBlock], asks: Sequence[bool]) -> list[TextBlock]:
    """The blocks with each brief answer and its question made one."""
    out: list[TextBlock] = []
    for i, block in enumerate(blocks):
        follows = i > 0 and asks[i - 1] and not asks[i] and block.kind in ("paragraph", "item")
        if follows and not block.rule and _needs_question(text, out[-1], block):
            question = out.pop()
            out.append(block._replace(start=question.start, answer=block.start, kind="paragraph"))
        else:
            out.append(block)
    return out


def _is_question(text: str, block: TextBlock) -> bool:
    if block.kind == "code" or block.rule:
        return False
    if _ASKS.search(text, max(block.start, block.end - 8), block.end) is None:
        return False
    return _words(text[block.start : block.end]) <= QUESTION_WORDS


def _needs_question(text: str, question: TextBlock, answer: TextBlock) -> bool:
    """Whether an answer opens briefly, or with no speaker's name and nothing of the question."""
    said = text[answer.start : answer.end]
    label = _LABEL.match(said)
    first = _SENTENCE.match(said, label.end() if label else 0)
    if first is None or _words(first[0]) < BRIEF_WORDS:
        return first is not None
    if label:  # says who speaks
        return False
    asked = _stems(text[question.start : question.end])
    return len(asked & _stems(first[0])) < RESTATED_SHARE * len(asked)


def _stems(said: str) -> set[str]:
    """The beginnings of the longer words; of writing without spaces, each two letters."""
    words = [word.lower() for word in _WORD.findall(said)]
    spaced = {word[:STEM] for word in words if len(word) >= STEM and not is_unspaced(word[0])}
    runs = [word for word in words if is_unspaced(word[0])]
    return spaced | {word[i : i + 2] for word in runs for i in range(len(word) - 1)}


def _words(text: str) -> int:
    unspaced = unspaced_letters(text)
    return len(text.split()) + unspaced // 2
