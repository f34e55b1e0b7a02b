"""Logs: readable lines on a terminal, one JSON object per line elsewhere. Never any text."""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

__all__ = ["JsonFormatter", "Log", "TerminalFormatter", "log_to_stderr"]

LOGGER = "summarize.service"


class JsonFormatter(logging.Formatter):
    """Formats a record, of any logger, as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time, level, event and its fields as JSON."""
        values: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **_fields(record),
        }
        return json.dumps(values, ensure_ascii=True)


class TerminalFormatter(logging.Formatter):
    """Formats a record as a line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the local time, and the request or event with its fields."""
        time = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        fields = _fields(record)
        if record.getMessage() == "request":
            head = "{method} {path} {status} {ms:.0f} ms".format_map(fields)
            rest = {name: fields[name] for name in ("summarizer", "cache", "key") if fields[name]}
        else:
            head, rest = record.getMessage(), dict(fields)
        return " ".join([time, head, *(f"{name}={value}" for name, value in rest.items())])


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    fields: dict[str, Any] = dict(getattr(record, "fields", {}))
    if record.exc_info and record.exc_info[0] is not None:
        fields["error"] = record.exc_info[0].__name__  # its message could contain text
        fields["at"] = _place(record.exc_info[2])
    return fields


def _place(trace: TracebackType | None) -> str | None:
    """Return the file and line where an exception was raised."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else None


class Log:
    """Writes the log of the service."""

    def __init__(self) -> None:
        self._logger = logging.getLogger(LOGGER)

    def request(self, **fields: Any) -> None:
        """Log a request that was answered."""
        if self._logger.isEnabledFor(logging.INFO):
            self._logger.info("request", extra={"fields": fields})

    def event(self, event: str, **fields: Any) -> None:
        """Log another event."""
        self._logger.info(event, extra={"fields": fields})

    def failed(self, error: Exception, **fields: Any) -> None:
        """Log an unexpected exception, without its message."""
        self._logger.error("failed", exc_info=error, extra={"fields": fields})


def log_to_stderr() -> None:
    """Write the log, and uvicorn's warnings, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(TerminalFormatter() if sys.stderr.isatty() else JsonFormatter())
    for name, level in ((LOGGER, logging.INFO), ("uvicorn", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
