"""What is being done, and how long it took."""

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

TICK_SECONDS = 0.2
CLEAR_LINE = "\r\x1b[K"


class Progress:
    """A line for each step that is done. On a terminal, a last line ticks with those under way."""

    def __init__(self) -> None:
        self._live = sys.stdout.isatty()
        self._guard = threading.Lock()
        self._under_way: dict[str, float] = {}

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        started = time.monotonic()
        with self._guard:
            alone = not self._under_way
            self._under_way[label] = started
        if self._live and alone:
            threading.Thread(target=self._tick, daemon=True).start()
        outcome = "✗"
        try:
            yield
            outcome = "✓"
        finally:
            with self._guard:
                del self._under_way[label]
                line = f"  {outcome} {label:<34} {time.monotonic() - started:6.1f} s"
                print(f"{CLEAR_LINE if self._live else ''}{line}", flush=True)

    def _tick(self) -> None:
        while True:
            with self._guard:
                if not self._under_way:
                    return
                now = time.monotonic()
                steps = ", ".join(f"{label} {now - started:.0f} s" for label, started in self._under_way.items())
                line = f"  … {steps}"[: shutil.get_terminal_size().columns - 1]
                print(f"{CLEAR_LINE}{line}", end="", flush=True)
            time.sleep(TICK_SECONDS)
