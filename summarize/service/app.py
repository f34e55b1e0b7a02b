"""The application: `create_app(settings)` puts the parts together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from summarize import registry
from summarize._version import __version__
from summarize.errors import WorkerError
from summarize.pipeline import DEFAULT_SUMMARIZER
from summarize.service.http import openapi, pages, problems, routes, safe_fetch
from summarize.service.http.auth import Keys, Rate
from summarize.service.http.middleware import Gate
from summarize.service.http.openapi import responses
from summarize.service.http.requests import Fetch
from summarize.service.logs import Log
from summarize.service.metrics import Metrics
from summarize.service.settings import ServiceSettings
from summarize.service.workers.engine import Engine

__all__ = ["create_app"]

router = APIRouter()


@router.get("/healthz", summary="Whether the process answers")
async def healthz() -> dict[str, str]:
    """It does; nothing is waited for."""
    return {"status": "ok"}


@router.get(
    "/readyz",
    summary="Whether work is taken",
    responses={503: {"description": "No work is taken.", "content": {"application/json": {}}}},
)
async def readyz(request: Request) -> Response:
    """200 once every kind of work has workers; 503 before, where none will start, and at the end.

    A worker that was stopped is replaced while requests wait for it: that is no 503.
    """
    engine: Engine = request.app.state.engine
    lanes = {name: lane.ready for name, lane in engine.lanes.items()}
    shown = {"ready": engine.ready, "workers": lanes, "draining": engine.draining}
    return JSONResponse(shown, 200 if engine.ready else 503)


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=PlainTextResponse,
    responses={401: responses()[401]},
)
async def metrics(request: Request) -> Response:
    """Counters and gauges, as text."""
    engine: Engine = request.app.state.engine
    return Response(engine.metrics.page(), media_type="text/plain; version=0.0.4; charset=utf-8")


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    engine: Engine = app.state.engine
    registry.get(DEFAULT_SUMMARIZER)  # numpy is loaded now, and not while others wait
    await engine.start()
    watch = asyncio.create_task(_watched(engine))
    try:
        yield
    finally:
        watch.cancel()
        await engine.stop()


async def _watched(engine: Engine) -> None:
    """Say in the log when work is taken, or that no worker will start."""
    try:
        await engine.until_ready()
        Log().event("ready")
    except WorkerError as error:
        Log().failed(error, why=str(error))


def create_app(
    settings: ServiceSettings | None = None, *, fetch: Fetch = safe_fetch.fetch
) -> FastAPI:
    """The service as an ASGI application; its lifespan begins and ends the workers.

    Args:
        settings: how it runs.
        fetch: fetches pages, where `settings.urls` has them fetched.

    Raises:
        ConfigurationError: a key or the rate is not written as it should be.
    """
    made = settings or ServiceSettings()
    engine = Engine(made, Metrics())
    app = FastAPI(
        title="summarize",
        version=__version__,
        description="Summaries that carry their evidence.",
        docs_url=None,
        redoc_url=None,
        lifespan=_running,
        exception_handlers=dict(problems.handlers),
        redirect_slashes=False,
    )
    # These say now what is wrong with them, not when the first request or URL comes.
    safe_fetch.Guard.of(made)
    keys, rate = Keys(made.keys), Rate(made.rate)
    app.state.engine, app.state.fetch = engine, fetch
    app.include_router(router)
    app.include_router(routes.router)
    app.include_router(pages.router)
    options: dict[str, Any] = {
        "settings": made,
        "keys": keys,
        "rate": rate,
        "metrics": engine.metrics,
    }
    app.add_middleware(Gate, draining=lambda: engine.draining, **options)
    app.openapi = partial(openapi.document, app)  # type: ignore[method-assign]
    return app
