"""Any chat model as a summarizer, over the whole document, with length and sentences checked.

A reply of the wrong length, and each sentence that the article does not support, is requested once
again. A reply that is still too long is cut at a sentence boundary. Sentences that stay unsupported
are repaired or flagged like those of every other summarizer.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from math import ceil
from typing import ClassVar, NamedTuple

from summarize.document import Document, count_words
from summarize.errors import ModelError, OptionError, SummaryError
from summarize.grounding import CheckedSentence, Checker
from summarize.length import Length, trim
from summarize.methods.chat.answers import summary_sentences
from summarize.methods.chat.prompts import Task
from summarize.methods.seq2seq.chunking import Budget
from summarize.methods.seq2seq.reduction import (
    EXTRACTED,
    Read,
    Reduction,
    Work,
    fallback,
    summarize_all,
    summarize_one,
)
from summarize.models.chat_runtime import Answer, ChatRuntime, ChatSettings, Message, Prompt
from summarize.models.runtime import Written
from summarize.summary import Coverage, Summary, SummarySentence, TokenUsage, compose

__all__ = ["Chat"]

OLLAMA = "http://localhost:11434/v1"
RESERVED_SHARE, RESERVED_LIMIT = 4, 4096  # of the window, for the answer: a quarter, 4,096 at most
ANSWER_TOKENS = 192  # at least: a short answer, with an introduction that nobody asked for
ANSWER_FACTOR = 4  # tokens allowed for each word asked for
SENTENCE_WORDS = 30  # a sentence may have, where the length only counts sentences
LEAST_WORDS = 3  # of a sentence: less is a heading or the rest of a list
LEAST_ROOM = 16  # tokens: in less, no sentence is read
PART_WORDS = Budget(40, 200)  # words: how long the summary of a part is
TEMPLATE_TOKENS = 16  # for each message: what the server's chat template adds
PASSAGES = 6  # of the article, shown with a sentence that is to be rewritten
# A remark of the model ("Sure!", "Let me know …") shares fewer of its content words with the
# article than an unsupported sentence about the article does.
REMARK_SUPPORT = 0.25

ChatWork = Work[Prompt, Answer]
Steps = Generator[list[Prompt], list[Answer], "Draft"]


class Draft(NamedTuple):
    """A reply of the model, as checked sentences.

    Attributes:
        sentences: in order.
        reply: what the model wrote, for the next turn of the conversation.
    """

    sentences: tuple[CheckedSentence, ...]
    reply: str

    @property
    def sizes(self) -> list[int]:
        """Words of each sentence."""
        return [count_words(sentence.text) for sentence in self.sentences]


@dataclass(frozen=True)
class Chat:
    """Any chat model on an OpenAI-compatible server; its sentences are checked.

    Attributes:
        url: base URL of the API, up to `/v1`; by default Ollama on this machine.
        model: the model's name on the server; may be left out where it has only one.
        context: tokens of the context window; 0 to ask the server.
        reserve: tokens of it kept for the answer; 0 for a quarter, 4,096 at most. Models that think
            need more.
        temperature: 0 for the most likely answer.
        concurrency: requests in flight at once.
        retries: how often a failed request is repeated.
        timeout: seconds for one answer.
        key: environment variable that holds the API key.
        cache: store answers, and reuse them for the same document, model, prompt and length.
        batch: documents summarized side by side.
        focus: a question or topic that the summary is about.
    """

    name: ClassVar[str] = "chat"
    url: str = OLLAMA
    model: str = ""
    context: int = 0
    reserve: int = 0
    temperature: float = 0.0
    concurrency: int = 2
    retries: int = 4
    timeout: float = 600.0
    key: str = ""
    cache: bool = True
    batch: int = 4
    focus: str = ""

    def __post_init__(self) -> None:
        known = [f"{each.name}={each.default}" for each in fields(self)]
        for option in ("context", "reserve", "temperature", "retries"):
            if getattr(self, option) < 0:
                raise OptionError(self.name, option, "cannot be negative", known)
        for option in ("concurrency", "batch", "timeout"):
            if getattr(self, option) <= 0:
                raise OptionError(self.name, option, "has to be above 0", known)

    @cached_property
    def runtime(self) -> ChatRuntime:
        """The model on its server; nothing is sent before it is first asked."""
        return ChatRuntime(
            ChatSettings(
                url=self.url,
                model=self.model,
                context=self.context,
                temperature=self.temperature,
                concurrency=self.concurrency,
                retries=self.retries,
                timeout=self.timeout,
                key_variable=self.key,
                cache=self.cache,
            )
        )

    @property
    def reserved(self) -> int:
        """Tokens of the window that are kept for the answer."""
        window = self.runtime.context
        return self.reserve or min(window // RESERVED_SHARE, RESERVED_LIMIT)

    def with_focus(self, focus: str) -> "Chat":
        """Return the same model with a question or topic to summarize for."""
        return replace(self, focus=focus)

    def summarize(self, document: Document, length: Length) -> Summary:
        """Return the model's summary of the whole document, with every sentence checked.

        Raises:
            SummaryError: the document has no sentence.
            ModelError: the server cannot be reached, refuses, or read only part of a prompt.
        """
        return summarize_one(self._work(document, length), self.runtime.ask)

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """Yield a summary for each document, in order; their requests are sent concurrently."""
        return summarize_all(documents, lambda each: self._work(each, length), self.runtime.ask)

    def _work(self, document: Document, length: Length) -> ChatWork:
        """Yield the requests of one document, round by round, and return its summary."""
        if not document.sentences:
            raise SummaryError(document.source, "nothing to summarize: it holds no sentence")
        sizes = [sentence.words for sentence in document.sentences]
        resolved = length.of(sum(sizes))
        if resolved.admits(sizes) and not self.focus:
            return fallback(document, length, summarizer=Chat.name)
        writer = _Writer(self, document, resolved)
        text, read = yield from writer.read()
        draft = yield from writer.draft(text)
        draft = yield from writer.rewritten(draft)
        count = len(document.sentences)
        return replace(
            _finished(document, draft, length),
            model=self.runtime.model,
            coverage=Coverage(count, count, read.tokens, read.tokens, read.chunks),
            usage=writer.usage,
        )


class _Writer:
    """Asks for one document's summary, in turns, and counts the tokens.

    Args:
        chat: the summarizer.
        document: the article.
        length: the length asked for, its share resolved.
    """

    def __init__(self, chat: Chat, document: Document, length: Length) -> None:
        self.chat, self.document = chat, document
        words = min(document.words, length.words or document.words)
        self.length = replace(length, words=words if length.words else None)
        self.checker = Checker(document)
        self.task = Task(document.title or "", self.length, chat.focus)
        self.usage = TokenUsage(0, 0, 0)

    @cached_property
    def room(self) -> int:
        """Tokens of the article that fit beside the instructions and the answer."""
        runtime = self.chat.runtime
        around = self.task.summary("")
        overhead = sum(runtime.count([m.content for m in around])) + TEMPLATE_TOKENS * len(around)
        room = runtime.context - self.chat.reserved - overhead
        if room < LEAST_ROOM:
            why = f"reads {runtime.context} tokens at a time, which is too few to summarize"
            raise ModelError(runtime.model, why)
        return room

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, estimated."""
        return self.chat.runtime.count(texts)

    def read(self) -> Generator[list[Prompt], list[Answer], tuple[str, Read]]:
        """The text that the summary is written from: all of it, or what its parts come to."""
        sentences = [" ".join(s.text.split()) for s in self.document.sentences]
        self.chat.runtime.calibrate(_sample(sentences))
        per_word = sum(self.count(sentences)) / max(1, self.document.words)
        natural = Budget(*(ceil(per_word * words) for words in PART_WORDS))
        steps = Reduction(self, natural, self.document.language).run(sentences, None)
        try:
            requests = next(steps)
            while True:
                prompts = [
                    self._prompt(self.task.part(r.text, int(r.most / per_word)), r.most * 2)
                    for r in requests
                ]
                answers = yield from self._asked(prompts)
                points = [" ".join(self._points(answer.text)) for answer in answers]
                requests = steps.send([Written(text, ()) for text in points])
        except StopIteration as done:
            text, read = done.value
            return text, read

    def draft(self, text: str) -> Steps:
        """The summary as the model writes it; asked for again once if its length is wrong."""
        conversation = self.task.summary(text)
        first = yield from self._reply(conversation)
        if self._excess(first) == (0, 0):
            return first
        words = sum(first.sizes)
        again = self.task.again(conversation, first.reply, words, len(first.sentences))
        second = yield from self._reply(again)
        return min(first, second, key=self._excess)

    def rewritten(self, draft: Draft) -> Steps:
        """The draft within its length, each unsupported sentence asked for again once."""
        sentences = [draft.sentences[i] for i in _kept(draft.sizes, self.length)]
        bad = [at for at, sentence in enumerate(sentences) if not sentence.supported]
        prompts = [self._prompt(self._rewrite(sentences[at]), self._answer_tokens(1)) for at in bad]
        answers = (yield from self._asked(prompts)) if prompts else []
        for at, answer in zip(bad, answers, strict=True):
            others = [sentence.text for sentence in sentences if sentence is not sentences[at]]
            sentences[at] = self._better(sentences[at], answer, others)
        return Draft(tuple(sentences), draft.reply)

    def _better(
        self, sentence: CheckedSentence, answer: Answer, others: Sequence[str]
    ) -> CheckedSentence:
        """The rewritten sentence if the article supports it and it fits, else the first one."""
        sizes = [count_words(other) for other in others]
        for text in self._sentences(answer.text)[:1]:
            checked = self.checker.sentence(text)
            fits = self.length.admits([*sizes, count_words(text)])
            if checked.supported and fits and text not in others:
                return checked
        return sentence

    def _rewrite(self, sentence: CheckedSentence) -> tuple[Message, ...]:
        reasons = "; ".join(claim.why for claim in sentence.unsupported)
        nearest = sorted(self.checker.nearest(sentence.text)[:PASSAGES])
        passages = [" ".join(self.document.sentences[at].text.split()) for at in nearest]
        return self.task.rewrite(sentence.text, reasons or "nothing in it says so", passages)

    def _reply(self, conversation: tuple[Message, ...]) -> Steps:
        """The reply to a conversation; asked for again with more room if it was all thinking."""
        words = self.length.words or (self.length.most or self.length.least) * SENTENCE_WORDS
        prompt = self._prompt(conversation, self._answer_tokens(words))
        (answer,) = yield from self._asked([prompt])
        if not answer.finished and not self._sentences(answer.text):
            (answer,) = yield from self._asked([prompt._replace(most=self.chat.reserved)])
        return self._checked(answer.text)

    def _answer_tokens(self, words: int) -> int:
        return max(ANSWER_TOKENS, ANSWER_FACTOR * words)

    def _prompt(self, messages: tuple[Message, ...], most: int) -> Prompt:
        return Prompt(messages, max(1, min(most, self.chat.reserved)))

    def _asked(self, prompts: list[Prompt]) -> Generator[list[Prompt], list[Answer], list[Answer]]:
        answers = yield prompts
        for answer in answers:
            self.usage = self.usage.plus(answer.prompt_tokens, answer.completion_tokens)
        return answers

    def _points(self, reply: str) -> list[str]:
        sentences = summary_sentences(reply, self.document.text, self.document.language)
        return [sentence for sentence in sentences if count_words(sentence)]

    def _sentences(self, reply: str) -> list[str]:
        sentences = self._points(reply)
        if self.length.style == "headline":
            return [sentence.rstrip(".。 ") for sentence in sentences[:1]]
        return [s for s in sentences if count_words(s) >= LEAST_WORDS] or sentences

    def _checked(self, reply: str) -> Draft:
        """A reply's sentences, checked, without the model's remarks before and after them."""
        checked = [self.checker.sentence(text) for text in self._sentences(reply)]
        while checked and _is_remark(checked[0]):
            del checked[0]
        while checked and _is_remark(checked[-1]):
            del checked[-1]
        return Draft(tuple(checked), reply)

    def _excess(self, draft: Draft) -> tuple[int, int]:
        """How far a draft is from its length: words too many, and sentences off; (0, 0) is within.

        An empty draft is the worst.
        """
        sizes, length = draft.sizes, self.length
        if not sizes:
            return (self.document.words, self.document.words)
        words = max(0, sum(sizes) - (length.words or sum(sizes)))
        if length.words_each is not None:
            words += sum(max(0, size - length.words_each) for size in sizes)
        over = max(0, len(sizes) - (length.most or len(sizes)))
        return words, over + max(0, length.least - len(sizes))


