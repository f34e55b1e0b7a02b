"""What becomes of a document, and of those beside it, when it misbehaves or there is too much."""

import asyncio
import errno
import json
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from services import ARTICLE, importable, install_faulty

from summarize.errors import WorkerError
from summarize.service.metrics import Metrics
from summarize.service.settings import ServiceSettings
from summarize.service.workers.cache import Cache
from summarize.service.workers.engine import Engine
from summarize.service.workers.pool import PoolOptions, QueueFull, Task, WorkerPool
from summarize.service.workers.process import Worker, WorkerExited, WorkerOptions
from summarize.service.workers.tasks import Answer


@pytest.fixture(scope="module", autouse=True)
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with importable(install_faulty(tmp_path_factory.mktemp("site"))):
        yield


def task(text: str = ARTICLE, summarizer: str = "faulty") -> Task:
    options = {"summarizer": summarizer, "length": "1s"}
    return Task("summarize", options, {"limit": 1_000_000}, text.encode())


@asynccontextmanager
async def pool(**options: Any) -> AsyncIterator[tuple[WorkerPool, Metrics]]:
    given: dict[str, Any] = {"workers": 1, "queue": 8, "deadline": 20.0, "run_seconds": 1.5}
    metrics = Metrics()
    worker = WorkerOptions("lead", memory=8_192, nice=0)
    made = WorkerPool(PoolOptions("test", worker, **{**given, **options}), metrics)
    made.start()
    while not made.ready:
        await asyncio.sleep(0.02)
    yield made, metrics
    await made.stop()


def replaced(metrics: Metrics, why: str) -> bool:
    counted = f'summarize_workers_replaced_total{{pool="test",why="{why}"}}'
    return counted in metrics.page().decode()


def status(answer: Answer) -> int:
    found: int = answer.header["status"]
    return found


def test_a_document_that_never_ends_is_stopped_and_those_after_it_are_done() -> None:
    async def ask() -> None:
        async with pool() as (made, metrics):
            stuck, fine = await asyncio.gather(made.submit(task("SPIN")), made.submit(task()))
            assert (status(stuck), status(fine)) == (504, 200)
            assert replaced(metrics, "late")

    asyncio.run(ask())


def test_a_document_that_its_workers_die_of_is_given_up_after_two() -> None:
    async def ask() -> None:
        async with pool() as (made, metrics):
            deadly, fine = await asyncio.gather(made.submit(task("EXIT")), made.submit(task()))
            assert (status(deadly), status(fine)) == (503, 200)
            assert deadly.header["retry_after"] >= 1
            assert replaced(metrics, "died")

    asyncio.run(ask())


def test_a_worker_killed_at_its_work_costs_nobody_an_answer(tmp_path: Path) -> None:
    async def ask() -> None:
        async with pool() as (made, metrics):
            once = task(summarizer=f"faulty:once={tmp_path / 'killed'}")
            assert status(await made.submit(once)) == 200
            assert replaced(metrics, "died")

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("text", "expected"), [("RAISE", 500), ("MEMORY", 413), ("PRINT. " + ARTICLE, 200)]
)
def test_whatever_a_plug_in_does_the_worker_goes_on(text: str, expected: int) -> None:
    async def ask() -> None:
        async with pool() as (made, metrics):
            answer = await made.submit(task(text))
            assert status(answer) == expected
            assert text not in str(answer.header)
            assert status(await made.submit(task())) == 200
            assert "replaced_total{" not in metrics.page().decode()

    asyncio.run(ask())


def test_a_slot_that_an_error_of_ours_ended_is_started_again() -> None:
    class Careless(Metrics):
        calls = 0

        def batch(self, pool: str, size: int) -> None:
            self.calls += 1
            if self.calls == 1:
                raise ZeroDivisionError

    async def ask() -> None:
        worker = WorkerOptions("lead", memory=8_192, nice=0)
        options = PoolOptions("test", worker, workers=1, queue=8, deadline=20.0, run_seconds=5.0)
        made = WorkerPool(options, Careless())
        made.start()
        answers = [await made.submit(task()), await made.submit(task())]
        assert [status(answer) for answer in answers] == [200, 200]
        await made.stop()

    asyncio.run(ask())


def test_a_pool_that_stops_while_a_worker_starts_leaves_no_process() -> None:
    async def ask() -> None:
        made = WorkerPool(PoolOptions("test", WorkerOptions("lead"), 2, 8, 20.0, 5.0), Metrics())
        made.start()
        await asyncio.sleep(0)
        async with asyncio.timeout(30):
            await made.stop()
        assert made.ready == 0

    asyncio.run(ask())


