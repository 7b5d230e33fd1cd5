"""Rules taken through all they examine, over a real queue, and what they leave: violations and metrics."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from chalicelib.kit.aws import sqs
from chalicelib.operations import store, walk
from chalicelib.operations.model import Run, Seen
from tests.make.till import Till

A_LONG_RUN = 100


@dataclass
class Checks:
    url: str
    events_url: str
    capsys: pytest.CaptureFixture[str]
    printed: str = field(default="", repr=False)

    def run(self, rule: str, now: datetime) -> Run:
        """From its beginning to its end, and nothing is left on the queue."""
        walk.begin(rule, now)
        for _ in range(A_LONG_RUN):
            messages = self.messages()
            if not messages:
                break
            for message in messages:
                walk.step(message, now)
        run = store.run_of(rule)
        assert run
        assert run.finished_at, f"{rule} is still at {run.cursor} after {A_LONG_RUN} steps"
        return run

    def looked(self, till: Till, rule: str, **later: float) -> tuple[int, list[str]]:
        """What a run repaired and left broken; eleven minutes later, so that Stripe's objects are old enough."""
        till.later(**(later or {"minutes": 11}))
        run = self.run(rule, till.now)
        return run.repaired, self.subjects(rule)

    def messages(self) -> list[str]:
        return _taken(self.url)

    def events(self) -> list[str]:
        return _taken(self.events_url)

    def broken(self, rule: str) -> list[Seen]:
        return store.page(rule, after=None, limit=100)[0]

    def told(self, rule: str, now: datetime) -> dict[str, str]:
        """What a run finds broken: subject and detail."""
        self.run(rule, now)
        return {seen.violation.subject: seen.violation.detail for seen in self.broken(rule)}

    def subjects(self, rule: str) -> list[str]:
        return [seen.violation.subject for seen in self.broken(rule)]

    def detail(self, rule: str) -> str:
        (seen,) = self.broken(rule)
        return seen.violation.detail

    def metrics(self, name: str) -> list[tuple[dict[str, str], float]]:
        """Each as CloudWatch would take it from the log, with its dimensions, since the start of the test."""
        self.printed += self.capsys.readouterr().out
        found = []
        for line in self.printed.splitlines():
            told = json.loads(line) if line.startswith("{") else {}
            for metric in told.get("_aws", {}).get("CloudWatchMetrics", []):
                if name in {one["Name"] for one in metric["Metrics"]}:
                    (dimensions,) = metric["Dimensions"]
                    assert metric["Namespace"] == "Pupitre"
                    found.append(({one: told[one] for one in dimensions}, sum(told[name])))
        return found


def _taken(url: str) -> list[str]:
    """Received and deleted, all that is there."""
    taken: list[str] = []
    while received := _receive(url):
        for message in received:
            taken.append(message["Body"])
            sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return taken


def _receive(url: str) -> list[Any]:
    answer: Any = sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    found: list[Any] = answer.get("Messages", [])
    return found
