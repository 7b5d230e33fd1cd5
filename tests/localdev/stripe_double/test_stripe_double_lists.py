"""Lists: windows of time, pages and kinds, as whoever compares two books by them needs."""

from typing import Any

import pytest
import stripe

from tests.localdev.stripe_double.staging import Control, held_payment, open_session

DAY = 24 * 3600
TWENTY_ONE = ["charge.expired"] * 21


def test_a_window_shows_what_was_made_in_it_and_nothing_else(client: stripe.StripeClient, control: Control) -> None:
    old = held_payment(client, "cs:old")
    control("clock/advance", seconds=DAY)
    new = held_payment(client, "cs:new")

    def shown(**window: int) -> list[str]:
        asked: Any = {"created": window}
        return [one.id for one in client.v1.payment_intents.list(asked).data]

    assert shown(gte=new.created) == [new.id]
    assert shown(gt=new.created) == []
    assert shown(lt=new.created) == [old.id]
    assert shown(gte=old.created, lte=new.created) == [new.id, old.id]


def test_a_page_of_a_window_starts_behind_the_last_of_the_page_before(
    client: stripe.StripeClient, control: Control
) -> None:
    before = open_session(client, "cs:before")
    control("clock/advance", seconds=DAY)
    made = [open_session(client, f"cs:{number}") for number in range(3)]
    asked: Any = {"created": {"gte": before.created + 1}, "limit": 2}

    first = client.v1.checkout.sessions.list(asked)
    asked["starting_after"] = first.data[-1].id
    rest = client.v1.checkout.sessions.list(asked)

    assert [one.id for one in first.data] == [made[2].id, made[1].id]
    assert first.has_more
    assert [one.id for one in rest.data] == [made[0].id]
    assert not rest.has_more


def test_a_listed_payment_comes_with_its_charge(client: stripe.StripeClient) -> None:
    held_payment(client)
    (plain,) = client.v1.payment_intents.list().data
    (full,) = client.v1.payment_intents.list({"expand": ["data.latest_charge"]}).data
    assert isinstance(plain.latest_charge, str)
    assert isinstance(full.latest_charge, stripe.Charge)
    assert full.latest_charge.id == plain.latest_charge


def test_events_are_listed_by_kind(client: stripe.StripeClient) -> None:
    held_payment(client)
    kinds = ["payment_intent.created", "checkout.session.completed"]
    assert [one.type for one in client.v1.events.list({"types": kinds}).data] == kinds[::-1]
    assert [one.type for one in client.v1.events.list({"type": "charge.*"}).data] == ["charge.succeeded"]


def test_at_most_twenty_kinds_are_taken_and_not_beside_a_single_one(client: stripe.StripeClient) -> None:
    assert client.v1.events.list({"types": TWENTY_ONE[:20]}).data == []
    with pytest.raises(stripe.InvalidRequestError, match="at most 20"):
        client.v1.events.list({"types": TWENTY_ONE})
    with pytest.raises(stripe.InvalidRequestError, match="together"):
        client.v1.events.list({"types": TWENTY_ONE[:1], "type": "charge.expired"})


def test_events_are_gone_after_thirty_days(client: stripe.StripeClient, control: Control) -> None:
    open_session(client)
    held_payment(client, "cs:2")
    control("clock/advance", seconds=30 * DAY - 60)
    assert "checkout.session.completed" in {one.type for one in client.v1.events.list().data}
    control("clock/advance", seconds=120)
    left = {one.type for one in client.v1.events.list({"limit": 100}).data}
    assert "checkout.session.completed" not in left
    assert "charge.expired" in left, "what happened since is still there"