def test_what_is_over_the_queue_is_refused_at_once_with_how_long_to_wait() -> None:
    async def ask() -> None:
        async with pool(queue=2, run_seconds=5.0) as (made, _):
            slow = [
                asyncio.create_task(made.submit(task(f"{n} {ARTICLE}", "faulty:seconds=0.2")))
                for n in range(3)
            ]
            await asyncio.sleep(0.05)
            assert made.full
            with pytest.raises(QueueFull) as refused:
                await made.submit(task())
            assert refused.value.seconds >= 1
            patient = made.submit(task(), patient=True)
            assert [status(a) for a in await asyncio.gather(*slow, patient)] == [200] * 4

    asyncio.run(ask())


def test_a_document_whose_deadline_passes_in_the_queue_is_not_begun() -> None:
    async def ask() -> None:
        async with pool(deadline=0.3, run_seconds=5.0) as (made, _):
            slow = task(summarizer="faulty:seconds=0.5")
            first, second = await asyncio.gather(made.submit(slow), made.submit(task()))
            assert (status(first), status(second)) == (504, 504)
            assert not made.waiting

    asyncio.run(ask())


def test_nobody_waits_so_the_place_is_free_and_the_worker_is_stopped() -> None:
    async def ask() -> None:
        async with pool(queue=1, run_seconds=20.0) as (made, metrics):
            gone = [asyncio.create_task(made.submit(task(f"SPIN {n}"))) for n in range(2)]
            await asyncio.sleep(0.1)
            assert made.full
            for one in gone:
                one.cancel()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert not made.full
            assert status(await made.submit(task())) == 200
            assert replaced(metrics, "abandoned")

    asyncio.run(ask())


BATCHES = {"batch_size": 4, "batch_wait": 0.2}


def test_documents_asked_for_alike_are_given_to_a_model_together() -> None:
    async def ask() -> None:
        async with pool(**BATCHES) as (made, metrics):
            texts = [f"Number {n}. {ARTICLE}" for n in range(4)]
            other = made.submit(task(summarizer="lead"))
            answers = await asyncio.gather(*(made.submit(task(text)) for text in texts), other)
            assert [status(a) for a in answers] == [200] * 5
            assert all(b"Number %d." % n in a.body for n, a in enumerate(answers[:4]))
            page = metrics.page().decode()
            assert 'batch_size_bucket{le="2.0",pool="test"} 1.0' in page, "the other one alone"
            assert 'batch_size_bucket{le="4.0",pool="test"} 2.0' in page

    asyncio.run(ask())


def test_tasks_with_different_options_are_never_in_one_batch() -> None:
    async def ask() -> None:
        async with pool(**BATCHES) as (made, metrics):
            lengths = ["1s", "2s", "1s", "3s"]
            tasks = [replace(task(), options={"summarizer": "lead", "length": n}) for n in lengths]
            answers = await asyncio.gather(*map(made.submit, tasks))
            assert [json.loads(answer.body)["length"] for answer in answers] == lengths
            page = metrics.page().decode()
            assert 'batch_size_bucket{le="1.0",pool="test"} 2.0' in page, "2s and 3s, each alone"

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("text", "expected"), [("SPIN", 504), ("EXIT", 503), (" ", 422), ("NOTHING", 422)]
)
def test_one_document_of_a_batch_does_not_spoil_the_others(text: str, expected: int) -> None:
    async def ask() -> None:
        async with pool(**BATCHES) as (made, _):
            texts = [ARTICLE, text, f"Once more. {ARTICLE}"]
            answers = await asyncio.gather(*(made.submit(task(one)) for one in texts))
            assert [status(a) for a in answers] == [200, expected, 200]

    asyncio.run(ask())


def test_a_batch_of_an_unfit_summarizer_fails_as_one_document_would() -> None:
    async def ask() -> None:
        async with pool(**BATCHES) as (made, _):
            answers = await asyncio.gather(*(made.submit(task(x, "best")) for x in ("a", "b")))
            assert [a.header["kind"] for a in answers] == ["unknown-name"] * 2

    asyncio.run(ask())


def test_a_worker_that_will_not_start_is_an_error_with_its_reason() -> None:
    with pytest.raises(WorkerError, match="no summarizer 'best'"):
        asyncio.run(Worker.start(WorkerOptions("best")))


def test_a_lane_whose_workers_do_not_start_is_not_ready() -> None:
    async def ask() -> None:
        metrics = Metrics()
        made = WorkerPool(PoolOptions("test", WorkerOptions("best"), 1, 1, 2.0, 1.0), metrics)
        made.start()
        while not replaced(metrics, "start"):
            await asyncio.sleep(0.02)
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
            while not made.busy:
                await asyncio.sleep(0.01)
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
            while made.ready:
                await asyncio.sleep(0.02)
            while not made.ready:
                await asyncio.sleep(0.02)
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
        while worker.alive:
            await asyncio.sleep(0.02)
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
        await asyncio.sleep(0.05)
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
        await asyncio.sleep(0.1)
        one.cancel()
        await asyncio.sleep(0.1)
        assert engine.pools["extractive"].busy == 1, "one still waits for it"
        other.cancel()
        while engine.pools["extractive"].busy:
            await asyncio.sleep(0.02)
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
            await asyncio.sleep(0.05)
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
