"""The last things that went wrong, for the console."""

import logging
import threading
import traceback
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

KEPT = 100


@dataclass(frozen=True)
class Mishap:
    at: datetime
    source: str
    summary: str
    details: str


class Mishaps(logging.Handler):
    """A log handler, so that the application's own errors end up here as well."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._kept: deque[Mishap] = deque(maxlen=KEPT)
        self._guard = threading.Lock()

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        summary = str(record.msg) if isinstance(record.msg, dict) else record.getMessage()
        if error is not None:
            summary = f"{summary} — {type(error).__name__}: {error}"
        elif hasattr(record, "reason"):
            # What a worker tells of a failure that it caught: names and places, no words.
            summary = f"{summary} — {record.reason}"
        details = "".join(traceback.format_exception(error)) if error else "\n".join(getattr(record, "where", []))
        with self._guard:
            self._kept.appendleft(Mishap(datetime.now(UTC), record.name, summary, details))

    def latest(self) -> list[Mishap]:
        with self._guard:
            return list(self._kept)

    def forget(self) -> None:
        with self._guard:
            self._kept.clear()
