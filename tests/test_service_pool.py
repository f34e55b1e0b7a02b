"""What becomes of a document, and of those beside it, when it misbehaves or there is too much."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pools import pool, replaced, status, task
from services import ARTICLE, importable, install_faulty
from waiting import eventually

from summarize.service.metrics import Metrics
from summarize.service.workers.pool import PoolOptions, QueueFull, WorkerPool
from summarize.service.workers.process import WorkerOptions


@pytest.fixture(scope="module", autouse=True)
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with importable(install_faulty(tmp_path_factory.mktemp("site"))):
        yield


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
            await eventually(lambda: made.full)
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
            await eventually(lambda: made.full)
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
