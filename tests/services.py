"""What the tests of the service share: applications, servers, and a summarizer that misbehaves."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient
from waiting import until

from summarize.service.app import create_app
from summarize.service.settings import PREFIX, ServiceSettings

ARTICLE = (
    "The harbour bridge reopened on Monday after a year of repairs. Engineers replaced forty "
    "cables and every lamp on it. The town paid nine million euros for the work. "
    "Ferries that carried commuters across the harbour stop in May. The mayor walked across first."
)

FAULTY = '''
import os, signal, sys, time
from dataclasses import dataclass
from pathlib import Path
from summarize.errors import SummaryError
from summarize.methods.baselines import Lead

@dataclass(frozen=True)
class Faulty:
    """Does what the document says, and else gives its first sentences."""
    name = "faulty"
    cheap = False
    once: str = ""
    seconds: float = 0.0

    def summarize(self, document, length):
        text = document.text
        if self.once and not Path(self.once).exists():
            Path(self.once).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(self.seconds)
        if "SPIN" in text:
            while True:
                pass
        if "EXIT" in text:
            os._exit(3)
        if "RAISE" in text:
            raise KeyError(text)
        if "MEMORY" in text:
            bytearray(1 << 45)
        if "PRINT" in text:
            print(text, flush=True)
            print(text, file=sys.stderr, flush=True)
            sys.stdin.read(1)
        return Lead().summarize(document, length)

    def summarize_many(self, documents, length):
        for document in documents:
            if "NOTHING" in document.text:
                yield SummaryError(None, "nothing to say")
            else:
                yield self.summarize(document, length)
'''


def install_faulty(folder: Path) -> Path:
    """A package with the summarizer `faulty`, as pip leaves one behind."""
    about = folder / "faulty-1.0.dist-info"
    about.mkdir(parents=True)
    (folder / "faulty.py").write_text(FAULTY, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[summarize.summarizers]\nfaulty = faulty:Faulty\n")
    return folder


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    """Have a folder's packages found, in this process and in those begun from it."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(folder), before]))
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        os.environ.pop("PYTHONPATH")
        if before is not None:
            os.environ["PYTHONPATH"] = before


BODY_LIMIT, READ_LIMIT = 400_000, 2_000_000


def limited() -> AbstractContextManager[TestClient]:
    """Return a client of the application with low limits and no cache."""
    return application(
        body_limit=BODY_LIMIT, read_limit=READ_LIMIT, cache_entries=0, run_seconds=6.0
    )


@contextmanager
def application(fetch: Any = None, **settings: Any) -> Iterator[TestClient]:
    """A client of the real application, its workers running."""
    given: dict[str, Any] = {"workers": 1, "model_workers": 0, "rate": "", **settings}
    more = {"fetch": fetch} if fetch else {}
    app = create_app(ServiceSettings(**given), **more)
    with TestClient(app, raise_server_exceptions=False, client=("127.0.0.1", 50_000)) as client:
        until(lambda: client.get("/readyz").status_code == 200)
        yield client


class Live:
    """`summarize serve` in a process of its own.

    Args:
        settings: its keys.
    """

    def __init__(self, log: Path, **settings: Any) -> None:
        given = {"port": 0, "workers": 1, "model_workers": 0, "rate": "", **settings}
        environment = {f"{PREFIX}{name.upper()}": str(value) for name, value in given.items()}
        self.log, self.client = log, httpx.Client(timeout=60)
        with log.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-c", "from summarize.cli import main; main()", "serve"],
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stderr=errors,
            )
        until(lambda: self._said("listening") is not None or self.process.poll() is not None)
        listening = self._said("listening")
        assert listening is not None, log.read_text()
        self.url: str = listening["url"]
        self.port = int(self.url.rpartition(":")[2])
        until(lambda: self.client.get(f"{self.url}/readyz").status_code == 200)

    def _said(self, event: str) -> dict[str, Any] | None:
        lines = self.log.read_text().splitlines()
        return next((e for e in map(json.loads, lines) if e["event"] == event), None)

    def figure(self, name: str) -> float:
        """The sum of a figure of /metrics over its labels."""
        lines = self.client.get(f"{self.url}/metrics").text.splitlines()
        found = [line for line in lines if line.startswith((f"{name}{{", f"{name} "))]
        return sum(float(line.rpartition(" ")[2]) for line in found)

    def workers(self) -> list[int]:
        """The processes it has."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return [int(pid) for task in tasks for pid in (task / "children").read_text().split()]

    def summarize(self, text: str = ARTICLE, **options: Any) -> httpx.Response:
        """Ask it."""
        body = {"text": text, **options}
        return self.client.post(f"{self.url}/v1/summarize", json=body)

    def stop(self) -> int:
        """Ask it to end, and its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@contextmanager
def live(log: Path, **settings: Any) -> Iterator[Live]:
    """A server that is stopped at the end, whatever happens."""
    server = Live(log, **settings)
    try:
        yield server
    finally:
        server.client.close()
        if server.process.poll() is None:
            server.stop()
