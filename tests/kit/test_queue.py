"""A message ends handled, or among the dead letters with its reason; it is never lost and nothing of it is told."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError
from chalice.app import SQSEvent

from chalicelib.core.errors import Kind, NotFound, Refusal
from chalicelib.kit import queue
from chalicelib.kit.aws import sqs
from chalicelib.kit.observability import logger
from chalicelib.kit.queue import LONGEST_REASON, MOST_RECEIVES, Unreadable, reason_of
from chalicelib.notifications.post import NotSentYet
from chalicelib.payments.model import ProviderRefused, ProviderUnavailable
from chalicelib.payments.webhooks import parse
from infra.compose import read
from localdev import queue_source
from localdev.queue_source import QueueSource
from tests.conftest import SetClock

NAME = "pupitre-test-mails"
SECRET = "somebody@people.example"


class Worker:
    """A queue with its dead letters, as infra has them, and the function behind it; `act` is what it does."""

    def __init__(self) -> None:
        self.dead = sqs().create_queue(QueueName=f"{NAME}-dlq")["QueueUrl"]
        arn = sqs().get_queue_attributes(QueueUrl=self.dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        policy = {"deadLetterTargetArn": arn, "maxReceiveCount": MOST_RECEIVES}
        self.url = sqs().create_queue(QueueName=NAME, Attributes={"RedrivePolicy": json.dumps(policy)})["QueueUrl"]
        self.dead_letters = self.dead
        self.act: Callable[[str], None] = lambda _: None
        self.handled: list[str] = []
        self.answers: list[Any] = []
        self._source = QueueSource(self, "worker", queue=NAME, batch=10)  # type: ignore[arg-type]

    def send(self, *bodies: str) -> list[str]:
        return [sqs().send_message(QueueUrl=self.url, MessageBody=body)["MessageId"] for body in bodies]

    def turn(self, times: int = 1) -> None:
        for _ in range(times):
            self._source.turn()

    def invoke(self, _: str, event: dict[str, Any]) -> Any:
        self.answers.append(queue.work(SQSEvent(event, None), self._handle, dead_letters=self.dead_letters))
        return self.answers[-1]

    def _handle(self, body: str) -> None:
        self.act(body)
        self.handled.append(body)

    def buried(self) -> list[Any]:
        received = sqs().receive_message(
            QueueUrl=self.dead, MaxNumberOfMessages=10, VisibilityTimeout=0, MessageAttributeNames=["All"]
        )
        return list(received.get("Messages", []))

    def waiting(self) -> int:
        names: Any = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        counts = sqs().get_queue_attributes(QueueUrl=self.url, AttributeNames=names)["Attributes"]
        return sum(int(count) for count in counts.values())


@pytest.fixture
def worker(table: str, monkeypatch: pytest.MonkeyPatch) -> Worker:
    monkeypatch.setattr(queue_source, "BACK_OFF_SECONDS", (0,))
    return Worker()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the worker logs, as CloudWatch would keep it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logger.registered_formatter)
    logging.getLogger(logger.name).addHandler(handler)
    yield written
    logging.getLogger(logger.name).removeHandler(handler)


def fail(failure: Exception, *, only: str = "") -> Callable[[str], None]:
    def act(body: str) -> None:
        if only in body:
            raise failure

    return act


def told(letter: Any) -> dict[str, str]:
    return {name: value["StringValue"] for name, value in letter["MessageAttributes"].items()}


def test_what_fails_comes_back_until_it_works_and_is_then_no_dead_letter(worker: Worker) -> None:
    worker.send("one")
    worker.act = fail(ValueError("not today"))
    worker.turn(MOST_RECEIVES - 1)
    assert worker.waiting() == 1
    worker.act = lambda _: None
    worker.turn(2)
    assert (worker.handled, worker.waiting(), worker.buried()) == (["one"], 0, [])


def test_what_fails_for_the_last_time_lies_among_the_dead_letters_with_its_reason(
    worker: Worker, at: SetClock
) -> None:
    now = at(datetime(2027, 3, 15, 8, tzinfo=UTC))
    before = datetime.now(UTC).replace(microsecond=0)
    [message_id] = worker.send("one")
    worker.act = fail(NotFound())
    worker.turn(MOST_RECEIVES + 2)
    [letter] = worker.buried()
    assert (letter["Body"], worker.waiting(), worker.handled) == ("one", 0, [])
    attributes = told(letter)
    assert before <= datetime.fromisoformat(attributes.pop("sent_at")) <= datetime.now(UTC)
    assert attributes == {
        "reason": "NotFound: not_found",
        "failed_at": now.isoformat(),
        "origin_message_id": message_id,
    }
    assert worker.answers[-1] == {"batchItemFailures": []}


def test_what_nobody_can_read_is_a_dead_letter_at_the_first_receive(worker: Worker) -> None:
    worker.send("{")

    def act(body: str) -> None:
        queue.fields(body, "pk")

    worker.act = act
    worker.turn()
    [letter] = worker.buried()
    assert (told(letter)["reason"], worker.waiting()) == ("Unreadable: JSONDecodeError", 0)


def test_one_that_fails_keeps_no_other_from_being_handled_once(worker: Worker) -> None:
    worker.send("good", "bad", "fine")
    worker.act = fail(ValueError(), only="bad")
    worker.turn(MOST_RECEIVES + 1)
    assert sorted(worker.handled) == ["fine", "good"]
    assert [letter["Body"] for letter in worker.buried()] == ["bad"]


def test_a_batch_that_fails_as_a_whole_names_its_messages_instead_of_failing(worker: Worker) -> None:
    """An exception of the function would bring them back too, but its words would be in the log."""
    ids = worker.send("one", "two")
    worker.act = fail(ValueError(SECRET))
    worker.turn()
    [answer] = worker.answers
    assert {failure["itemIdentifier"] for failure in answer["batchItemFailures"]} == set(ids)


@pytest.mark.parametrize("failure", [ValueError("late"), Unreadable("KeyError")])
def test_without_dead_letters_to_reach_it_stays_failed_and_sqs_moves_it_without_a_reason(
    worker: Worker, failure: Exception, log: io.StringIO
) -> None:
    worker.dead_letters = f"{worker.dead}-of-nobody"
    worker.send("one")
    worker.act = fail(failure)
    worker.turn(MOST_RECEIVES)
    assert (worker.waiting(), worker.buried()) == (1, [])
    worker.turn(2)
    [letter] = worker.buried()
    assert (letter["Body"], letter.get("MessageAttributes"), worker.waiting()) == ("one", None, 0)
    assert "dead_letter_not_sent" in log.getvalue()


def test_the_log_has_the_message_the_exception_and_the_place_but_no_words(worker: Worker, log: io.StringIO) -> None:
    [message_id] = worker.send(f'{{"to": "{SECRET}"}}')
    worker.act = fail(ExceptionGroup(SECRET, [ValueError(SECRET), ProviderRefused("card_declined", SECRET)]))
    worker.turn()
    [line] = [json.loads(line) for line in log.getvalue().splitlines()]
    assert (line["message"], line["message_id"], line["receives"]) == ("message_failed", message_id, 1)
    assert (line["reason"], line["given_up"]) == ("ValueError, ProviderRefused: card_declined", False)
    assert "somebody" not in log.getvalue()


def test_the_log_says_where_it_failed(worker: Worker, log: io.StringIO) -> None:
    worker.send("[]")

    def act(body: str) -> None:
        queue.fields(body, "pk")

    worker.act = act
    worker.turn()
    [line] = [json.loads(line) for line in log.getvalue().splitlines()]
    assert any(place.split("/")[-1].startswith("queue.py:") and place.endswith(" fields") for place in line["where"])


class Overslept(Refusal):
    code, kind = "overslept", Kind.CONFLICT


class Coded(Exception):
    """Somebody else's, whose code may be anything."""

    code = "somebody"


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (Overslept(), "Overslept: overslept"),
        (ProviderRefused("charge_expired_for_capture", SECRET), "ProviderRefused: charge_expired_for_capture"),
        (ProviderUnavailable("APIConnectionError"), "ProviderUnavailable: APIConnectionError"),
        (ProviderUnavailable("nobody to make a page for"), "ProviderUnavailable"),
        (NotSentYet("ThrottlingException"), "NotSentYet: ThrottlingException"),
        (
            ClientError({"Error": {"Code": "AccessDenied", "Message": SECRET}}, "SendMessage"),
            "ClientError: AccessDenied",
        ),
        (KeyError("somebody"), "KeyError"),
        (ValueError(SECRET), "ValueError"),
        (Coded(), "Coded"),
        (ProviderRefused(SECRET, SECRET), "ProviderRefused"),
        (ProviderRefused("x" * 500, ""), "ProviderRefused"),
        (
            ExceptionGroup("", [NotFound(), ExceptionGroup("", [NotFound(), ValueError()])]),
            "NotFound: not_found, ValueError",
        ),
    ],
)
def test_a_reason_is_made_of_names_and_codes_alone(failure: Exception, reason: str) -> None:
    assert reason_of(failure) == reason


