"""The timeline tells what happened in the order in which it happened, to both sides."""

from itertools import count

import pytest

from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.model import Booking
from chalicelib.bookings.views import coworker_view, host_view
from chalicelib.core.facts import Actor, ActorKind
from chalicelib.kit import unit_of_work
from chalicelib.kit.unit_of_work import UnitOfWork
from tests.make.audit import assert_settled
from tests.make.sold import AUTOMATIC, sold
from tests.make.till import Till, latest


@pytest.fixture(autouse=True)
def ids_run_backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids are random: an order that rests on them shows here."""
    numbers = count(10**9, -1)
    monkeypatch.setattr(unit_of_work, "new_id", lambda prefix: f"{prefix}_{next(numbers)}")


def told(booking: Booking, till: Till) -> list[str]:
    seen = [entry.kind for entry in coworker_view(latest(booking), now=till.now).timeline]
    assert seen == [entry.kind for entry in host_view(latest(booking), now=till.now).timeline]
    return seen


def host(till: Till) -> UnitOfWork:
    till.later(seconds=1)
    return UnitOfWork(now=till.now, actor=Actor(ActorKind.USER, "owner"))


BEFORE_THE_HOST = ["BookingPlaced", "HoldPlaced", "BookingRequested"]


def test_accepted_then_charged_then_confirmed(till: Till) -> None:
    booking = accept(sold(till).paid(), uow=host(till))
    assert told(booking, till) == [*BEFORE_THE_HOST, "BookingAccepted", "PaymentCaptured", "BookingConfirmed"]
    assert_settled(till)


def test_declined_then_released(till: Till) -> None:
    booking = decline(sold(till).paid(), reason="", uow=host(till))
    assert told(booking, till) == [*BEFORE_THE_HOST, "BookingDeclined", "HoldReleased"]


def test_expired_then_released(till: Till) -> None:
    booking = sold(till).paid()
    assert booking.answer_by
    till.at(booking.answer_by)
    till.run_clock()
    assert told(booking, till) == [*BEFORE_THE_HOST, "BookingExpired", "HoldReleased"]


def test_charged_and_confirmed_at_once_then_cancelled_and_refunded(till: Till) -> None:
    booking = cancel_as_coworker(sold(till, **AUTOMATIC).paid(), uow=host(till))
    assert told(booking, till) == [
        "BookingPlaced", "PaymentCaptured", "BookingConfirmed", "BookingCancelled", "PaymentRefunded",
    ]  # fmt: skip


def test_each_side_reads_who_did_what_and_why(till: Till) -> None:
    booking = accept(sold(till).paid(), uow=host(till))
    cancelled = cancel_as_host(booking, refund=False, reason="Dégât des eaux", uow=host(till))
    for view in (coworker_view(cancelled, now=till.now), host_view(cancelled, now=till.now)):
        by = {entry.kind: entry.by for entry in view.timeline}
        assert by["BookingPlaced"] == "coworker"
        assert by["HoldPlaced"] == "stripe"
        assert by["BookingAccepted"] == by["BookingCancelled"] == "host"
        assert {entry.reason for entry in view.timeline} == {None, "Dégât des eaux"}
        assert view.cancellation is not None
        assert view.cancellation.reason == "Dégât des eaux"
        kept = [entry for entry in view.timeline if entry.kind == "PaymentKept"]
        assert [entry.amount for entry in kept] == [booking.amount]


def test_only_the_host_reads_who_the_coworker_is(till: Till) -> None:
    booking = sold(till).paid()
    assert host_view(booking, now=till.now).coworker_email == "coworker@example.org"
    own = coworker_view(booking, now=till.now)
    assert (own.coworker_email, own.coworker_name) == (None, None)


def test_what_may_still_be_done_is_offered_and_nothing_else(till: Till) -> None:
    pending = sold(till).paid()
    assert host_view(pending, now=till.now).can_accept
    assert coworker_view(pending, now=till.now).refund_if_cancelled == pending.amount

    confirmed = accept(pending, uow=host(till))
    seen = host_view(confirmed, now=till.now)
    assert (seen.can_accept, seen.can_decline, seen.can_cancel) == (False, False, True)
    assert coworker_view(confirmed, now=confirmed.period.start).refund_if_cancelled == 0
    over = coworker_view(confirmed, now=confirmed.period.end)
    assert (over.can_cancel, over.refund_if_cancelled) == (False, None)

    late = host_view(pending, now=pending.answer_by or till.now)
    assert (late.can_accept, late.can_decline) == (False, True)
