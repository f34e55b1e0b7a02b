"""Workers of a pool that do not start, die or are left behind, and the engine above the pools."""

import asyncio
import errno
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pools import pool, replaced, status, task
from services import ARTICLE, importable, install_faulty
from waiting import eventually

from summarize.errors import WorkerError
from summarize.service.metrics import Metrics
from summarize.service.settings import ServiceSettings
from summarize.service.workers.cache import Cache
from summarize.service.workers.engine import Engine
from summarize.service.workers.pool import PoolOptions, WorkerPool
from summarize.service.workers.process import Worker, WorkerExited, WorkerOptions


@pytest.fixture(scope="module", autouse=True)
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with importable(install_faulty(tmp_path_factory.mktemp("site"))):
        yield


def test_a_worker_that_will_not_start_is_an_error_with_its_reason() -> None:
    with pytest.raises(WorkerError, match="no summarizer 'best'"):
        asyncio.run(Worker.start(WorkerOptions("best")))


def test_a_lane_whose_workers_do_not_start_is_not_ready() -> None:
    async def ask() -> None:
        metrics = Metrics()
        made = WorkerPool(PoolOptions("test", WorkerOptions("best"), 1, 1, 2.0, 1.0), metrics)
        made.start()
        await eventually(lambda: replaced(metrics, "start"))
        assert not made.ready
        assert not made.serves
        assert status(await made.submit(task())) == 504
        await made.stop()

    asyncio.run(ask())


def test_a_lane_outlives_a_machine_that_is_out_of_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin = asyncio.create_subprocess_exec
    refused: list[str] = []

    async def short_of(*command: str, **options: Any) -> Any:
        if not refused:
            refused.append(command[0])
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return await begin(*command, **options)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", short_of)

    async def ask() -> None:
        async with pool() as (made, metrics):
            assert replaced(metrics, "start")
            assert status(await made.submit(task())) == 200

    asyncio.run(ask())
    assert refused


def test_a_lane_serves_on_while_a_worker_is_replaced() -> None:
    async def ask() -> None:
        async with pool() as (made, metrics):
            left = asyncio.create_task(made.submit(task("SPIN")))
            await eventually(lambda: made.busy)
            left.cancel()  # whoever asked hangs up, and the worker is stopped
            while not replaced(metrics, "abandoned"):
                assert made.serves
                await asyncio.sleep(0.01)
            assert made.serves
            assert status(await made.submit(task())) == 200

    asyncio.run(ask())


def test_a_worker_takes_no_module_from_the_folder_it_is_begun_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dis.py").write_text("raise SystemExit(3)\n")
    monkeypatch.chdir(tmp_path)

    async def ask() -> None:
        worker = await Worker.start(WorkerOptions("textrank"))
        await worker.stop()

    asyncio.run(ask())


def test_a_worker_that_dies_while_nothing_is_asked_is_replaced() -> None:
    async def ask() -> None:
        before = children()  # of whatever ran in this process
        async with pool() as (made, _):
            (pid,) = children() - before
            os.kill(pid, signal.SIGKILL)
            await eventually(lambda: not made.ready)
            await eventually(lambda: made.ready)
            assert pid not in children()
            assert status(await made.submit(task())) == 200

    asyncio.run(ask())


def children() -> set[int]:
    threads = Path("/proc/self/task").iterdir()
    return {int(pid) for thread in threads for pid in (thread / "children").read_text().split()}


def test_a_worker_that_died_while_it_waited_is_no_documents_fault() -> None:
    async def ask() -> None:
        worker = await Worker.start(WorkerOptions("lead"))
        os.kill(worker.pid, signal.SIGKILL)
        await eventually(lambda: not worker.alive)
        head = {"kind": "summarize", "options": {}, "seconds": 5}
        with pytest.raises(WorkerExited) as ended:
            await anext(worker.answers(head, [({"limit": 9}, b"text")]))
        assert not ended.value.begun
        await worker.stop()

    asyncio.run(ask())


def test_a_lane_that_is_stopped_while_it_starts_leaves_nothing_behind() -> None:
    async def ask() -> None:
        before = children()
        made = WorkerPool(PoolOptions("test", WorkerOptions("lead"), 1, 1, 2.0, 1.0), Metrics())
        made.start()
        await eventually(lambda: children() - before)
        await made.stop()
        assert not made.ready
        assert not children() - before

    asyncio.run(ask())


