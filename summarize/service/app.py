"""The application: `create_app(settings)` puts the parts together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, Response

from summarize import __version__
from summarize.service import guarded, openapi, pages, problems, routes
from summarize.service.asking import Fetch
from summarize.service.engine import Engine
from summarize.service.gate import Gate
from summarize.service.metrics import Metrics
from summarize.service.settings import ServiceSettings

__all__ = ["create_app"]

router = APIRouter()


@router.get("/healthz", summary="Whether the process answers")
async def healthz() -> dict[str, str]:
    """It does; nothing is waited for."""
    return {"status": "ok"}


@router.get("/readyz", summary="Whether work is taken")
async def readyz(request: Request) -> Response:
    """200 once every lane has a worker, 503 before, and when the service is being stopped."""
    engine: Engine = request.app.state.engine
    lanes = {name: lane.ready for name, lane in engine.lanes.items()}
    shown = {"ready": engine.ready, "workers": lanes, "draining": engine.draining}
    return JSONResponse(shown, 200 if engine.ready else 503)


@router.get("/metrics", summary="Figures for Prometheus")
async def metrics(request: Request) -> Response:
    """Counters and gauges, as text."""
    engine: Engine = request.app.state.engine
    return Response(engine.metrics.page(), media_type="text/plain; version=0.0.4; charset=utf-8")


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    engine: Engine = app.state.engine
    await engine.start()
    try:
        yield
    finally:
        await engine.stop()


def create_app(settings: ServiceSettings | None = None, *, fetch: Fetch = guarded.fetch) -> FastAPI:
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
    guarded.Guard.of(made)  # says now what is wrong with it, not when the first URL comes
    app.state.engine, app.state.fetch = engine, fetch
    app.include_router(router)
    app.include_router(routes.router)
    app.include_router(pages.router)
    options: dict[str, Any] = {"settings": made, "metrics": engine.metrics}
    app.add_middleware(Gate, draining=lambda: engine.draining, **options)
    app.openapi = partial(openapi.document, app)  # type: ignore[method-assign]
    return app
