"""Events of Stripe's that never reached us are put on the queue, and told when that does not help."""

import json
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.bookings.decide import accept
from chalicelib.bookings.model import Money
from chalicelib.core.facts import STRIPE
from chalicelib.kit import inbox
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.operations.rules import events_are_heard
from chalicelib.payments import stripe_gateway, webhooks
from chalicelib.payments.model import ProviderUnavailable
from tests.make.audit import assert_sound
from tests.make.checks import Checks
from tests.make.dashboard import hold_with
from tests.make.sold import sold
from tests.make.till import Till, latest

RULE = "events_are_heard"
AFTER_A_WHILE = {"minutes": 16}
DEAF = "payment_intent.amount_capturable_updated"


def unheard_payment(till: Till) -> Any:
    """Paid, and Stripe's two events about it never came."""
    booking, page = sold(till).request()
    till.pay(page)
    return booking


def hear(till: Till, bodies: list[str]) -> list[str]:
    """What the worker does with what is on the queue; the kinds of events."""
    for body in bodies:
        till.receive(body)
    return sorted(json.loads(body)["type"] for body in bodies)


def test_what_was_heard_is_not_asked_for_again_even_if_it_changed_nothing(till: Till, checks: Checks) -> None:
    booking = sold(till).paid()
    accept(booking, uow=till.work("host"))
    till.deliver()
    till.later(minutes=16)

    run = checks.run(RULE, till.now)

    assert (run.examined, run.repaired, checks.events(), checks.subjects(RULE)) == (3, 0, [], [])
    assert checks.metrics("WebhookMissed") == [({}, 0)]
    assert checks.metrics("RuleBroken") == [({"rule": RULE}, 0)]


def test_what_was_never_heard_is_queued_and_has_its_effect(till: Till, checks: Checks) -> None:
    booking = unheard_payment(till)

    assert checks.looked(till, RULE, **AFTER_A_WHILE) == (2, [])

    assert checks.metrics("WebhookMissed") == [({}, 2)]
    assert checks.metrics("RuleRepaired") == [({"rule": RULE}, 2)]
    assert hear(till, checks.events()) == ["checkout.session.completed", DEAF]
    assert latest(booking).money is Money.HELD
    assert checks.looked(till, RULE) == (0, [])
    assert_sound(till)


def disputed(till: Till) -> str:
    """Whose payment was captured and then taken back by the coworker's bank; Stripe's event about that never came."""
    booking = sold(till).paid()
    accept(booking, uow=till.work("host"))
    till.deliver()
    till.run_clock()
    till.deliver()
    [payment] = till.intents(booking)
    assert payment["status"] == "succeeded"
    till.control(f"charges/{payment['latest_charge']}/dispute")
    return str(payment["id"])


def test_a_dispute_that_was_never_heard_is_queued_although_it_names_no_booking(till: Till, checks: Checks) -> None:
    intent_id = disputed(till)
    assert checks.looked(till, RULE, **AFTER_A_WHILE) == (1, [])
    [body] = checks.events()
    event = webhooks.parse(body)
    assert (event.type, event.reference, event.payment_intent_id) == ("charge.dispute.created", "", intent_id)


def test_a_dispute_that_was_heard_is_not_asked_for_again(till: Till, checks: Checks) -> None:
    disputed(till)
    [body] = till.events("charge.dispute.created")
    uow = UnitOfWork(now=till.now, actor=STRIPE)
    inbox.claim(uow, "stripe", webhooks.parse(body).id)
    uow.commit()
    assert checks.looked(till, RULE, **AFTER_A_WHILE) == (0, [])
    assert checks.events() == []


def test_a_dispute_that_stays_unheard_is_told_with_its_payment(till: Till, checks: Checks) -> None:
    intent_id = disputed(till)
    checks.looked(till, RULE, **AFTER_A_WHILE)
    assert checks.looked(till, RULE, hours=6)[0] == 0
    [told] = checks.broken(RULE)
    assert told.violation.detail == f"charge.dispute.created of {intent_id}: queued again, to no effect"


def test_stripe_is_asked_for_no_more_kinds_than_it_takes() -> None:
    assert len(events_are_heard.KINDS) <= 20
    assert not set(events_are_heard.KINDS) & {*webhooks.PAYOUT_EVENT_TYPES, *webhooks.ACCOUNT_EVENT_TYPES}


