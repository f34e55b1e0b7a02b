"""A plain FastAPI handler that calls sumy, as most people would write it.

    uvicorn sumy_handler:app

sumy's own tokenizer wants a download of NLTK's; it gets our splitter and words instead, which only
makes it faster.
"""

from typing import Any

from fastapi import FastAPI  # noqa: TID253  # it is the point of it
from sumy.nlp.stemmers import Stemmer  # noqa: TID253
from sumy.parsers.plaintext import PlaintextParser  # noqa: TID253
from sumy.summarizers.text_rank import TextRankSummarizer  # noqa: TID253
from sumy.utils import get_stop_words  # noqa: TID253

from summarize import language
from summarize.language import segmentation
from summarize.reading.blocks import blocks

app = FastAPI()

summarizer = TextRankSummarizer(Stemmer("english"))
summarizer.stop_words = get_stop_words("english")


class Tokenizer:
    """A tokenizer with the interface that sumy expects."""

    def to_sentences(self, text: str) -> list[str]:
        """The sentences of a paragraph."""
        return [
            text[a:b]
            for start, end, *_ in blocks(text)
            for a, b in segmentation.sentences(text, start, end, language="en")
        ]

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence."""
        return tuple(language.words(sentence, "en"))


@app.post("/v1/summarize")
def summarize(body: dict[str, Any]) -> dict[str, str]:
    """Two sentences of a text."""
    document = PlaintextParser.from_string(body["text"], Tokenizer()).document
    return {"summary": " ".join(map(str, summarizer(document, 2)))}
