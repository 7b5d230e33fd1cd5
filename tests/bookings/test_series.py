"""The same time every week: one payment, one answer, and each date a booking of its own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest

from chalicelib.availability.errors import SlotTaken
from chalicelib.bookings import deadlines, decide
from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.commit import commit
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.errors import (
    CannotCancel,
    DateTooLong,
    NotSkipped,
    SeriesChanged,
    SeriesNotPossible,
    SeriesWaits,
    TooManyDates,
)
from chalicelib.bookings.facts import BookingCancelled, DatesCancelled
from chalicelib.bookings.find import bookings_of_user
from chalicelib.bookings.model import Booking, Money, Party, Status
from chalicelib.bookings.outcomes import abandoned
from chalicelib.bookings.quote import Span
from chalicelib.bookings.schemas import BookingView
from chalicelib.bookings.series import cancel, store
from chalicelib.bookings.series.cancel import CancellationScope, cancel_series
from chalicelib.bookings.series.find import goes_back_together, series_of_user
from chalicelib.bookings.series.follow import parts_of
from chalicelib.bookings.series.model import Date, DateOutcome, Mode, Series
from chalicelib.bookings.series.rebook import Later, book_skipped
from chalicelib.bookings.series.request import request_series
from chalicelib.bookings.series.views import series_view
from chalicelib.bookings.transitions import refunded_afterwards
from chalicelib.bookings.views import coworker_view
from chalicelib.kit.idempotency import KeyReused
from chalicelib.kit.outbox import facts_of
from chalicelib.legal.texts import current_terms
from chalicelib.notifications.mails import mails_for
from chalicelib.spaces.model import CancellationStep
from tests.make.audit import assert_sound, kinds
from tests.make.identity import saved_user
from tests.make.planning import blocked, slot
from tests.make.series import a_series_request, bookings_of, paid, planned, requested
from tests.make.sold import AUTOMATIC, FREE, Sold, sold
from tests.make.till import Till, latest

EACH = 10800
BEST_EFFORT = Mode.BEST_EFFORT


def states(series: Series) -> set[tuple[Status, Money]]:
    return {(one.status, one.money) for one in bookings_of(series)}


def amounts(till: Till, booking: Booking) -> list[int]:
    return sorted(one["amount"] for one in till.refunds(booking.payment_intent_id))


def crowded(till: Till) -> Sold:
    """The second Tuesday is taken, the third blocked."""
    desk = sold(till, **FREE, **AUTOMATIC)
    saved_user("other")
    desk.requested(span=Span("2027-03-23T10:00", "2027-03-23T11:00", people=1), user_id="other", expected_ttc=0)
    blocked(desk.space, desk.room, slots=[slot("08:00", "10:00", day="2027-03-30")])
    return desk


def test_all_dates_are_paid_at_once_and_the_wall_clock_stays(till: Till) -> None:
    series = paid(sold(till))
    bookings = bookings_of(series)
    payer = bookings[0]
    assert [one.period.start for one in bookings] == [
        datetime(2027, 3, 16, 8, tzinfo=UTC), datetime(2027, 3, 23, 8, tzinfo=UTC),
        datetime(2027, 3, 30, 7, tzinfo=UTC), datetime(2027, 4, 6, 7, tzinfo=UTC),
    ]  # fmt: skip
    assert [one["amount"] for one in till.intents(payer)] == [4 * EACH]
    assert {one.payment_intent_id for one in bookings} == {payer.payment_intent_id}
    assert states(series) == {(Status.PENDING_HOST, Money.HELD)}
    assert {one.answer_by for one in bookings} == {payer.answer_by}


def test_the_hosts_yes_to_any_date_is_a_yes_to_all(till: Till) -> None:
    series = paid(sold(till))
    accept(bookings_of(series)[2], uow=till.work("host"))
    bookings = bookings_of(series)
    assert states(series) == {(Status.CONFIRMED, Money.CAPTURED)}
    assert [one["amount_received"] for one in till.intents(bookings[0])] == [4 * EACH]
    assert_sound(till)


def test_a_no_frees_and_releases_all(till: Till) -> None:
    desk = sold(till)
    series = paid(desk)
    decline(bookings_of(series)[1], reason="Travaux", uow=till.work("host"))
    assert states(series) == {(Status.DECLINED, Money.RELEASED)}
    assert len(planned(desk).bookable) == 4
    assert_sound(till)


def test_silence_ends_all(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    # The table of the tests does not take two transactions at once.
    monkeypatch.setattr(deadlines, "WORKERS", 1)
    series = paid(sold(till))
    payer = bookings_of(series)[0]
    assert payer.answer_by
    till.at(payer.answer_by)
    till.run_clock()
    assert states(series) == {(Status.EXPIRED, Money.RELEASED)}


def test_a_page_that_nobody_pays_frees_all(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "WORKERS", 1)
    desk = sold(till)
    series, _ = requested(desk)
    assert states(series) == {(Status.AWAITING_PAYMENT, Money.AWAITED)}
    for _ in range(2):
        till.later(minutes=33)
        till.run_clock()
    assert states(series) == {(Status.ABANDONED, Money.NONE)}
    assert len(planned(desk).bookable) == 4


def test_the_clock_finishes_what_a_worker_began(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "WORKERS", 1)
    series = paid(sold(till))
    monkeypatch.setattr(decide, "followed", lambda payer, _: payer)
    payer = accept(bookings_of(series)[0], uow=till.work("host"))
    assert payer.status is Status.CONFIRMED
    assert states(series) == {(Status.CONFIRMED, Money.CAPTURED), (Status.PENDING_HOST, Money.HELD)}
    assert payer.answer_by
    till.at(payer.answer_by)
    till.run_clock()
    assert states(series) == {(Status.CONFIRMED, Money.CAPTURED)}


def test_money_that_comes_for_a_series_that_is_over_all_goes_back(till: Till) -> None:
    series, page = requested(sold(till, **AUTOMATIC))
    till.later(minutes=20)
    till.pay(page)
    payer = bookings_of(series)[0]
    for booking in bookings_of(series):
        abandon(till, booking)
    assert states(series) == {(Status.ABANDONED, Money.NONE)}
    till.deliver()
    till.later(minutes=5)
    till.run_clock()
    till.deliver()
    assert {one.money for one in bookings_of(series)} == {Money.REFUNDED}
    assert amounts(till, latest(payer)) == [EACH] * 4
    assert_sound(till)


def abandon(till: Till, booking: Booking) -> None:
    """As if the page had been closed a moment before it was paid."""
    commit(abandoned(latest(booking)), till.work("system"))


def test_one_date_goes_back_and_the_others_stand(till: Till) -> None:
    series = paid(sold(till, **AUTOMATIC))
    first, second, *others = bookings_of(series)
    cancel_as_coworker(second, uow=till.work())
    assert latest(second).money is Money.REFUNDED
    assert amounts(till, first) == [EACH]
    cancel_series(series, CancellationScope.FOLLOWING, others[0].id, uow=till.work())
    assert [one.status for one in bookings_of(series)] == [Status.CONFIRMED, *[Status.CANCELLED] * 3]
    assert amounts(till, first) == [EACH] * 3
    cancel_series(series, CancellationScope.ALL, "", uow=till.work())
    assert amounts(till, first) == [EACH] * 4
    with pytest.raises(CannotCancel):
        cancel_series(series, CancellationScope.ALL, "", uow=till.work())
    assert_sound(till)


def test_dates_given_up_together_are_told_in_one_fact(till: Till) -> None:
    series = paid(sold(till, **AUTOMATIC))
    ids = [one.id for one in bookings_of(series)]
    cancel_series(series, CancellationScope.FOLLOWING, ids[1], uow=till.work())
    assert told_of(series) == [(ids[1:], 3 * EACH)]
    assert letters_about(series) == []
    assert [goes_back_together(one) for one in ids] == [False, True, True, True]
    cancel_series(series, CancellationScope.ALL, "", uow=till.work())
    assert len(told_of(series)) == 1
    assert letters_about(series) == ["coworker_cancelled", "own_cancellation"]
    assert not goes_back_together(ids[0])


def test_what_the_host_gives_back_afterwards_is_told_by_itself(till: Till) -> None:
    series = paid(sold(till, **AUTOMATIC, cancellation=(CancellationStep(24 * 365, 50),)))
    ids = [one.id for one in bookings_of(series)]
    cancel_series(series, CancellationScope.ALL, "", uow=till.work())
    kept = latest(bookings_of(series)[1])
    commit(refunded_afterwards(kept, reason="Geste", by=Party.HOST, now=till.now), till.work("host"))
    assert [goes_back_together(one) for one in ids] == [True, False, True, True]


@pytest.mark.parametrize("dies_before", ["_end", "_tell"])
@pytest.mark.parametrize("finisher", ["the call, repeated", "the clock"])
def test_what_a_dead_call_gave_up_is_finished_and_told_once(
    till: Till, monkeypatch: pytest.MonkeyPatch, dies_before: str, finisher: str
) -> None:
    monkeypatch.setattr(deadlines, "WORKERS", 1)
    series = paid(sold(till, **AUTOMATIC))
    ids = [one.id for one in bookings_of(series)]
    with monkeypatch.context() as dying:
        dying.setattr(cancel, dies_before, dies_at(cancel, dies_before, 2 if dies_before == "_end" else 0))
        with pytest.raises(SystemExit):
            cancel_series(series, CancellationScope.ALL, "", uow=till.work())
    assert told_of(series) == []
    till.later(minutes=2)
    if finisher == "the clock":
        till.run_clock()
    else:
        cancel_series(series, CancellationScope.ALL, "", uow=till.work())
    assert states(series) == {(Status.CANCELLED, Money.REFUNDED)}
    assert told_of(series) == [(ids, 4 * EACH)]
    till.later(minutes=2)
    till.run_clock()
    assert len(told_of(series)) == 1
    assert_sound(till)


def test_a_dead_call_keeps_the_conditions_of_its_instant(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "WORKERS", 1)
    series = paid(sold(till, **AUTOMATIC))
    first = bookings_of(series)[0]
    till.at(first.period.start - timedelta(minutes=1))
    with monkeypatch.context() as dying:
        dying.setattr(cancel, "_end", dies_at(cancel, "_end", 0))
        with pytest.raises(SystemExit):
            cancel_series(series, CancellationScope.ALL, "", uow=till.work())
    till.later(minutes=3)
    till.run_clock()
    assert latest(first).money is Money.REFUNDED


def test_what_the_host_ended_meanwhile_is_not_told_as_the_coworkers(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = paid(sold(till, **AUTOMATIC))
    *others, last = bookings_of(series)
    with monkeypatch.context() as dying:
        dying.setattr(cancel, "_end", dies_at(cancel, "_end", 1))
        with pytest.raises(SystemExit):
            cancel_series(series, CancellationScope.ALL, "", uow=till.work())
    cancel_as_host(last, refund=True, reason="", uow=till.work("host"))
    cancel_series(series, CancellationScope.ALL, "", uow=till.work())
    assert told_of(series) == [([one.id for one in others], 3 * EACH)]


def told_of(series: Series) -> list[tuple[list[str], int]]:
    facts = [one.fact for one in facts_of(series.key)]
    return [(fact.bookings, fact.back) for fact in facts if isinstance(fact, DatesCancelled)]


def letters_about(series: Series) -> list[str]:
    """Of the dates' own cancellations."""
    facts = [one.fact for booking in bookings_of(series) for one in facts_of(booking.key)]
    return [mail.template for fact in facts if isinstance(fact, BookingCancelled) for mail in mails_for(fact)]