def test_the_queued_body_says_what_stripes_own_says(till: Till, checks: Checks) -> None:
    unheard_payment(till)
    checks.looked(till, RULE, **AFTER_A_WHILE)
    sent = {json.loads(body)["id"]: body for body in till.events()}
    queued = checks.events()
    assert len(queued) == 2
    for body in queued:
        original = sent[json.loads(body)["id"]]
        assert json.loads(body) == json.loads(original)
        assert webhooks.parse(body) == webhooks.parse(original)


def test_what_happened_a_moment_ago_is_still_on_its_way(till: Till, checks: Checks) -> None:
    unheard_payment(till)
    assert checks.looked(till, RULE, minutes=14) == (0, [])
    assert checks.looked(till, RULE, minutes=2) == (2, [])


def test_what_is_older_than_three_days_is_beyond_its_reach(till: Till, checks: Checks) -> None:
    unheard_payment(till)
    assert checks.looked(till, RULE, days=3, minutes=1) == (0, [])
    assert checks.events() == []


def test_events_of_others_and_of_kinds_that_we_did_not_ask_for_are_left_alone(till: Till, checks: Checks) -> None:
    hold_with(till, {"order_of_a_shop": "17"})
    assert checks.looked(till, RULE, **AFTER_A_WHILE) == (0, [])
    assert checks.events() == []


def test_what_stays_unheard_although_it_was_queued_is_told_after_six_hours(till: Till, checks: Checks) -> None:
    booking = unheard_payment(till)
    for _ in range(6):
        assert checks.looked(till, RULE, hours=0.9) == (2, [])
        assert len(checks.events()) == 2, "and nobody hears them"

    repaired, subjects = checks.looked(till, RULE, hours=0.9)

    assert (repaired, len(subjects), checks.events()) == (0, 2, []), "told, and not queued for ever"
    details = {seen.violation.detail for seen in checks.broken(RULE)}
    assert f"{DEAF} of {booking.id}: queued again, to no effect" in details
    first_seen = till.now
    checks.looked(till, RULE, hours=1)
    assert {seen.first_seen for seen in checks.broken(RULE)} == {first_seen}
    assert checks.metrics("RuleBroken")[-2:] == [({"rule": RULE}, 2)] * 2
    assert checks.metrics("WebhookMissed")[-1] == ({}, 2)

    hear(till, till.events())
    assert checks.looked(till, RULE) == (0, [])


def test_an_old_event_that_is_met_for_the_first_time_is_queued_before_anything_is_told(
    till: Till, checks: Checks
) -> None:
    unheard_payment(till)
    assert checks.looked(till, RULE, hours=40) == (2, [])
    hear(till, checks.events())
    assert checks.looked(till, RULE, hours=1) == (0, [])


def test_a_step_that_is_repeated_after_a_crash_tells_nothing_early(till: Till, checks: Checks) -> None:
    unheard_payment(till)
    till.later(hours=7)
    assert events_are_heard.examine(None, till.now).repaired == 2
    again = events_are_heard.examine(None, till.now + timedelta(minutes=12))
    assert (again.repaired, list(again.violations)) == (2, [])


def test_a_body_that_could_not_be_queued_is_queued_by_the_next_try(
    till: Till, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    unheard_payment(till)
    till.later(hours=7)
    with monkeypatch.context() as broken:
        broken.setattr(events_are_heard, "enqueue", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            events_are_heard.examine(None, till.now)
    assert checks.looked(till, RULE, hours=1) == (2, []), "nothing was queued before, so nothing is told yet"


def test_while_stripe_does_not_answer_the_step_fails_and_is_repeated(till: Till, checks: Checks) -> None:
    unheard_payment(till)
    till.later(minutes=16)
    till.fail("error_before_effect", "GET", "/v1/events")
    with pytest.raises(ProviderUnavailable):
        events_are_heard.examine(None, till.now)
    till.control("fail_next/cancel")
    assert checks.looked(till, RULE) == (2, [])


def test_every_page_of_the_list_is_gone_through_and_counted_together(
    till: Till, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stripe_gateway, "MOST_LISTED", 2)
    for number in range(3):
        _, page = sold(till).request(key=f"key-{number}")
        till.pay(page)
    assert checks.looked(till, RULE, **AFTER_A_WHILE) == (6, [])
    assert len({json.loads(body)["id"] for body in checks.events()}) == 6
    assert checks.metrics("WebhookMissed") == [({}, 6)]
