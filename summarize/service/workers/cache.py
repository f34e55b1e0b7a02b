"""Answers kept for identical requests: the least recently used goes first."""

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256

from summarize.service.workers.pool import Task
from summarize.service.workers.tasks import Answer

__all__ = ["Cache", "key_of"]


def key_of(task: Task) -> bytes:
    """What is the same for two tasks only where all that can change the answer is the same."""
    about = {name: value for name, value in task.about.items() if value is not None}
    said = repr((task.kind, sorted(task.options.items()), sorted(about.items())))
    return sha256(said.encode(errors="surrogatepass") + b"\0" + task.data).digest()


@dataclass(slots=True)
class Cache:
    """Answers by the key of their task, bounded in number and in bytes.

    Attributes:
        entries: how many at most; 0 for none.
        limit: bytes of their bodies together at most.
    """

    entries: int
    limit: int
    size: int = 0
    _kept: OrderedDict[bytes, Answer] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: bytes) -> Answer | None:
        """The answer kept for a task, if there is one."""
        if (found := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: bytes, answer: Answer) -> None:
        """Keep an answer, and let go of the oldest that it leaves no room for."""
        if not self.entries or len(answer.body) > self.limit:
            return
        if (old := self._kept.pop(key, None)) is not None:
            self.size -= len(old.body)
        self._kept[key] = answer
        self.size += len(answer.body)
        while len(self._kept) > self.entries or self.size > self.limit:
            _, gone = self._kept.popitem(last=False)
            self.size -= len(gone.body)