def dies_at(module: ModuleType, name: str, times: int) -> Callable[..., Any]:
    """What it does `times`, then the process is gone."""
    does, left = getattr(module, name), iter(range(times))

    def dying(*args: Any) -> Any:
        if next(left, None) is None:
            raise SystemExit
        return does(*args)

    return dying


def test_each_date_knows_its_rank(till: Till) -> None:
    desk = crowded(till)
    series, _ = requested(desk, mode=BEST_EFFORT)
    parts = [one.series for one in map(coworkers, bookings_of(series))]
    assert [(part.rank, part.dates) for part in parts if part] == [(1, 2), (2, 2)]


def test_the_host_reads_the_coworkers_name_and_the_coworker_none(till: Till) -> None:
    series = paid(sold(till))
    assert series_view(series, now=till.now, for_host=True).payer.coworker_name == "Ada Lovelace"
    assert series_view(series, now=till.now).payer.coworker_name is None


def test_a_date_booked_in_place_of_another_leaves_what_was_paid_at_once(till: Till) -> None:
    series = paid(sold(till, **AUTOMATIC))
    payer = bookings_of(series)[0]
    cancel_as_coworker(payer, uow=till.work())
    later = Later(series.dates[0].start, EACH, current_terms(), "fr")
    booking, _ = book_skipped(series, later, uow=till.work())
    view = series_view(series_of_user("coworker", series.id), now=till.now)
    assert (view.payer.id, view.total.ttc) == (payer.id, 4 * EACH)
    assert view.dates[0].booking
    assert view.dates[0].booking.id == booking.id
    assert len(parts_of(payer)) == 4