def test_a_reason_is_no_longer_than_a_line() -> None:
    kinds = [type(f"Failure{number}" * 5, (Exception,), {}) for number in range(20)]
    assert len(reason_of(ExceptionGroup("", [kind() for kind in kinds]))) == LONGEST_REASON


@pytest.mark.parametrize("body", ["", "{", "null", "[]", '"pk"', "7", '{"pk": 1}', "[" * 100_000])
def test_whatever_lacks_a_field_is_unreadable(body: str) -> None:
    with pytest.raises(Unreadable):
        queue.fields(body, "pk", "sk")


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "{}",
        '{"id": "evt_1", "type": "refund.failed", "data": {}}',
        '{"id": "evt_1", "type": "refund.failed", "data": null}',
        '{"id": "evt_1", "type": "refund.failed", "data": {"object": "re_1"}}',
        '{"type": "refund.failed", "data": {"object": {"id": "re_1", "object": "refund"}}}',
    ],
)
def test_an_event_that_is_none_of_stripes_is_unreadable(body: str) -> None:
    with pytest.raises(Unreadable):
        parse(body)


def test_the_fields_of_a_message_are_its_values_in_order() -> None:
    assert queue.fields('{"sk": null, "pk": "BK#1", "more": 2}', "pk", "sk") == ("BK#1", None)


def test_the_worker_and_its_queue_agree_on_which_receive_is_the_last() -> None:
    resources = read("parts/queues")["Resources"].values()
    allowed = [
        resource["Properties"]["RedrivePolicy"]["maxReceiveCount"]
        for resource in resources
        if "RedrivePolicy" in resource["Properties"]
    ]
    assert set(allowed) == {MOST_RECEIVES}
