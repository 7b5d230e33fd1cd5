"""Payouts: only what is available, two business days away, and back again when the bank says no."""

import datetime
from typing import Any

import pytest
import requests
import stripe

from localdev.doubles.stripe import StripeDouble
from localdev.doubles.stripe.instants import business_days_after
from tests.localdev.stripe_double.staging import (
    BAD_IBAN,
    DAY,
    Control,
    active_account,
    client_of,
    funds,
    keyed,
    of,
    send,
    taken_payment,
)

AMOUNT = 4000


def _funded(client: stripe.StripeClient, control: Control, **order: Any) -> str:
    """An account with 40 euros available."""
    account = active_account(client, control, **order)
    send(client, account, AMOUNT, source_transaction=taken_payment(client).id)
    control("clock/advance", seconds=3 * DAY)
    return account


def _pay_out(client: stripe.StripeClient, account: str | None, amount: int, key: str = "po:1") -> Any:
    return client.v1.payouts.create({"amount": amount, "currency": "eur"}, keyed(key, account))


def _types(client: stripe.StripeClient, account: str) -> list[str]:
    found = client.v1.events.list({"type": "payout.*"}, of(account))
    return [str(event.type) for event in found.data][::-1]


def test_a_payout_leaves_at_once_and_arrives_later(client: stripe.StripeClient, control: Control) -> None:
    account = _funded(client, control)
    payout = _pay_out(client, account, 1500)
    assert (payout.status, payout.automatic, payout.failure_code) == ("pending", False, None)
    assert funds(client, account) == (AMOUNT - 1500, 0)
    control("clock/advance", seconds=3600)
    assert client.v1.payouts.retrieve(payout.id, {}, of(account)).status == "in_transit"
    control("clock/advance", seconds=payout.arrival_date - payout.created - 3600)
    assert client.v1.payouts.retrieve(payout.id, {}, of(account)).status == "paid"
    assert _types(client, account) == ["payout.created", "payout.updated", "payout.paid"]
    assert client.v1.payouts.list().data == [], "an account's payouts are its own"


@pytest.mark.parametrize(
    ("created", "arrives"),
    [
        ((2026, 11, 23), (2026, 11, 25)),
        ((2026, 11, 26), (2026, 11, 30)),
        ((2026, 11, 27), (2026, 12, 1)),
        ((2026, 11, 28), (2026, 12, 1)),
    ],
)
def test_no_bank_works_at_the_weekend(created: tuple[int, int, int], arrives: tuple[int, int, int]) -> None:
    noon = datetime.datetime(*created, 12, tzinfo=datetime.UTC)
    expected = datetime.datetime(*arrives, tzinfo=datetime.UTC)
    assert business_days_after(int(noon.timestamp()), 2) == int(expected.timestamp())


def test_only_what_is_available_is_paid_out(
    double: StripeDouble, client: stripe.StripeClient, control: Control
) -> None:
    account = _funded(client, control)
    later = taken_payment(client_of(double.url, 3 * DAY), "cs:later")
    send(client, account, 500, "tr:later", source_transaction=later.id)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        _pay_out(client, account, AMOUNT + 1)
    assert refused.value.code == "balance_insufficient"
    assert _pay_out(client, account, AMOUNT, "po:2").amount == AMOUNT
    assert funds(client, account) == (0, 500)


def test_a_closed_bank_account_sends_the_money_back(client: stripe.StripeClient, control: Control) -> None:
    account = _funded(client, control, iban=BAD_IBAN)
    payout = _pay_out(client, account, AMOUNT)
    control("clock/advance", seconds=6 * DAY)
    failed = client.v1.payouts.retrieve(payout.id, {"expand": ["failure_balance_transaction"]}, of(account))
    assert (failed.status, failed.failure_code) == ("failed", "account_closed")
    assert failed.failure_balance_transaction.net == AMOUNT  # type: ignore[union-attr]
    assert funds(client, account) == (AMOUNT, 0)
    assert _types(client, account) == ["payout.created", "payout.updated", "payout.failed"]


