"""What must be true of the whole table and of Stripe, whatever happened before."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Protocol

from chalicelib.availability.slots import buckets_of, field
from chalicelib.bookings.facts import (
    BookingPlaced,
    HoldPlaced,
    HoldReleased,
    PaymentCaptured,
    PaymentRefunded,
    RefundFailed,
)
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import HOLDS_SLOTS, Booking, Money, Status
from chalicelib.bookings.views import coworker_view, host_view
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.outbox import facts_of, is_fact, recorded_of
from chalicelib.kit.settings import settings
from chalicelib.notifications.mails import mails_for
from tests.make.till import Till

SETTLED_BY = {
    BookingPlaced: Money.AWAITED,
    HoldPlaced: Money.HELD,
    PaymentCaptured: Money.CAPTURED,
    HoldReleased: Money.RELEASED,
    PaymentRefunded: Money.REFUNDED,
    RefundFailed: Money.REFUND_FAILED,
}
UNDER_WAY = {Money.CAPTURING, Money.RELEASING, Money.REFUNDING}
WAITS = {Status.OFFERED, Status.AWAITING_PAYMENT, Status.PENDING_HOST, Status.CONFIRMING}
EXPECTED_AT_STRIPE = {
    Money.NONE: "nothing",
    Money.AWAITED: "nothing",
    Money.HELD: "held",
    Money.CAPTURED: "taken",
    Money.RELEASED: "nothing",
    Money.REFUNDED: "given back",
    Money.REFUND_FAILED: "taken",
}


NUMBER = re.compile(r"[0-9]{12}")

Item = dict[str, Any]


class Letter(Protocol):
    """What left for good: the provider's id of it, and what its reader sees of it in a list."""

    @property
    def message_id(self) -> str: ...
    @property
    def to(self) -> str: ...
    @property
    def subject(self) -> str: ...


def everything() -> list[Item]:
    found: list[Item] = []
    for page in dynamodb().get_paginator("scan").paginate(TableName=settings().table_name, ConsistentRead=True):
        found += page["Items"]
    return found


def bookings() -> list[Booking]:
    keys = [item["pk"]["S"] for item in everything() if item["pk"]["S"].startswith("BK#") and item["sk"]["S"] == "A"]
    return [booking_of(key.removeprefix("BK#")) for key in keys]


def places_taken() -> Counter[tuple[str, str, str]]:
    """What the counters carry: (room, day, quarter) -> weight, zeros left out."""
    counters: Counter[tuple[str, str, str]] = Counter()
    for item in everything():
        if item["sk"]["S"].startswith("DAY#"):
            for name, value in item.items():
                if name not in {"pk", "sk"} and int(value["N"]):
                    counters[item["pk"]["S"], item["sk"]["S"], name] = int(value["N"])
    return counters


def places_held(known: Iterable[Booking] | None = None) -> Counter[tuple[str, str, str]]:
    """What the bookings say that the counters carry; `known` spares reading them."""
    held: Counter[tuple[str, str, str]] = Counter()
    for booking in bookings() if known is None else known:
        if booking.status in HOLDS_SLOTS:
            buckets = buckets_of(booking.held, timedelta(minutes=booking.std_offset_minutes))
            for bucket, slots in buckets.items():
                for slot in slots:
                    held[f"ROOM#{booking.room_id}", f"DAY#{bucket:06d}", field(slot)] += booking.weight
    return held


def kinds(booking: Booking) -> list[str]:
    return sorted(recorded.fact.kind for recorded in facts_of(booking.key))


def assert_sound(till: Till) -> None:
    """Counters, money, clock and requests: nothing leaked, nothing forgotten, nothing that Stripe would refuse."""
    known = bookings()
    assert places_taken() == places_held(known)
    assert till.contract.breaches == []
    assert till.may_ask_late or not till.contract.asked_late
    for booking in known:
        _money_is_where_we_say(till, booking)
        _the_clock_knows(booking)
        _the_timeline_tells_it(till, booking)


def assert_settled(till: Till) -> None:
    """Sound, and nothing is left for the clock to finish."""
    assert_sound(till)
    assert not [booking.id for booking in bookings() if booking.money in UNDER_WAY]


