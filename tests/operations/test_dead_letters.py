"""Dead letters are counted, looked at and sent back: none is lost, and nobody sees what they hold."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

import app
from chalicelib.core.errors import NotFound
from chalicelib.kit import queue
from chalicelib.kit.aws import sqs
from chalicelib.kit.settings import settings
from chalicelib.operations import dead_letters
from chalicelib.operations.dead_letters import look, queue_of, send_back, waiting
from chalicelib.operations.schemas import QueueName

SECRET = "somebody@people.example"
NAMES: tuple[QueueName, ...] = get_args(QueueName)


IN_ORDER: tuple[QueueName, ...] = ("documents", "payouts")


def create(full_name: str, name: QueueName) -> str:
    if name not in IN_ORDER:
        return sqs().create_queue(QueueName=full_name)["QueueUrl"]
    return sqs().create_queue(QueueName=f"{full_name}.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]


class Queues:
    """Every queue and its dead letters, which the settings name."""

    def __init__(self) -> None:
        made = [create(f"pupitre-test-{name}", name) for name in NAMES]
        dead = [create(f"pupitre-test-{name}-dlq", name) for name in NAMES]
        self.url = dict(zip(NAMES, made, strict=True))
        self.dead = dict(zip(NAMES, dead, strict=True))

    def bury(self, body: str, *, name: QueueName = "mails", reason: str = "", **told: str) -> str:
        """As a worker does, or as SQS does, which knows no reason."""
        about = {"reason": reason, **told} if reason else {}
        attributes: Any = {key: {"DataType": "String", "StringValue": value} for key, value in about.items()}
        order: Any = {"MessageGroupId": "ho_1", "MessageDeduplicationId": body} if name in IN_ORDER else {}
        sent = sqs().send_message(QueueUrl=self.dead[name], MessageBody=body, MessageAttributes=attributes, **order)
        return sent["MessageId"]

    def sent_back(self, name: QueueName = "mails") -> list[Any]:
        return _all(self.url[name])

    def dead_now(self, name: QueueName = "mails") -> list[str]:
        return sorted(message["Body"] for message in _all(self.dead[name]))


def _all(url: str) -> list[Any]:
    """Takes what is visible."""
    found: list[Any] = []
    while (
        received := sqs()
        .receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
        .get("Messages")
    ):
        found += received
    return found


@pytest.fixture
def queues(table: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queues]:
    made = Queues()
    known = replace(
        settings(),
        stripe_events_queue_url=made.url["stripe-events"],
        mails_queue_url=made.url["mails"],
        checks_queue_url=made.url["checks"],
        documents_queue_url=made.url["documents"],
        payouts_queue_url=made.url["payouts"],
        search_queue_url=made.url["search"],
        images_queue_url=made.url["images"],
        claims_queue_url=made.url["claims"],
        waiting_queue_url=made.url["waiting"],
        stripe_events_dead_letters_url=made.dead["stripe-events"],
        mails_dead_letters_url=made.dead["mails"],
        checks_dead_letters_url=made.dead["checks"],
        documents_dead_letters_url=made.dead["documents"],
        payouts_dead_letters_url=made.dead["payouts"],
        search_dead_letters_url=made.dead["search"],
        images_dead_letters_url=made.dead["images"],
        claims_dead_letters_url=made.dead["claims"],
        waiting_dead_letters_url=made.dead["waiting"],
    )
    for module in (dead_letters, app):
        monkeypatch.setattr(module, "settings", lambda: known)
    monkeypatch.setattr(dead_letters, "WAIT_SECONDS", 0)
    yield made
    sqs().meta.events.unregister("provide-client-params.sqs.SendMessage", unique_id="test")


def on_sending(act: Callable[[str], None]) -> None:
    """Before each message that the product sends, `act` is told its body; what it raises keeps it from being sent."""

    def before(params: Any, **_: Any) -> None:
        act(params["MessageBody"])

    sqs().meta.events.register("provide-client-params.sqs.SendMessage", before, unique_id="test")


def test_a_look_tells_id_reason_age_and_subject_and_nothing_else(queues: Queues) -> None:
    queues.bury(
        json.dumps({"pk": "BK#bk_1", "sk": "FACT#2027-03-15T08:00:00.000000+00:00#fc_1", "to": SECRET}),
        reason="NotFound: not_found",
        origin_message_id="m-1",
        sent_at="2027-03-15T08:00:00+00:00",
        failed_at="2027-03-15T08:36:00+00:00",
    )
    [letter] = look("mails")
    assert vars(letter) == {
        "id": "m-1",
        "reason": "NotFound: not_found",
        "subject": "BK#bk_1 FACT#2027-03-15T08:00:00.000000+00:00#fc_1",
        "sent_at": datetime(2027, 3, 15, 8, tzinfo=UTC),
    }


def test_what_sqs_put_there_has_no_reason_and_its_own_id_and_age(queues: Queues) -> None:
    message_id = queues.bury("{}")
    [letter] = look("mails")
    assert (letter.id, letter.reason) == (message_id, None)
    assert timedelta(0) <= datetime.now(UTC) - letter.sent_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("name", "body", "subject"),
    [
        ("stripe-events", '{"id": "evt_1", "type": "refund.failed"}', "refund.failed evt_1"),
        ("stripe-events", '{"id": "evt_1", "type": "refund.failed", "data": "odd"}', "refund.failed evt_1"),
        ("checks", '{"rule": "requests_are_answered", "run": "r", "cursor": null}', "requests_are_answered"),
        ("mails", '{"pk": "BK#bk_1", "sk": "FACT#1"}', "BK#bk_1 FACT#1"),
        ("documents", '{"pk": "DOC#do_1", "sk": "FACT#1"}', "DOC#do_1 FACT#1"),
        ("payouts", '{"do": "close", "host": "ho_1", "month": "2027-02"}', "close ho_1"),
        ("payouts", '{"do": "settle", "host": "ho_1"}', "settle ho_1"),
        ("payouts", '{"pk": "BK#bk_1", "sk": "FACT#1"}', "BK#bk_1 FACT#1"),
        ("payouts", json.dumps({"do": "settle", "host": SECRET}), "unreadable"),
        ("search", '{"room": "rm_1", "bucket": 20528}', "rm_1 20528"),
        ("search", '{"rebuild": "days", "city": "paris", "shard": 3}', "rebuild days"),
        ("search", '{"pk": "SPACE#sp_1", "sk": "FACT#1"}', "SPACE#sp_1 FACT#1"),
        ("waiting", '{"pk": "BK#bk_1", "sk": "FACT#1"}', "BK#bk_1 FACT#1"),
        ("mails", '{"pk": "BK#bk_1"}', "unreadable"),
        ("mails", SECRET, "unreadable"),
        ("mails", json.dumps({"pk": SECRET, "sk": ""}), "unreadable"),
        ("checks", '{"rule": "<script>"}', "unreadable"),
        ("checks", json.dumps({"rule": "r" * 201}), "unreadable"),
        ("checks", "[]", "unreadable"),
    ],
)
def test_a_subject_is_made_of_ids_or_is_unreadable(queues: Queues, name: QueueName, body: str, subject: str) -> None:
    queues.bury(body, name=name)
    assert [letter.subject for letter in look(name)] == [subject]


def test_looking_takes_nothing_away_and_may_be_repeated_at_once(queues: Queues) -> None:
    for number in range(12):
        queues.bury(f"{number}")
    assert waiting("mails") == 12
    first, second = look("mails"), look("mails")
    assert len(first) == len(second) == 10
    assert waiting("mails") == 12
    assert (send_back("mails"), waiting("mails")) == (12, 0)


def test_a_look_under_way_does_not_make_dead_letters_vanish_from_the_count(queues: Queues) -> None:
    queues.bury("one")
    sqs().receive_message(QueueUrl=queues.dead["mails"], VisibilityTimeout=30)
    assert waiting("mails") == 1


def test_the_same_message_put_there_by_its_worker_and_by_sqs_is_one_dead_letter(queues: Queues) -> None:
    message_id = queues.bury("one")
    queues.bury("one", reason="ValueError", origin_message_id=message_id)
    queues.bury("two")
    assert sorted((letter.id == message_id, letter.reason) for letter in look("mails")) == [
        (False, None),
        (True, "ValueError"),
    ]


def test_the_oldest_comes_first(queues: Queues) -> None:
    for day in (3, 1, 2):
        queues.bury("x", reason="ValueError", sent_at=f"2027-03-0{day}T08:00:00+00:00", origin_message_id=f"m{day}")
    assert [letter.id for letter in look("mails")] == ["m1", "m2", "m3"]


def test_what_is_sent_back_is_the_same_message_without_its_reason(queues: Queues) -> None:
    body = '{"pk": "BK#bk_1", "sk": "é"}'
    queues.bury(body, reason="ValueError", failed_at="2027-03-15T08:36:00+00:00")
    queues.bury("elsewhere", name="checks")
    assert send_back("mails") == 1
    [message] = queues.sent_back()
    assert (message["Body"], message.get("MessageAttributes")) == (body, None)
    assert (waiting("mails"), waiting("checks")) == (0, 1)


def test_all_are_sent_back_and_a_second_call_finds_nothing(queues: Queues) -> None:
    for number in range(25):
        queues.bury(f"{number}")
    assert (send_back("mails"), send_back("mails")) == (25, 0)
    assert sorted(int(message["Body"]) for message in queues.sent_back()) == list(range(25))


def test_what_is_too_much_for_one_call_waits_for_the_next(queues: Queues, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_letters, "MOST_SENT_BACK", 13)
    for number in range(25):
        queues.bury(f"{number}")
    assert (send_back("mails"), waiting("mails")) == (13, 12)
    assert (send_back("mails"), waiting("mails")) == (12, 0)


def test_a_call_whose_time_is_over_stops_and_loses_nothing(queues: Queues, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_letters, "SEND_BACK_SECONDS", 0.0)
    queues.bury("one")
    assert (send_back("mails"), queues.dead_now()) == (0, ["one"])


def test_one_that_cannot_be_sent_stays_and_those_before_it_are_not_sent_twice(
    queues: Queues, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        queues.bury(f"{number}")
    tried: list[str] = []

    def third_fails(body: str) -> None:
        tried.append(body)
        if len(tried) == 3:
            raise ConnectionError

    on_sending(third_fails)
    monkeypatch.setattr(dead_letters, "HIDDEN_SECONDS", 0)
    with pytest.raises(ConnectionError):
        send_back("mails")
    assert waiting("mails") == 3
    assert send_back("mails") == 3
    assert sorted(message["Body"] for message in queues.sent_back()) == ["0", "1", "2", "3", "4"]


def test_a_crash_between_sending_and_deleting_repeats_one_and_loses_none(
    queues: Queues, monkeypatch: pytest.MonkeyPatch
) -> None:
    queues.bury("one")
    monkeypatch.setattr(dead_letters, "HIDDEN_SECONDS", 0)
    with monkeypatch.context() as crash:
        crash.setattr(dead_letters, "_delete", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            send_back("mails")
    assert (waiting("mails"), send_back("mails")) == (1, 1)
    assert [message["Body"] for message in queues.sent_back()] == ["one", "one"]


def test_what_fails_again_at_once_does_not_go_round_in_one_call(queues: Queues) -> None:
    """Its worker may be faster than the call that sends it back."""
    queues.bury("{")
    queues.bury("[")
    ours = True

    def fails_at_once(body: str) -> None:
        nonlocal ours
        if ours:
            ours = False
            queues.bury(body, reason="Unreadable")
            ours = True

    on_sending(fails_at_once)
    assert send_back("mails") == 2
    assert len(queues.sent_back()) == 2
    assert [letter.reason for letter in look("mails")] == ["Unreadable", "Unreadable"]
    assert send_back("mails") == 2


def test_the_same_message_twice_is_sent_once_a_call(queues: Queues) -> None:
    queues.bury("one")
    queues.bury("one", reason="ValueError")
    assert (send_back("mails"), queues.dead_now()) == (1, ["one"])


@pytest.mark.parametrize("name", NAMES)
def test_each_worker_has_its_own_dead_letters(queues: Queues, name: QueueName) -> None:
    [source] = [
        source for source in app.app.event_sources if getattr(source, "queue", "").removesuffix(".fifo") == name
    ]
    record = {
        "messageId": "m-1",
        "body": "{",
        "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1805097600000"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
    }
    answer = app.app.handler_map[source.name]({"Records": [record]}, None)
    assert answer == {"batchItemFailures": []}
    assert {each: waiting(each) for each in NAMES if waiting(each)} == {name: 1}
    [letter] = look(name)
    assert (letter.id, letter.reason, letter.subject) == ("m-1", "Unreadable: JSONDecodeError", "unreadable")
    assert letter.sent_at == datetime(2027, 3, 15, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", IN_ORDER)
def test_what_is_handled_in_order_is_sent_back_to_its_own_group(queues: Queues, name: QueueName) -> None:
    """Else what happened later to the same booking, or host, could overtake it."""
    sqs().send_message(
        QueueUrl=queues.dead[name], MessageBody="one", MessageGroupId="BK#bk_1", MessageDeduplicationId="fc_1"
    )
    assert send_back(name) == 1
    [message] = sqs().receive_message(QueueUrl=queues.url[name], AttributeNames=["MessageGroupId"])["Messages"]
    assert (message["Body"], message["Attributes"]["MessageGroupId"]) == ("one", "BK#bk_1")


def test_only_queues_of_ours_have_dead_letters_here() -> None:
    assert set(dead_letters.QUEUES) == set(NAMES)
    for unknown in ("relay", "mails-dlq", ""):
        with pytest.raises(NotFound):
            queue_of(unknown)


def test_a_call_leaves_room_within_api_gateways_29_seconds() -> None:
    assert dead_letters.SEND_BACK_SECONDS <= 15 < dead_letters.HIDDEN_SECONDS
    assert queue.MOST_RECEIVES > 1