def _is_remark(sentence: CheckedSentence) -> bool:
    return not sentence.supported and sentence.support < REMARK_SUPPORT


def _sample(sentences: Sequence[str]) -> str:
    """Sentences from all over a document, for measuring its tokens."""
    return " ".join(sentences[:: max(1, len(sentences) // 24)])[:4000]


def _kept(sizes: Sequence[int], length: Length) -> list[int]:
    """The first sentences that keep the length; the last goes first."""
    return trim(sizes, [-i for i in range(len(sizes))], length) if sizes else []


def _finished(document: Document, draft: Draft, length: Length) -> Summary:
    """The summary of a draft; of the article's own sentences where the draft has none that fits."""
    resolved = length.of(document.words)
    most = min(document.words, resolved.words or document.words)
    sizes, sentences = draft.sizes, draft.sentences
    if not any(sentence.supported for sentence in sentences) or sizes[0] > most:
        return fallback(document, length, summarizer=Chat.name, note=_failure(draft, most))
    indices = _kept(sizes, replace(resolved, words=most))
    chosen = [
        SummarySentence(s.text, 1 - i / len(sentences), s.sources)
        for i, s in enumerate(sentences)
        if i in indices
    ]
    notes = []
    if len(chosen) < resolved.least:
        notes.append(f"{len(chosen)} of at least {resolved.least} sentences: it wrote no more")
    return compose(document, chosen, length=length, summarizer=Chat.name, notes=notes)


def _failure(draft: Draft, most: int) -> str:
    """Why a draft could not be used."""
    if not draft.sentences:
        reply = " ".join(draft.reply.split())[:80]
        return f"the model wrote no summary (“{reply}”): {EXTRACTED}"
    if not any(sentence.supported for sentence in draft.sentences):
        return f"the article supports nothing the model wrote: {EXTRACTED}"
    return f"the model wrote no sentence of at most {most} words: {EXTRACTED}"
