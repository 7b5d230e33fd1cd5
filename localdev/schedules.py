"""EventBridge's schedules. One with a rate runs every minute, whatever its rate: more often than on AWS must be
harmless. One with a date (`cron(…)`) runs when the clock passes it, once however far the clock was moved."""

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from localdev.cron import latest
from localdev.lambdas import Lambdas

_log = logging.getLogger("localdev.pump")


@dataclass(frozen=True)
class Run:
    """`result` is what the function returned, `failure` why it did not."""

    name: str
    at: datetime
    result: Any = None
    failure: str = ""


class Schedules:
    def __init__(self, lambdas: Lambdas, now: Callable[[], datetime]) -> None:
        self._lambdas = lambdas
        self._now = now
        self._one_at_a_time = threading.Lock()
        self._looked_at = now()
        self.last_runs: dict[str, Run] = {}

    @property
    def rates(self) -> dict[str, str]:
        return self._lambdas.schedules

    def turn(self) -> bool:
        """Always False: the next minute is soon enough."""
        self.run_all()
        return False

    def run_all(self) -> list[Run]:
        since, self._looked_at = self._looked_at, self._now()
        return [self.run(name) for name, rate in self.rates.items() if _is_due(rate, since, self._looked_at)]

    def run(self, name: str) -> Run:
        """Raises KeyError for a schedule that does not exist."""
        rate = self.rates[name]
        with self._one_at_a_time:
            at = self._now()
            try:
                run = Run(name, at, result=self._lambdas.invoke(name, _event(name, rate, at)))
            except Exception as failure:  # noqa: BLE001 - Lambda, too, only sees that the function failed
                _log.exception("schedule %s failed", name)
                run = Run(name, at, failure=f"{type(failure).__name__}: {failure}")
            self.last_runs[name] = run
            return run


def _is_due(rate: str, since: datetime, now: datetime) -> bool:
    if rate.startswith("rate("):
        return True
    last = latest(rate, now)
    return last is not None and last > since


def _event(name: str, rate: str, at: datetime) -> dict[str, Any]:
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "time": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": "eu-west-3",
        "resources": [f"arn:aws:events:eu-west-3:000000000000:rule/{name}"],
        "detail": {},
        "rate": rate,
    }