def test_workers_end_when_what_began_them_is_gone() -> None:
    async def ask() -> None:
        worker = await Worker.start(WorkerOptions("lead"))
        os.kill(worker.pid, signal.SIGTERM)  # sent to all of a group: a worker goes on
        head = {"kind": "summarize", "options": {"summarizer": "lead"}, "seconds": 5}
        item = ({"limit": 10_000}, ARTICLE.encode())
        assert [status(a) async for _, a in worker.answers(head, [item])] == [200]
        await worker.stop()
        assert not worker.alive

    asyncio.run(ask())


def test_a_worker_that_does_not_end_when_it_is_let_to_is_ended_and_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("summarize.service.workers.process.STOP_SECONDS", 0.1)

    async def ask() -> None:
        worker = await Worker.start(WorkerOptions("lead"))
        os.kill(worker.pid, signal.SIGSTOP)
        much = ({"limit": 9}, b"more than a pipe holds " * 100_000)
        asked = asyncio.ensure_future(anext(worker.answers({"kind": "summarize"}, [much])))
        await asyncio.wait([asked], timeout=0.1)
        asked.cancel()
        await worker.stop()
        assert not worker.alive
        assert worker.pid not in children()

    asyncio.run(ask())


def test_the_same_asked_twice_at_once_is_done_once() -> None:
    async def ask() -> None:
        metrics = Metrics()
        engine = Engine(ServiceSettings(workers=2, model_workers=0), metrics)
        await engine.start()
        await engine.until_ready()
        slow = task(summarizer="faulty:seconds=0.3")
        start = time.monotonic()
        first, second = await asyncio.gather(*(engine.answer(slow, ["faulty"]) for _ in "12"))
        assert {first.cache, second.cache} == {"miss", "shared"}
        assert first.answer.body == second.answer.body
        one = asyncio.create_task(engine.answer(task("SPIN"), ["faulty"]))
        other = asyncio.create_task(engine.answer(task("SPIN"), ["faulty"]))
        await eventually(lambda: engine.pools["extractive"].busy)
        one.cancel()
        await asyncio.sleep(0.1)  # what must not happen has time to
        assert engine.pools["extractive"].busy == 1, "one still waits for it"
        other.cancel()
        await eventually(lambda: not engine.pools["extractive"].busy)
        assert time.monotonic() - start < 8, "it was stopped long before its deadline"
        await engine.stop()

    asyncio.run(ask())


def test_who_asks_what_another_is_just_giving_up_is_answered() -> None:
    async def ask() -> None:
        engine = Engine(ServiceSettings(workers=1, model_workers=0), Metrics())
        await engine.start()
        await engine.until_ready()
        slow = task(summarizer="faulty:seconds=0.3")
        for turns in range(4):
            gone = asyncio.create_task(engine.answer(slow, ["faulty"]))
            await eventually(lambda: engine.pools["extractive"].busy)
            gone.cancel()
            for _ in range(turns):
                await asyncio.sleep(0)
            found = await engine.answer(slow, ["faulty"])
            assert status(found.answer) == 200
            engine.cache = Cache(8, 1_000_000)
        await engine.stop()

    asyncio.run(ask())


def test_a_deadline_is_ones_own_and_not_that_of_who_asked_the_same_before() -> None:
    async def ask() -> None:
        settings = ServiceSettings(workers=1, model_workers=0, deadline=4.0)
        engine = Engine(settings, Metrics())
        await engine.start()
        await engine.until_ready()
        slow = task(summarizer="faulty:seconds=1")
        busy = asyncio.create_task(engine.answer(task(summarizer=slow_one), ["faulty"]))
        first = asyncio.create_task(engine.answer(slow, ["faulty"]))
        await asyncio.sleep(3)
        second = await engine.answer(slow, ["faulty"])
        assert [status((await one).answer) for one in (busy, first)] == [200, 504]
        assert status(second.answer) == 200
        await engine.stop()

    slow_one = "faulty:seconds=3.4"
    asyncio.run(ask())


def test_an_engine_whose_workers_do_not_come_up_says_so() -> None:
    async def ask() -> None:
        engine = Engine(ServiceSettings(workers=1, model_workers=0), Metrics())
        with pytest.raises(WorkerError, match="none started"):
            await engine.until_ready(0.05)

    asyncio.run(ask())
