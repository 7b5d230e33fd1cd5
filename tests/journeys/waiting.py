"""Waiting for what the product does by itself: polling with a bound, never a fixed pause."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE_SECONDS = 20.0
PAUSE_SECONDS = 0.1


def until(what: str, look: Callable[[], T | None], *, seconds: float = PATIENCE_SECONDS) -> T:
    """What `look` finds, as soon as it is something true."""
    deadline = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        assert time.monotonic() < deadline, f"{seconds:.0f} s passed without {what}"
        time.sleep(PAUSE_SECONDS)
