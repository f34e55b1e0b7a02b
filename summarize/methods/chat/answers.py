"""What a chat model replied, reduced to the sentences of the summary in it.

Models think aloud, set fences and headings, begin with "Here is a summary:" and "The article says
that …", and end with an offer. What is recognized by its form goes here; what is recognized by its
content (remarks that share next to nothing with the article) goes by the checker's figures.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarize.methods.seq2seq.reduction import split_output

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

__all__ = ["summary_sentences"]

NESTING_LIMIT = 3  # fences within fences

# Thinking in the answer: <think> (DeepSeek, Qwen), [THINK] (Magistral), harmony channels (gpt-oss).
_THINKING = re.compile(
    r"<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)"
    r"|\[(THINK)\].*?(?:\[/THINK\]|\Z)"
    r"|<\|channel\|>analysis.*?(?=<\|channel\|>final|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_THOUGHT_BEFORE = re.compile(
    r"\A.*(?:</(?:think|thinking|thought|reasoning)>|\[/THINK\])", re.DOTALL | re.IGNORECASE
)
_CONTROL = re.compile(r"<\|[^|<>\s]*\|>(?:final|assistant)?")
_SPOKEN_OF = (
    r"(?:the|this)\s+(?:article|author|document|passage|piece|report|story|summary|text|transcript)"
)
# English alone: elsewhere the clause behind "that" changes its word order.
_OPENER = re.compile(
    rf"^(?:{_SPOKEN_OF}\s+(?:also\s+|further\s+|then\s+)?\w+s\s+that\s+"
    rf"|according\s+to\s+{_SPOKEN_OF},\s+|in\s+{_SPOKEN_OF},\s+)",
    re.IGNORECASE,
)
# "The article discusses …" says what the text is, and not what happened.
_ABOUT_THE_TEXT = re.compile(rf"^{_SPOKEN_OF}\s+(?:also\s+|then\s+)?(?:is|\w+s)\s", re.IGNORECASE)
_LABEL = re.compile(r"^([^\s:.!?]+(?:\s+[^\s:.!?]+){0,3})\s*:\s+(?=\S)")
_LABEL_MARKS = "*_# "


def summary_sentences(reply: str, article: str, language: str) -> list[str]:
    """The sentences of a reply that may belong to the summary, each once, in order.

    Args:
        reply: the message's content.
        article: the article's text; what stands in it is no label and no opener.
        language: ISO 639-1 code of the article.
    """
    reply = _CONTROL.sub("", _THOUGHT_BEFORE.sub("", _THINKING.sub("", reply)))
    blocks = [*_json_texts(reply)] or [*_blocks(reply)]
    folded = article.casefold()
    blocks = [b for i, b in enumerate(blocks) if not _introduces(b, blocks[i + 1 :], folded)]
    sentences = [
        _without_opener(sentence, folded)
        for block in blocks
        for sentence in split_output(_without_label(block, folded), language)
    ]
    unique = list({sentence.casefold(): sentence for sentence in sentences if sentence}.values())
    of_the_matter = [s for s in unique if not _is_about_the_text(s, folded)]
    return of_the_matter or unique


def _is_about_the_text(sentence: str, article: str) -> bool:
    match = _ABOUT_THE_TEXT.match(sentence)
    return match is not None and match[0].casefold() not in article


def _json_texts(reply: str) -> Iterator[str]:
    """The strings of a reply that is JSON, in a fence or not: a text, or a list of sentences."""
    bare = re.sub(r"\A\s*```\w*\n|\n```\s*\Z", "", reply).strip()
    if bare[:1] not in ("{", "["):
        return
    try:
        yield from _strings(json.loads(bare))
    except ValueError:
        return


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _blocks(reply: str, depth: int = 0) -> Iterator[str]:
    """The paragraphs, list items and lines of a reply in Markdown, without its marks."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(MarkdownIt("commonmark").parse(reply))
    nodes = [*tree.walk()]
    texts = [node for node in nodes if node.type in ("inline", "fence", "code_block")]
    prose = [node for node in texts if node.parent is None or node.parent.type != "heading"]
    for node in prose or texts:  # a headline may come as a heading, and nothing else
        if node.type == "inline":
            yield from filter(None, map(str.strip, _inline(node).splitlines()))
        elif depth < NESTING_LIMIT:
            yield from _blocks(re.sub(r"^ {4,}", "", node.content, flags=re.MULTILINE), depth + 1)


def _inline(node: "SyntaxTreeNode") -> str:
    """The text of an inline node: line breaks kept, tags and marks dropped."""
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    if node.type in ("text", "code_inline"):
        return node.content
    return "".join(_inline(child) for child in node.children)


def _introduces(block: str, following: Sequence[str], article: str) -> bool:
    """Whether a block only announces what follows: it ends with a colon."""
    return bool(following) and block.endswith((":", "：")) and block.casefold() not in article


def _without_label(block: str, article: str) -> str:
    """The block without a label before it ("Summary: …"), unless the article has the same words."""
    label = _LABEL.match(block)
    if label and f"{label[1].casefold()}:" not in article:
        return block[label.end() :].lstrip(_LABEL_MARKS)
    return block


def _without_opener(sentence: str, article: str) -> str:
    """The sentence without "The article says that", unless the article itself says so."""
    opener = _OPENER.match(sentence)
    if not opener or opener[0].casefold() in article:
        return sentence
    rest = sentence[opener.end() :]
    return rest[:1].upper() + rest[1:]
