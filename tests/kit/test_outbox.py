"""Facts kept, numbered once, told at least once."""

import dataclasses
import json
import typing
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st

import app
from chalicelib.core import lazy
from chalicelib.core.facts import STRIPE, SYSTEM, Actor, ActorKind, Fact, Recorded
from chalicelib.identity.facts import UserJoined
from chalicelib.kit import outbox
from chalicelib.kit.aws import dynamodb, sqs
from chalicelib.kit.queue import Unreadable
from chalicelib.kit.settings import settings as settings_of
from chalicelib.kit.table import read
from chalicelib.kit.unit_of_work import UnitOfWork
from tests.make.bookings import NOW

assert app.VERSION, "every domain's facts are known once the map is read"

KINDS = [kind for kind in Fact.kinds.values() if kind.__module__.startswith("chalicelib.")]
KEPT = [kind for kind in KINDS if not kind.__subclasses__()]
json_values = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.lists(st.integers(), max_size=3)
ACTORS = st.sampled_from([SYSTEM, STRIPE, Actor(ActorKind.USER, "sub-1", "203.0.113.7"), Actor(ActorKind.USER, "s")])


def made(kind: type[Fact], draw: st.DataObject) -> Fact:
    hints = typing.get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in dataclasses.fields(lazy.made(kind)):
        if field.name == "changes":
            values["changes"] = draw.draw(st.dictionaries(st.text(max_size=9), st.lists(json_values, max_size=2)))
        else:
            values[field.name] = draw.draw(st.from_type(hints[field.name]))
    return kind(**values)


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
@settings(deadline=None)
@given(draw=st.data(), actor=ACTORS)
def test_every_fact_is_read_as_it_was_written(kind: type[Fact], draw: st.DataObject, actor: Actor) -> None:
    recorded = Recorded("fc_1", NOW + timedelta(microseconds=7), actor, made(kind, draw))
    assert outbox.recorded_of(outbox.item_of(recorded)) == recorded


def test_there_are_facts_of_every_domain_and_no_two_of_one_name() -> None:
    domains = {kind.__module__.split(".")[1] for kind in KEPT}
    assert {"identity", "spaces", "bookings"} <= domains

    def below(base: type[Fact]) -> list[type[Fact]]:
        return [found for kind in base.__subclasses__() for found in (kind, *below(kind))]

    names = [kind.__name__ for kind in below(Fact) if kind.__module__.startswith("chalicelib.")]
    assert len(names) == len(set(names))


@pytest.fixture
def queues(table: str) -> dict[str, str]:
    return {name: sqs().create_queue(QueueName=name)["QueueUrl"] for name in ("mails", "doors")}


def record(*subjects: str, host: str | None = "ho_1", ago: timedelta = timedelta()) -> list[Any]:
    items = []
    for subject in subjects:
        uow = UnitOfWork(now=NOW - ago, actor=SYSTEM)
        uow.record(UserJoined(subject=subject, host_id=host))
        uow.commit()
        items.append(outbox.item_of(uow.facts[0]))
    return items


def received(queue_url: str) -> list[dict[str, str]]:
    found = sqs().receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"]) for message in found]


def numbers(host: str | None = "ho_1") -> list[int | None]:
    return [recorded.sequence for recorded in outbox.journal_page(host, before=None, limit=100)]


def test_a_fact_goes_to_whoever_wants_it_and_to_nobody_else(queues: dict[str, str]) -> None:
    (item,) = record("USER#1")
    outbox.relay(item, {queues["mails"]: lambda _: True, queues["doors"]: lambda _: False})
    assert received(queues["mails"]) == [{"pk": "USER#1", "sk": item["sk"]["S"]}]
    assert received(queues["doors"]) == []


def test_a_consumer_reads_the_fact_that_its_message_names(queues: dict[str, str]) -> None:
    (item,) = record("USER#1")
    outbox.relay(item, {queues["mails"]: lambda _: True})
    [message] = received(queues["mails"])
    told = outbox.told(json.dumps(message))
    assert told == outbox.facts_of("USER#1")[0]
    assert outbox.told(json.dumps(message | {"sk": "FACT#never"})) is None
    with pytest.raises(Unreadable):
        outbox.told('{"pk": "USER#1"}')


def test_a_second_relay_gives_no_second_number(queues: dict[str, str]) -> None:
    first, second = record("USER#1", "USER#2")
    for item in (first, first, second, first):
        outbox.relay(item, {})
    assert numbers() == [2, 1]
    assert [fact.sequence for fact in outbox.facts_of("USER#1")] == [1]
    assert len(received(queues["mails"])) == 0


