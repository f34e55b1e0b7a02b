"""A cache of answers to identical requests; the least recently used is dropped first."""

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256

from summarize.service.workers.pool import Task
from summarize.service.workers.tasks import Answer

__all__ = ["Cache", "key_of"]


def key_of(task: Task) -> bytes:
    """Return a key that covers everything the answer to a task depends on."""
    about = {name: value for name, value in task.about.items() if value is not None}
    fields = repr((task.kind, sorted(task.options.items()), sorted(about.items())))
    return sha256(fields.encode(errors="surrogatepass") + b"\0" + task.data).digest()


@dataclass(slots=True)
class Cache:
    """Answers by the key of their task, bounded in number and in bytes.

    Attributes:
        entries: most answers; 0 turns the cache off.
        limit: most bytes of their bodies in total.
        size: bytes now.
    """

    entries: int
    limit: int
    size: int = 0
    _answers: OrderedDict[bytes, Answer] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: bytes) -> Answer | None:
        """Return the cached answer, or None."""
        if (answer := self._answers.get(key)) is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: bytes, answer: Answer) -> None:
        """Cache an answer and drop the oldest that no longer fit."""
        if not self.entries or len(answer.body) > self.limit:
            return
        if (old := self._answers.pop(key, None)) is not None:
            self.size -= len(old.body)
        self._answers[key] = answer
        self.size += len(answer.body)
        while len(self._answers) > self.entries or self.size > self.limit:
            _, dropped = self._answers.popitem(last=False)
            self.size -= len(dropped.body)
