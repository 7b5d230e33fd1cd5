"""Requests, facts and submissions that nobody dealt with in time are told, and those that are in time are not."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.bookings import overdue, store
from chalicelib.bookings.model import Booking, Status
from chalicelib.core.facts import SYSTEM
from chalicelib.identity.facts import UserJoined
from chalicelib.kit import outbox
from chalicelib.kit import table as reading
from chalicelib.kit.aws import dynamodb, sqs
from chalicelib.kit.settings import settings
from chalicelib.kit.table import index_stretch
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.operations.rules import facts_are_relayed, requests_are_answered, submissions_are_answered
from chalicelib.spaces.find import space_of
from chalicelib.spaces.model import Space
from chalicelib.spaces.moderate import publish
from tests.make.audit import assert_sound
from tests.make.bookings import NOW, book, work
from tests.make.checks import Checks
from tests.make.identity import saved_user
from tests.make.sold import sold
from tests.make.spaces import a_live_space, a_room, a_submitted_space, saved
from tests.make.till import Till

REQUESTS, FACTS, SUBMISSIONS = "requests_are_answered", "facts_are_relayed", "submissions_are_answered"
MINUTE = timedelta(minutes=1)

# Requests


def free_request(number: int = 0) -> Booking:
    room = a_room(tariff=None)
    return book(saved(a_live_space(rooms=(room,))), room, key=f"key-{number}", expected_ttc=0)


def test_a_request_past_its_hour_is_told_until_the_clock_has_dealt_with_it(till: Till, checks: Checks) -> None:
    booking = sold(till).paid()
    assert booking.answer_by
    till.at(booking.answer_by + timedelta(minutes=16))

    checks.run(REQUESTS, till.now)
    checks.run(REQUESTS, till.now + 30 * MINUTE)

    (seen,) = checks.broken(REQUESTS)
    assert (seen.first_seen, seen.last_seen) == (till.now, till.now + 30 * MINUTE)
    assert seen.violation.subject == booking.id
    assert seen.violation.detail == f"pending_host / held since {booking.answer_by:%Y-%m-%d %H:%M} UTC"
    assert checks.metrics("RuleBroken") == [({"rule": REQUESTS}, 1)] * 2

    till.run_clock()
    checks.run(REQUESTS, till.now + 60 * MINUTE)
    assert checks.subjects(REQUESTS) == []
    assert checks.metrics("RuleBroken")[-1] == ({"rule": REQUESTS}, 0)
    assert_sound(till)


def test_requests_in_time_and_those_that_are_a_little_late_are_not_told(till: Till, checks: Checks) -> None:
    booking = sold(till).paid()
    assert booking.answer_by
    for after in (-60 * MINUTE, 0 * MINUTE, 14 * MINUTE):
        checks.run(REQUESTS, booking.answer_by + after)
        assert checks.subjects(REQUESTS) == []


def test_an_unpaid_page_and_a_move_of_money_that_nobody_finishes_are_told_as_well(till: Till, checks: Checks) -> None:
    unpaid = sold(till).requested()
    till.later(hours=1)
    checks.run(REQUESTS, till.now)
    assert checks.subjects(REQUESTS) == [unpaid.id]
    assert checks.broken(REQUESTS)[0].violation.detail.startswith("awaiting_payment / awaited since")


def test_what_the_index_still_shows_but_is_dealt_with_is_not_told(
    table: str, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_user("coworker")
    booking = free_request()
    answered = booking.next(status=Status.DECLINED, due_at=None)
    monkeypatch.setattr(store, "due_page", lambda *_: ([answered], None))
    checks.run(REQUESTS, NOW + timedelta(days=9))
    assert checks.subjects(REQUESTS) == []


def test_overdue_requests_come_page_by_page_and_each_once(
    table: str, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overdue, "MOST", 2)
    saved_user("coworker")
    ids = {free_request(number).id for number in range(7)}
    pages = pages_of(requests_are_answered.examine, NOW + timedelta(days=9))
    assert sorted(pages, reverse=True) == [2, 2, 2, 1]
    assert checks.run(REQUESTS, NOW + timedelta(days=9)).examined == 7
    assert set(checks.subjects(REQUESTS)) == ids


def pages_of(examine: Any, now: datetime) -> list[int]:
    """What each page examined."""
    pages, cursor = [], None
    while True:
        found = examine(cursor, now)
        pages.append(found.examined)
        cursor = found.cursor
        if cursor is None:
            return pages


# Facts


def recorded(*subjects: str, now: datetime = NOW) -> list[str]:
    """Ids of facts that nobody has relayed."""
    uow = UnitOfWork(now=now, actor=SYSTEM)
    for subject in subjects:
        uow.record(UserJoined(subject=subject))
    uow.commit()
    return [one.id for one in uow.facts]


def test_a_fact_that_is_not_relayed_is_told_until_the_sweep_has_done_it(table: str, checks: Checks) -> None:
    (fact,) = recorded("USER#u1")

    checks.run(FACTS, NOW + 16 * MINUTE)
    checks.run(FACTS, NOW + 46 * MINUTE)

    (seen,) = checks.broken(FACTS)
    assert (seen.violation.subject, seen.first_seen) == (fact, NOW + 16 * MINUTE)
    assert seen.violation.detail == "UserJoined of USER#u1 since 2027-03-15T08:00 UTC"
    assert checks.metrics("RuleBroken") == [({"rule": FACTS}, 1)] * 2

    outbox.sweep(NOW + 47 * MINUTE, {})
    checks.run(FACTS, NOW + 76 * MINUTE)
    assert checks.subjects(FACTS) == []


def test_facts_that_are_young_or_relayed_are_not_told(table: str, checks: Checks) -> None:
    recorded("USER#u1", now=NOW - 20 * MINUTE)
    outbox.sweep(NOW, {sqs().create_queue(QueueName="mails")["QueueUrl"]: lambda _: True})
    recorded("USER#u2")
    checks.run(FACTS, NOW + 14 * MINUTE)
    assert checks.subjects(FACTS) == []


def test_a_fact_that_nobody_can_read_is_told_all_the_same(table: str, checks: Checks) -> None:
    (fact,) = recorded("USER#u1")
    (item,) = outbox.waiting(NOW + MINUTE, after=None, limit=9)[0]
    bare = {name: item[name] for name in ("pk", "sk", "due_pk", "due_sk")}
    dynamodb().put_item(TableName=settings().table_name, Item=bare)
    checks.run(FACTS, NOW + 16 * MINUTE)
    assert checks.subjects(FACTS) == [fact]


def test_a_fact_that_the_index_still_shows_but_is_relayed_is_not_told(
    table: str, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded("USER#u1")
    shown = stretch([f"FACT#{number}" for number in range(outbox.SHARDS)], None, 9)
    assert len(shown[0]) == 1
    outbox.sweep(NOW + 16 * MINUTE, {})
    monkeypatch.setattr(reading, "index_stretch", lambda *_, **__: shown)
    checks.run(FACTS, NOW + 17 * MINUTE)
    assert checks.subjects(FACTS) == []


def test_facts_come_page_by_page_and_each_once(table: str, checks: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_are_relayed, "MOST", 3)
    facts = recorded(*(f"USER#u{number}" for number in range(10)))
    pages = pages_of(facts_are_relayed.examine, NOW + 16 * MINUTE)
    assert (max(pages), sum(pages)) == (3, 10)
    checks.run(FACTS, NOW + 16 * MINUTE)
    assert sorted(checks.subjects(FACTS)) == sorted(facts)


# Submissions


def submitted(ago: timedelta) -> Space:
    return saved(a_submitted_space(submitted_at=NOW - ago))


def test_a_space_that_waits_for_longer_than_promised_is_told_until_it_is_answered(table: str, checks: Checks) -> None:
    space = submitted(timedelta(hours=48))

    checks.run(SUBMISSIONS, NOW)
    checks.run(SUBMISSIONS, NOW + timedelta(hours=1))

    (seen,) = checks.broken(SUBMISSIONS)
    assert (seen.violation.subject, seen.first_seen) == (space.id, NOW)
    assert seen.violation.detail == "submitted 2027-03-13 08:00 UTC"
    assert checks.metrics("RuleBroken") == [({"rule": SUBMISSIONS}, 1)] * 2

    publish(space_of(space.id), expected=space.version, uow=work("moderator"))
    checks.run(SUBMISSIONS, NOW + timedelta(hours=2))
    assert checks.subjects(SUBMISSIONS) == []


def test_spaces_in_time_and_spaces_that_wait_for_nobody_are_not_told(table: str, checks: Checks) -> None:
    submitted(timedelta(hours=47, minutes=59))
    saved(a_live_space())
    checks.run(SUBMISSIONS, NOW)
    assert checks.subjects(SUBMISSIONS) == []


def test_the_queue_is_read_until_the_first_that_is_in_time(
    table: str, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submissions_are_answered, "MOST", 2)
    late = [submitted(timedelta(days=days)).id for days in (3, 9, 4, 5)]
    for hours in (1, 2, 3, 4, 5):
        submitted(timedelta(hours=hours))
    assert pages_of(submissions_are_answered.examine, NOW) == [2, 2, 2]
    checks.run(SUBMISSIONS, NOW)
    assert sorted(checks.subjects(SUBMISSIONS)) == sorted(late)


def test_where_a_stretch_of_an_index_ended_is_where_the_next_begins(table: str) -> None:
    """Several partitions, one after the other, none skipped, whatever fits a page."""
    saved_user("coworker")
    facts = recorded(*(f"USER#u{number}" for number in range(9)))
    shards = [f"FACT#{number}" for number in range(outbox.SHARDS)]
    for limit in range(1, 12):
        found: list[str] = []
        after: str | None = None
        while True:
            keys, after = stretch(shards, after, limit)
            assert len(keys) <= limit
            found += [key["sk"]["S"].split("#")[-1] for key in keys]
            if after is None:
                break
            assert json.loads(after)
        assert sorted(found) == sorted(facts), f"{limit} at a time"


def stretch(shards: list[str], after: str | None, limit: int) -> tuple[list[Any], str | None]:
    return index_stretch("due", shards, ("0", f"{NOW:%Y-%m-%d}~"), after=after, limit=limit)