def coworkers(booking: Booking) -> BookingView:
    return coworker_view(booking, now=booking.created_at)


def test_a_request_that_waits_is_given_up_as_a_whole(till: Till) -> None:
    series = paid(sold(till))
    with pytest.raises(SeriesWaits):
        cancel_as_coworker(bookings_of(series)[1], uow=till.work())
    with pytest.raises(SeriesWaits):
        cancel_series(series, CancellationScope.ONE, bookings_of(series)[1].id, uow=till.work())
    cancel_series(series, CancellationScope.ALL, "", uow=till.work())
    assert states(series) == {(Status.CANCELLED, Money.RELEASED)}


def test_what_stands_against_a_date_is_said(till: Till) -> None:
    desk = crowded(till)
    found = planned(desk)
    assert [one.outcome for one in found.dates] == [
        DateOutcome.BOOKED,
        DateOutcome.FULL,
        DateOutcome.BLOCKED,
        DateOutcome.BOOKED,
    ]
    night = planned(desk, Span("2027-03-16T22:00", "2027-03-16T23:00", 1), weeks=2)
    assert {(one.outcome, one.why) for one in night.dates} == {(DateOutcome.CLOSED, "outside_opening_hours")}


def test_all_or_nothing_books_nothing_and_best_effort_what_there_is(till: Till) -> None:
    desk = crowded(till)
    with pytest.raises(SeriesNotPossible):
        requested(desk)
    series, _ = requested(desk, mode=BEST_EFFORT)
    assert states(series) == {(Status.CONFIRMED, Money.NONE)}
    assert [bool(one.booking_id) for one in series.dates] == [True, False, False, True]


