"""The ASGI application: `create_app(settings)`."""

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
from summarize.service.http.middleware import ServiceMiddleware
from summarize.service.http.openapi import responses
from summarize.service.http.requests import Fetch
from summarize.service.logs import Log
from summarize.service.metrics import Metrics
from summarize.service.settings import ServiceSettings
from summarize.service.workers.engine import Engine

__all__ = ["create_app"]

router = APIRouter()


@router.get("/healthz", summary="Liveness")
async def healthz() -> dict[str, str]:
    """Returns 200 while the process is running."""
    return {"status": "ok"}


@router.get(
    "/readyz",
    summary="Readiness",
    responses={503: {"description": "Not ready.", "content": {"application/json": {}}}},
)
async def readyz(request: Request) -> Response:
    """Returns 200 once every worker pool is up; 503 during startup and shutdown, or if none starts.

    Replacing a worker that was stopped does not count as not ready: requests wait for it.
    """
    engine: Engine = request.app.state.engine
    workers = {name: pool.ready for name, pool in engine.pools.items()}
    status = {"ready": engine.ready, "workers": workers, "draining": engine.draining}
    return JSONResponse(status, 200 if engine.ready else 503)


@router.get(
    "/metrics",
    summary="Metrics for Prometheus",
    response_class=PlainTextResponse,
    responses={401: responses()[401]},
)
async def metrics(request: Request) -> Response:
    """Returns counters and gauges in Prometheus's text format."""
    engine: Engine = request.app.state.engine
    return Response(engine.metrics.page(), media_type="text/plain; version=0.0.4; charset=utf-8")


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    engine: Engine = app.state.engine
    registry.get(DEFAULT_SUMMARIZER)  # loads numpy now, not while requests wait
    await engine.start()
    watch = asyncio.create_task(_log_readiness(engine))
    try:
        yield
    finally:
        watch.cancel()
        await engine.stop()


async def _log_readiness(engine: Engine) -> None:
    """Log when the service is ready, or that no worker starts."""
    try:
        await engine.until_ready()
        Log().event("ready")
    except WorkerError as error:
        Log().failed(error, why=str(error))


def create_app(
    settings: ServiceSettings | None = None, *, fetch: Fetch = safe_fetch.fetch
) -> FastAPI:
    """Return the service as an ASGI application; its lifespan starts and stops the workers.

    Args:
        settings: how it runs.
        fetch: downloads pages, if `settings.urls` is on.

    Raises:
        ConfigurationError: an API key, the rate or a network is malformed.
    """
    settings = settings or ServiceSettings()
    engine = Engine(settings, Metrics())
    app = FastAPI(
        title="summarize",
        version=__version__,
        description="Summaries that show their evidence.",
        docs_url=None,
        redoc_url=None,
        lifespan=_running,
        exception_handlers=dict(problems.handlers),
        redirect_slashes=False,
    )
    # Created here so that malformed settings fail at startup, not at the first request.
    safe_fetch.AddressPolicy.of(settings)
    keys, rate = Keys(settings.keys), Rate(settings.rate)
    app.state.engine, app.state.fetch = engine, fetch
    app.include_router(router)
    app.include_router(routes.router)
    app.include_router(pages.router)
    options: dict[str, Any] = {
        "settings": settings,
        "keys": keys,
        "rate": rate,
        "metrics": engine.metrics,
    }
    app.add_middleware(ServiceMiddleware, draining=lambda: engine.draining, **options)
    app.openapi = partial(openapi.document, app)  # type: ignore[method-assign]
    return app