def assert_relayed(items: Iterable[Item]) -> None:
    """Every fact of the table left for its consumers, and stands once in its host's journal, without a gap."""
    items = list(items)
    facts = [item for item in items if is_fact(item)]
    assert not [item["sk"]["S"] for item in facts if "due_pk" in item], "facts that nobody relayed"
    lines = [item for item in items if item["pk"]["S"].startswith("JOURNAL#") and NUMBER.fullmatch(item["sk"]["S"])]
    for journal in {line["pk"]["S"] for line in lines}:
        numbers = sorted(int(line["n"]["N"]) for line in lines if line["pk"]["S"] == journal)
        assert numbers == list(range(1, len(numbers) + 1))
    assert Counter(line["fact_id"]["S"] for line in lines) == Counter(item["fact_id"]["S"] for item in facts)
    numbered = {line["fact_id"]["S"]: line["n"]["N"] for line in lines}
    assert all(numbered[item["fact_id"]["S"]] == item["n"]["N"] for item in facts)


def assert_told(items: Iterable[Item], sent: Sequence[Letter], *, copies: int = 0) -> None:
    """Each fact's letters left, and no others; at most `copies` letters left a second time."""
    items = list(items)
    called_for = {
        (recorded.id, mail.key)
        for recorded in map(recorded_of, filter(is_fact, items))
        for mail in mails_for(recorded.fact)
    }
    records = {
        (item["pk"]["S"].removeprefix("MAIL#"), item["sk"]["S"]): item
        for item in items
        if item["pk"]["S"].startswith("MAIL#")
    }
    assert {key: record["outcome"]["S"] for key, record in records.items()} == dict.fromkeys(called_for, "sent")
    by_id = {letter.message_id: letter for letter in sent}
    never_sent = [key for key, record in records.items() if record["detail"]["S"] not in by_id]
    assert not never_sent, "written down as sent"
    recorded = [by_id[record["detail"]["S"]] for record in records.values()]
    assert len(recorded) == len({letter.message_id for letter in recorded}), "two mails, one letter"
    again = Counter((letter.to, letter.subject) for letter in sent)
    assert set(again) == {(letter.to, letter.subject) for letter in recorded}, "a letter that no fact calls for"
    assert len(sent) - len(recorded) <= copies, [letter for letter, times in again.items() if times > 1]


def _money_is_where_we_say(till: Till, booking: Booking) -> None:
    if booking.money in UNDER_WAY:
        return
    live = [intent for intent in till.intents(booking) if intent["status"] in {"requires_capture", "succeeded"}]
    assert len(live) <= 1, "paid twice"
    assert _at_stripe(till, booking, live) == EXPECTED_AT_STRIPE[booking.money]


def _at_stripe(till: Till, booking: Booking, live: list[Any]) -> str:
    if not live:
        return "nothing"
    (intent,) = live
    assert intent["amount"] == booking.charged
    assert intent["transfer_group"] == booking.payer_id
    if intent["status"] == "requires_capture":
        return "held"
    back = sum(
        refund["amount"]
        for refund in till.refunds(intent["id"])
        if refund["status"] != "failed" and (booking.series is None or refund["metadata"]["booking_id"] == booking.id)
    )
    assert back in {0, booking.amount}, "a part, or more than all, was given back"
    return "given back" if back else "taken"


def _the_clock_knows(booking: Booking) -> None:
    """A state that waits is in the index that the schedule reads; one that is final is not."""
    waits = booking.status in WAITS or booking.money in {*UNDER_WAY, Money.REFUND_FAILED}
    assert (booking.due_at is not None) is waits
    assert ("due_pk" in _item_of(booking)) is waits
    if booking.status is Status.PENDING_HOST:
        assert booking.due_at == booking.answer_by, "the clock ends a request at its host's deadline, not before"


def _item_of(booking: Booking) -> Item:
    key = {"pk": {"S": booking.key}, "sk": {"S": "A"}}
    found: Item = dynamodb().get_item(TableName=settings().table_name, Key=key, ConsistentRead=True)["Item"]
    return found


def _the_timeline_tells_it(till: Till, booking: Booking) -> None:
    facts = facts_of(booking.key)
    once = Counter(recorded.fact.kind for recorded in facts)
    assert max(once.values()) == 1, f"told twice: {once}"
    moves = [SETTLED_BY[type(recorded.fact)] for recorded in facts if type(recorded.fact) in SETTLED_BY]
    if booking.money not in UNDER_WAY and booking.money is not Money.NONE:
        assert booking.money in moves
    for view in (coworker_view(booking, now=till.now), host_view(booking, now=till.now)):
        assert sorted(entry.kind for entry in view.timeline) == sorted(once)
        amounts = {entry.amount for entry in view.timeline if entry.amount is not None}
        assert amounts <= {booking.amount}
