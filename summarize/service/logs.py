"""One line of JSON for each request, and for what else happens; never any of the text."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

__all__ = ["Lines", "Log", "to_stderr"]

LOGGER = "summarize.service"


class Lines(logging.Formatter):
    """A record as a line of JSON, whoever wrote it."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, what happened, and its figures."""
        shown: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "figures", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            shown["error"] = record.exc_info[0].__name__  # its words could be the text
            shown["at"] = _place(record.exc_info[2])
        return json.dumps(shown, ensure_ascii=True)


def _place(trace: Any) -> str | None:
    """The file and line an error came from."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else None


class Log:
    """Writes what happens."""

    def __init__(self) -> None:
        self._logger = logging.getLogger(LOGGER)

    def request(self, **figures: Any) -> None:
        """A request was answered."""
        if self._logger.isEnabledFor(logging.INFO):
            self._logger.info("request", extra={"figures": figures})

    def event(self, what: str, **figures: Any) -> None:
        """Something else happened."""
        self._logger.info(what, extra={"figures": figures})

    def failed(self, error: Exception, **figures: Any) -> None:
        """Something went wrong that should not have."""
        self._logger.error("failed", exc_info=error, extra={"figures": figures})


def to_stderr() -> None:
    """Have it all written to standard error, a line each; the web server's own words too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    for name, level in ((LOGGER, logging.INFO), ("uvicorn", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
