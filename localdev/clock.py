"""The time of the local product: real time plus an offset that survives restarts.

Tokens, signatures and the local AWS stay on real time.
"""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chalicelib.core import clock

LONGEST_SECONDS = 20 * 365 * 24 * 3600


class TooFar(ValueError):
    """Dates must stay inside what every library can represent."""


class MovableClock:
    """`moved` is told each new offset in seconds, e.g. to take the doubles along."""

    def __init__(self, file: Path, moved: Callable[[int], None] = lambda _: None) -> None:
        self._file = file
        self._moved = moved
        self._lock = threading.Lock()
        self._offset = _read(file)

    @property
    def offset_seconds(self) -> int:
        return self._offset

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._offset)

    def install(self) -> None:
        """Makes it the application's clock and tells `moved` where it stands."""
        clock.use(self.now)
        self._moved(self._offset)

    def advance(self, seconds: int) -> None:
        """Raises TooFar."""
        with self._lock:
            self._set(self._offset + seconds)

    def move_to(self, offset_seconds: int) -> None:
        """Raises TooFar."""
        with self._lock:
            self._set(offset_seconds)

    def _set(self, offset: int) -> None:
        if abs(offset) > LONGEST_SECONDS:
            raise TooFar(f"{offset} s is more than twenty years away")
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps({"offset_seconds": offset}), encoding="utf-8")
        part.replace(self._file)
        self._offset = offset
        self._moved(offset)


def _read(file: Path) -> int:
    if not file.exists():
        return 0
    return int(json.loads(file.read_text(encoding="utf-8"))["offset_seconds"])
