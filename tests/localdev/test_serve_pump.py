"""Event sources treat failures as Lambda does: what failed comes back, what worked never does."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from moto import mock_aws

import app
from chalicelib.kit.aws import dynamodb, sqs
from chalicelib.kit.queue import send
from localdev import stream_source
from localdev.cron import latest
from localdev.lambdas import Lambdas, batch_of, context_of
from localdev.pump import Loop
from localdev.queue_source import QueueSource
from localdev.schedules import Schedules
from localdev.stream_source import MOST_TRIES, StreamSource


class Recorder:
    """Stands for the functions: notes each call and does what the test says."""

    def __init__(self, *failing: str) -> None:
        self.schedules = {"tick": "rate(1 minute)", "broken": "rate(5 minutes)"}
        self.failing = failing
        self.seen: list[list[str]] = []

    def invoke(self, name: str, event: dict[str, Any]) -> Any:
        if name in ("tick", "broken"):
            assert event["detail-type"] == "Scheduled Event"
            return 1 // (name == "tick")
        told = [_told(record) for record in event["Records"]]
        self.seen.append([said for _, said in told])
        failed = [identifier for identifier, said in told if said in self.failing]
        return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}


def _told(record: dict[str, Any]) -> tuple[str, str]:
    if "body" in record:
        return record["messageId"], record["body"]
    return record["dynamodb"]["SequenceNumber"], record["dynamodb"]["NewImage"]["pk"]["S"]


@pytest.fixture
def aws() -> Iterator[None]:
    with mock_aws():
        for client in (dynamodb, sqs, stream_source._streams):
            client.cache_clear()
        yield
    for client in (dynamodb, sqs, stream_source._streams):
        client.cache_clear()


def source(functions: Recorder) -> Any:
    return QueueSource(functions, "worker", queue="pupitre-test-mails", batch=10)  # type: ignore[arg-type]


@pytest.mark.usefixtures("aws")
def test_only_the_messages_that_failed_come_back_and_soon() -> None:
    url = sqs().create_queue(QueueName="pupitre-test-mails", Attributes={"VisibilityTimeout": "360"})["QueueUrl"]
    for body in ("good", "bad"):
        sqs().send_message(QueueUrl=url, MessageBody=body)
    functions = Recorder("bad")
    queue = source(functions)
    assert queue.turn()
    deadline = time.monotonic() + 5
    while not queue.turn():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    handled = [body for batch in functions.seen for body in batch]
    assert (handled.count("good"), handled.count("bad")) == (1, 2)


@pytest.mark.usefixtures("aws")
def test_what_fails_first_in_first_out_is_tried_again_before_what_follows_it() -> None:
    attributes: Any = {"FifoQueue": "true", "VisibilityTimeout": "720"}
    url = sqs().create_queue(QueueName="pupitre-test-documents.fifo", Attributes=attributes)["QueueUrl"]
    for body in ("bad", "good"):
        send(url, body, once=body, group="SERIES#h_1#F")
    functions = Recorder("bad")
    queue = QueueSource(functions, "worker", queue="pupitre-test-documents.fifo", batch=1)  # type: ignore[arg-type]
    assert queue.turn()
    functions.failing = ()
    deadline = time.monotonic() + 5
    while len(functions.seen) < 3:
        queue.turn()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert functions.seen == [["bad"], ["bad"], ["good"]]


@pytest.mark.usefixtures("aws")
def test_a_message_carries_its_attributes_and_counts_its_receives_as_lambda_tells_them() -> None:
    url = sqs().create_queue(QueueName="pupitre-test-mails", Attributes={"VisibilityTimeout": "0"})["QueueUrl"]
    sent: Any = {
        "reason": {"DataType": "String", "StringValue": "why"},
        "raw": {"DataType": "Binary", "BinaryValue": b"\xff"},
    }
    sqs().send_message(QueueUrl=url, MessageBody="x", MessageAttributes=sent)
    records: list[dict[str, Any]] = []

    class Keeper(Recorder):
        def invoke(self, name: str, event: dict[str, Any]) -> Any:
            records.extend(event["Records"])
            return {"batchItemFailures": [{"itemIdentifier": event["Records"][0]["messageId"]}]}

    queue = source(Keeper())
    queue.turn()
    deadline = time.monotonic() + 5
    while not queue.turn():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    lists: dict[str, Any] = {"stringListValues": [], "binaryListValues": []}
    assert records[0]["messageAttributes"] == {
        "reason": {"stringValue": "why", "dataType": "String", **lists},
        "raw": {"binaryValue": "/w==", "dataType": "Binary", **lists},
    }
    assert [record["attributes"]["ApproximateReceiveCount"] for record in records] == ["1", "2"]
    assert json.loads(json.dumps(records)) == records


class FakeStream:
    """One shard; an iterator is a position."""

    class exceptions:  # noqa: N801 - boto3's own name
        class ExpiredIteratorException(Exception): ...

    def __init__(self, *keys: str) -> None:
        created = datetime(2027, 3, 1, tzinfo=UTC)
        self.records = [
            {
                "eventID": key,
                "eventName": "INSERT",
                "dynamodb": {
                    "SequenceNumber": str(number),
                    "NewImage": {"pk": {"S": key}, "raw": {"B": b"\xff"}},
                    "ApproximateCreationDateTime": created,
                },
            }
            for number, key in enumerate(keys)
        ]

    def describe_stream(self, **_: Any) -> Any:
        return {"StreamDescription": {"Shards": [{"ShardId": "s"}]}}

    def get_shard_iterator(self, **asked: Any) -> Any:
        return {"ShardIterator": asked.get("SequenceNumber", "0")}

    def get_records(self, **asked: Any) -> Any:
        first = int(asked["ShardIterator"])
        found = self.records[first:][: asked["Limit"]]
        return {"Records": found, "NextShardIterator": str(first + len(found))}


@pytest.fixture
def relay(aws: None, monkeypatch: pytest.MonkeyPatch) -> tuple[StreamSource, Recorder]:
    dynamodb().create_table(
        TableName="pupitre-test",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    sqs().create_queue(QueueName="pupitre-test-relay-dlq")
    fake = FakeStream("a", "b", "c")
    monkeypatch.setattr(stream_source, "_streams", lambda: fake)
    functions = Recorder("b")
    return StreamSource(functions, "relay", stage="test", table="pupitre-test"), functions  # type: ignore[arg-type]


def test_a_stream_goes_on_from_the_record_that_failed_and_gives_it_up_in_the_end(
    relay: tuple[StreamSource, Recorder],
) -> None:
    stream, functions = relay
    for _ in range(MOST_TRIES + 2):
        stream.turn()
    assert functions.seen[:2] == [["a", "b", "c"], ["b", "c"]]
    assert functions.seen[-1] == ["c"]
    assert sum("b" in batch for batch in functions.seen) == MOST_TRIES
    url = sqs().get_queue_url(QueueName="pupitre-test-relay-dlq")["QueueUrl"]
    assert "startSequenceNumber" in sqs().receive_message(QueueUrl=url)["Messages"][0]["Body"]


def test_a_record_is_plain_json_as_lambda_passes_it() -> None:
    told = stream_source._record(FakeStream("a").records[0], "arn")["dynamodb"]
    assert told["NewImage"]["raw"] == {"B": "/w=="}
    assert told["ApproximateCreationDateTime"] == datetime(2027, 3, 1, tzinfo=UTC).timestamp()


def test_a_schedule_that_fails_is_told_and_the_others_still_run() -> None:
    schedules = Schedules(Recorder(), lambda: datetime(2027, 3, 1, tzinfo=UTC))  # type: ignore[arg-type]
    fine, broken = schedules.run_all()
    assert (fine.result, fine.failure) == (1, "")
    assert broken.failure.startswith("ZeroDivisionError")


def test_a_schedule_with_a_date_runs_once_when_the_clock_passes_it() -> None:
    now = datetime(2027, 2, 27, tzinfo=UTC)
    functions = Recorder()
    functions.schedules = {"tick": "cron(0 12 1 * ? *)"}
    schedules = Schedules(functions, lambda: now)  # type: ignore[arg-type]

    def runs_at(*instant: int) -> list[str]:
        nonlocal now
        now = datetime(*instant, tzinfo=UTC)  # type: ignore[arg-type, misc]
        return [run.name for run in schedules.run_all()]

    assert runs_at(2027, 3, 1, 11, 59) == []
    assert runs_at(2027, 3, 1, 12, 0) == ["tick"]
    assert runs_at(2027, 3, 1, 12, 1) == []
    assert runs_at(2027, 4, 2) == ["tick"], "the clock was moved past it"
    assert runs_at(2027, 3, 20) == [], "and back"
    assert runs_at(2027, 4, 1, 13) == ["tick"], "it comes once more"
    assert schedules.run("tick").result == 1, "by hand at any time"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("cron(0 12 1 * ? *)", datetime(2027, 3, 1, 12, tzinfo=UTC)),
        ("cron(0 12 16 * ? *)", datetime(2027, 2, 16, 12, tzinfo=UTC)),
        ("cron(0/20 6-9 ? * MON-FRI *)", datetime(2027, 3, 15, 8, 0, tzinfo=UTC)),
        ("cron(30 * * * ? *)", datetime(2027, 3, 15, 7, 30, tzinfo=UTC)),
        ("cron(0 0 ? * 1 *)", datetime(2027, 3, 14, tzinfo=UTC)),
        ("cron(0 0 ? JAN,FEB SUN *)", datetime(2027, 2, 28, tzinfo=UTC)),
        ("cron(0 0 29 2 ? *)", datetime(2024, 2, 29, tzinfo=UTC)),
        ("cron(0 0 1 1 ? 2030)", None),
    ],
)
def test_eventbridges_cron_expressions_are_understood(expression: str, expected: datetime | None) -> None:
    assert latest(expression, datetime(2027, 3, 15, 8, 19, 59, tzinfo=UTC)) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "cron(0 12 1 * ?)",
        "cron(0 12 L * ? *)",
        "cron(60 12 1 * ? *)",
        "cron(0 12 1 * * *)",
        "cron(0 12 ? * ? *)",
        "1",
    ],
)
def test_what_eventbridge_would_refuse_or_is_not_understood_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="cron"):
        latest(expression, datetime(2027, 3, 15, tzinfo=UTC))


def test_every_schedule_of_the_product_is_understood() -> None:
    dated = [each for each in Lambdas(app.app).schedules.values() if not each.startswith("rate(")]
    assert dated
    for expression in dated:
        assert latest(expression, datetime(2027, 3, 15, tzinfo=UTC))


def test_a_loop_outlives_its_errors_and_wakes_at_once() -> None:
    turns: list[float] = []

    def turn() -> bool:
        turns.append(time.monotonic())
        raise RuntimeError("stumbled")

    loop = Loop("sample", turn, idle=60)
    loop.start()
    time.sleep(0.05)
    loop.wake()
    time.sleep(0.2)
    loop.stop()
    loop.join()
    assert len(turns) == 2


def test_a_function_is_called_with_as_many_messages_as_the_deployed_one() -> None:
    assert {name: batch_of(name) for name in Lambdas(app.app).queues} == {
        "handle_stripe_events": 5,
        "send_mails": 5,
        "handle_documents": 1,
        "handle_payouts": 1,
        "project_search": 10,
        "handle_images": 1,
        "handle_claims": 1,
        "serve_waiting": 5,
        "run_checks": 1,
    }


def test_a_context_has_the_deadline_of_the_deployed_function() -> None:
    assert 50_000 < context_of("send_mails").get_remaining_time_in_millis() <= 60_000