def test_a_fact_that_a_restore_of_the_table_has_undone_is_told_to_nobody(queues: dict[str, str]) -> None:
    (item,) = record("USER#u1")
    dynamodb().delete_item(TableName=settings_of().table_name, Key={"pk": item["pk"], "sk": item["sk"]})
    outbox.relay(item, {queues["mails"]: lambda _: True})
    assert received(queues["mails"]) == []
    assert read(item["pk"]["S"], item["sk"]["S"]) is None
    assert numbers() == []


def test_each_host_counts_for_itself_and_the_platform_too(queues: dict[str, str]) -> None:
    for host in ("ho_1", "ho_2", None):
        for item in record("USER#1", "USER#2", host=host):
            outbox.relay(item, {})
    assert numbers("ho_1") == numbers("ho_2") == numbers(None) == [2, 1]


def test_a_head_that_moves_under_the_relay_is_read_again(
    queues: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = record("USER#1", "USER#2")
    kept = read
    overtaken: list[int] = []

    def overtaking(pk: str, sk: str) -> Any:
        found = kept(pk, sk)
        if sk == "HEAD" and not overtaken:
            overtaken.append(1)
            outbox.relay(other, {})
        return found

    monkeypatch.setattr("chalicelib.kit.table.read", overtaking)
    outbox.relay(mine, {})
    assert numbers() == [2, 1]
    assert [fact.fact.subject for fact in outbox.journal_page("ho_1", before=None, limit=9)] == ["USER#1", "USER#2"]


def test_the_sweep_relays_what_waits_for_longer_than_a_minute_once(queues: dict[str, str]) -> None:
    record("USER#old", ago=timedelta(seconds=61))
    record("USER#new", ago=timedelta(seconds=59))
    mails = {queues["mails"]: lambda _: True}

    assert outbox.sweep(NOW, mails) == 1
    assert outbox.sweep(NOW, mails) == 0
    assert [message["pk"] for message in received(queues["mails"])] == ["USER#old"]

    assert outbox.sweep(NOW + timedelta(seconds=2), mails) == 1
    assert numbers() == [2, 1]


def test_the_sweep_finds_facts_of_every_shard(queues: dict[str, str]) -> None:
    record(*(f"USER#{number}" for number in range(40)), ago=timedelta(hours=1))
    assert outbox.sweep(NOW, {}) == 40
    assert numbers() == list(range(40, 0, -1))


def test_what_was_relayed_is_not_left_behind(queues: dict[str, str]) -> None:
    (item,) = record("USER#1", ago=timedelta(hours=1))
    outbox.relay(item, {})
    assert outbox.sweep(NOW, {}) == 0


def test_a_consumer_that_fails_leaves_the_fact_to_the_sweep(queues: dict[str, str]) -> None:
    (item,) = record("USER#1", ago=timedelta(hours=1))
    with pytest.raises(ClientError):
        outbox.relay(item, {"https://sqs.eu-west-3.amazonaws.com/1/nowhere": lambda _: True})
    assert outbox.sweep(NOW, {queues["mails"]: lambda _: True}) == 1
    assert numbers() == [1]


def test_the_journal_is_read_backwards_page_by_page(queues: dict[str, str]) -> None:
    for item in record(*(f"USER#{number}" for number in range(5))):
        outbox.relay(item, {})
    first = outbox.journal_page("ho_1", before=None, limit=2)
    second = outbox.journal_page("ho_1", before=first[-1].sequence, limit=2)
    third = outbox.journal_page("ho_1", before=second[-1].sequence, limit=2)
    assert [recorded.sequence for page in (first, second, third) for recorded in page] == [5, 4, 3, 2, 1]
    assert outbox.journal_page("ho_1", before=1, limit=2) == []


def test_facts_of_one_moment_are_told_in_the_order_in_which_they_happened(table: str) -> None:
    """Declined, then released; accepted, then charged: a verb says all of it at one instant."""
    uow = UnitOfWork(now=NOW, actor=SYSTEM)
    for number in range(12):
        uow.record(UserJoined(subject="USER#1", changes={"step": [None, number]}))
    uow.commit()
    later = uow.again()
    later.record(UserJoined(subject="USER#1", changes={"step": [None, 12]}))
    later.commit()
    assert [told.fact.changes["step"][1] for told in outbox.facts_of("USER#1")] == list(range(13))


def test_only_facts_are_facts() -> None:
    assert outbox.is_fact({"sk": {"S": "FACT#2027"}})
    assert not outbox.is_fact({"sk": {"S": "A"}})
    assert not outbox.is_fact({})