def test_a_date_left_out_is_booked_later_once_it_is_free(till: Till) -> None:
    desk = crowded(till)
    series, _ = requested(desk, mode=BEST_EFFORT)
    later = Later("2027-03-23T09:00", 0, "", "fr")
    with pytest.raises(SlotTaken):
        book_skipped(series, later, uow=till.work())
    cancel_as_coworker(only_booking_of("other"), uow=till.work("other"))
    booking, _ = book_skipped(series, later, uow=till.work())
    noted = store.get(series.id)
    assert noted
    assert noted.date_at(later.start) == Date("2027-03-23T09:00", "2027-03-23T12:00", DateOutcome.BOOKED, booking.id)
    with pytest.raises(NotSkipped):
        book_skipped(noted, later, uow=till.work())
    assert latest(booking).series is None
    assert (coworkers(latest(booking)).series, coworkers(latest(booking)).of_series) == (None, series.id)
    cancel_as_coworker(booking, uow=till.work())
    assert book_skipped(noted, later, uow=till.work())[0].id != booking.id


def only_booking_of(user_id: str) -> Booking:
    (booking,), _ = bookings_of_user(user_id, None, after=None, limit=10)
    return booking


def test_a_repeated_call_finds_its_series_and_another_body_is_refused(till: Till) -> None:
    desk = sold(till)
    series, page = requested(desk)
    again = a_series_request(desk, expected_dates=4, expected_ttc=4 * EACH)
    assert request_series(again, uow=till.work()) == (series, page)
    with pytest.raises(KeyReused):
        requested(desk, weeks=3)


def test_another_price_or_count_is_refused_and_nothing_is_booked(till: Till) -> None:
    desk = sold(till)
    for wrong in ({"expected_ttc": 4 * EACH - 1}, {"expected_dates": 3}):
        with pytest.raises(SeriesChanged):
            requested(desk, **wrong)
    assert len(planned(desk).bookable) == 4


def test_too_long_for_one_transaction(till: Till) -> None:
    desk = sold(till, **FREE)
    with pytest.raises(DateTooLong):
        planned(desk, Span("2027-03-16T09:00", "2027-03-22T09:00", 1))
    with pytest.raises(TooManyDates):
        planned(desk, Span("2027-03-16T09:00", "2027-03-19T12:00", 1), weeks=24)
    assert len(requested(desk, weeks=24)[0].booking_ids) == 24


def test_each_date_tells_its_own_story(till: Till) -> None:
    series = paid(sold(till, **AUTOMATIC))
    for booking in bookings_of(series):
        assert kinds(booking) == ["BookingConfirmed", "BookingPlaced", "PaymentCaptured"]