def test_only_a_pending_payout_is_canceled(client: stripe.StripeClient, control: Control) -> None:
    account = _funded(client, control)
    payout = _pay_out(client, account, 1000)
    assert client.v1.payouts.cancel(payout.id, {}, keyed("pc:1", account)).status == "canceled"
    assert funds(client, account) == (AMOUNT, 0)
    other = _pay_out(client, account, 1000, "po:2")
    control("clock/advance", seconds=3600)
    with pytest.raises(stripe.InvalidRequestError, match="in_transit"):
        client.v1.payouts.cancel(other.id, {}, keyed("pc:2", account))
    control("clock/advance", seconds=6 * DAY)
    assert client.v1.payouts.retrieve(payout.id, {}, of(account)).status == "canceled"


def test_an_account_that_lost_its_capability_is_not_paid_out(client: stripe.StripeClient, control: Control) -> None:
    account = _funded(client, control)
    control(f"accounts/{account}/restrict")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        _pay_out(client, account, 1000)
    assert refused.value.code == "payouts_not_allowed"


def test_the_platform_pays_itself_out(client: stripe.StripeClient, control: Control) -> None:
    taken_payment(client)
    control("clock/advance", seconds=3 * DAY)
    payout = _pay_out(client, None, 4000)
    assert funds(client) == (4407 - 4000, 0)
    assert [one.id for one in client.v1.payouts.list({"status": "pending"}).data] == [payout.id]
    assert client.v1.payouts.list({"arrival_date": {"lt": payout.arrival_date}}).data == []


def test_a_new_account_pays_itself_out_until_told_not_to(client: stripe.StripeClient, control: Control) -> None:
    account = active_account(client, control)
    settings: Any = {"payments": {"payouts": {"schedule": {"interval": "daily"}}, "debit_negative_balances": True}}
    chosen = client.v1.balance_settings.update(settings, keyed("set:daily", account))
    assert chosen.payments.debit_negative_balances
    send(client, account, AMOUNT, source_transaction=taken_payment(client).id)
    control("clock/advance", seconds=4 * DAY)
    (payout,) = client.v1.payouts.list({}, of(account)).data
    assert (payout.amount, payout.automatic) == (AMOUNT, True)
    paid_out = client.v1.balance_transactions.list({"payout": payout.id}, of(account)).data
    assert [one.type for one in paid_out] == ["payout", "payment"]
    assert client.v1.balance_settings.retrieve().payments.payouts.schedule.interval == "manual"  # type: ignore[union-attr]


def test_a_manual_schedule_leaves_the_money_alone(client: stripe.StripeClient, control: Control) -> None:
    account = _funded(client, control)
    control("clock/advance", seconds=10 * DAY)
    assert funds(client, account) == (AMOUNT, 0)
    settings = client.v1.balance_settings.retrieve({}, of(account)).payments
    assert settings.payouts is not None
    assert settings.payouts.schedule is not None
    assert (settings.payouts.schedule.interval, settings.payouts.status) == ("manual", "enabled")


def test_what_a_manual_payout_consists_of_is_not_known(client: stripe.StripeClient, control: Control) -> None:
    account = _funded(client, control)
    payout = _pay_out(client, account, 1000)
    with pytest.raises(stripe.InvalidRequestError, match="automatic"):
        client.v1.balance_transactions.list({"payout": payout.id}, of(account))


def test_the_same_key_on_two_accounts_is_two_calls(client: stripe.StripeClient, control: Control) -> None:
    account = _funded(client, control)
    payout = _pay_out(client, account, 100, "po:same")
    platform = _pay_out(client, None, 100, "po:same")
    assert payout.id != platform.id
    assert _pay_out(client, account, 100, "po:same").id == payout.id


def test_an_interval_the_double_does_not_know_is_said_aloud(double: StripeDouble) -> None:
    answer = requests.post(
        f"{double.url}/v1/balance_settings",
        data={"payments[payouts][schedule][interval]": "weekly"},
        headers={"Authorization": "Bearer sk_test_raw"},
        timeout=10,
    )
    assert "does not implement" in answer.json()["error"]["message"]
