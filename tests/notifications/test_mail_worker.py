"""The function behind the queue of mails counts what became of each, also when it must come back for another."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

import app
from chalicelib.core.facts import Recorded
from chalicelib.kit import outbox
from chalicelib.kit.observability import metrics
from chalicelib.notifications import deliver as sending
from chalicelib.notifications.post import NotSentYet
from tests.notifications.samples import recorded
from tests.notifications.test_deliver import ACCEPTED

EVENT = {
    "Records": [
        {
            "messageId": "m-1",
            "body": json.dumps({"pk": "BK#bk_1", "sk": "FACT#1"}),
            "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1805097600000"},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
        }
    ]
}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    metrics.clear_metrics()
    monkeypatch.setattr(outbox, "told", lambda _: recorded(ACCEPTED))
    yield
    metrics.clear_metrics()


def answer() -> Any:
    return app.app.handler_map["send_mails"](EVENT, None)


@pytest.mark.usefixtures("counted")
def test_a_mail_given_up_is_counted_although_another_of_the_fact_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def deliver(_: Recorded, *, now: datetime) -> None:
        metrics.add_metric("MailFailed", "Count", 1)
        raise ExceptionGroup("still due", [NotSentYet("ThrottlingException")])

    monkeypatch.setattr(sending, "deliver", deliver)
    assert answer() == {"batchItemFailures": [{"itemIdentifier": "m-1"}]}
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith('{"_aws"')]
    assert [line["MailFailed"] for line in told] == [[1.0]]


@pytest.mark.usefixtures("counted")
def test_a_fact_that_is_gone_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "told", lambda _: None)
    assert answer() == {"batchItemFailures": []}
