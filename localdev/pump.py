"""What calls Lambda functions on AWS, as threads: queues, the table's stream, schedules.

Every loop looks once a second and at once when woken: whoever may have written something wakes the pump, so an
idle product costs next to nothing and a mail leaves right after its fact.
"""

import logging
import threading
from collections.abc import Callable

from chalicelib.core import clock
from localdev.lambdas import Lambdas, batch_of
from localdev.queue_source import QueueSource
from localdev.schedules import Schedules
from localdev.stream_source import StreamSource

_log = logging.getLogger("localdev.pump")

IDLE_SECONDS = 1.0
SCHEDULE_SECONDS = 60.0
STOP_SECONDS = 5.0


class Loop:
    """Runs `turn` again and again: without a pause while it returns True, else when woken or after `idle`."""

    def __init__(self, name: str, turn: Callable[[], bool], idle: float) -> None:
        self._turn = turn
        self._idle = idle
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()

    def join(self) -> None:
        self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            # Before the turn: a wake that comes during it must cause another one.
            self._wake.clear()
            try:
                worked = self._turn()
            except Exception:  # noqa: BLE001 - a dead loop would stop mails without a word
                worked = False
                if not self._stopping.is_set():
                    _log.exception("%s stumbled and goes on", self._thread.name)
            if not worked:
                self._wake.wait(self._idle)


class Pump:
    def __init__(self, lambdas: Lambdas, *, stage: str, table: str) -> None:
        self.schedules = Schedules(lambdas, clock.now)
        self._streams = [StreamSource(lambdas, name, stage=stage, table=table) for name in lambdas.streams]
        queues = [
            QueueSource(lambdas, name, queue=f"pupitre-{stage}-{queue}", batch=batch_of(name))
            for name, queue in lambdas.queues.items()
        ]
        sources: list[StreamSource | QueueSource] = [*self._streams, *queues]
        self._loops = [Loop(source.name, self._waking(source.turn), IDLE_SECONDS) for source in sources]
        self._clockwork = Loop("schedules", self._waking(self.schedules.turn), SCHEDULE_SECONDS)

    def start(self) -> None:
        for loop in (*self._loops, self._clockwork):
            loop.start()

    def stop(self) -> None:
        for loop in (*self._loops, self._clockwork):
            loop.stop()
        for loop in (*self._loops, self._clockwork):
            loop.join()

    def wake(self) -> None:
        for loop in self._loops:
            loop.wake()

    def start_over(self) -> None:
        """The local AWS came back from its last save: its stream is empty again, and facts may wait in the table."""
        for stream in self._streams:
            stream.start_over()
        self._clockwork.wake()

    def _waking(self, turn: Callable[[], bool]) -> Callable[[], bool]:
        def run() -> bool:
            worked = turn()
            if worked:
                self.wake()
            return worked

        return run
