"""A worker in a process of its own that kills itself at one chosen step, and what its steps were.

A step is a call that may change something outside of the process. One that only reads leaves everything as it was:
to be killed around it is to be killed after the step before it.
"""

import os
import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tests.faults.wires import Wires

Work = Callable[[], object]

READS = {"GetItem", "BatchGetItem", "Query", "Scan"}
NO_STEP = 0


class Moment(StrEnum):
    """BEFORE the step's call leaves; AFTER it had its effect, with the answer unseen."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class End:
    """How a worker ended: `died` at the last of `steps`, or finished."""

    died: bool
    steps: list[str]


def only_reads(call: str) -> bool:
    return call in READS or call.startswith("Stripe GET")


class _Death:
    """Counts steps, from whichever thread, and dies at the one it is told."""

    def __init__(self, at: int, moment: Moment, told: int) -> None:
        self._at = at
        self._moment = moment
        self._told = told
        self._steps = 0
        self._lock = threading.Lock()

    def before(self, call: str) -> int:
        if only_reads(call):
            return NO_STEP
        with self._lock:
            self._steps += 1
            os.write(self._told, f"{call}\n".encode())
            self._die_if(Moment.BEFORE, self._steps)
            return self._steps

    def after(self, number: int) -> None:
        self._die_if(Moment.AFTER, number)

    def _die_if(self, moment: Moment, number: int) -> None:
        if (moment, number) == (self._moment, self._at):
            os.kill(os.getpid(), signal.SIGKILL)


def live_and_die(work: Work, wires: Wires, *, at: int, moment: Moment) -> End:
    """Runs `work` in a forked process that SIGKILLs itself at step number `at`; it finishes if it makes fewer.

    Whatever it changed outside of itself stays; nothing that it learnt does. Raises when the work itself fails.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_the_worker(work, wires, _Death(at, moment, writing))
    os.close(writing)
    with os.fdopen(reading) as told:
        steps = told.read().splitlines()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return End(died=True, steps=steps)
    if os.waitstatus_to_exitcode(status) != 0:
        raise AssertionError(f"the worker failed by itself after {steps}")
    return End(died=False, steps=steps)


def _be_the_worker(work: Work, wires: Wires, death: _Death) -> None:
    """Never returns: nothing of the test's own may run twice."""
    try:
        wires.cut()
        with wires.watched_by(death):
            work()
    except BaseException:  # noqa: BLE001  said where the test's output is, then the process is over
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
