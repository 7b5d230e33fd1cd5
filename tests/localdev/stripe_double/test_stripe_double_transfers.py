"""Transfers and reversals: what may leave the platform, what may come back, and whose balance says so."""

from typing import Any

import pytest
import stripe

from tests.localdev.stripe_double.staging import (
    DAY,
    Control,
    active_account,
    funds,
    keyed,
    new_account,
    of,
    send,
    taken_payment,
)

NET = 4500 - 93


def _refusal(client: stripe.StripeClient, account: str, amount: int, **more: Any) -> Any:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        send(client, account, amount, key="tr:refused", **more)
    assert refused.value.http_status == 400
    return refused.value


@pytest.fixture
def account(client: stripe.StripeClient, control: Control) -> str:
    return active_account(client, control)


def test_a_charge_is_pending_and_then_available(client: stripe.StripeClient, control: Control) -> None:
    assert funds(client) == (0, 0)
    taken_payment(client)
    assert funds(client) == (0, NET)
    control("clock/advance", seconds=3 * DAY)
    assert funds(client) == (NET, 0)


def test_a_transfer_of_a_pending_charge_arrives_when_the_charge_does(
    client: stripe.StripeClient, control: Control, account: str
) -> None:
    charge = taken_payment(client)
    transfer = send(client, account, 4000, source_transaction=charge.id)
    assert (transfer.transfer_group, transfer.reversed) == ("bk_1", False)
    assert (funds(client), funds(client, account)) == ((0, NET - 4000), (0, 4000))
    control("clock/advance", seconds=3 * DAY)
    assert (funds(client), funds(client, account)) == ((NET - 4000, 0), (4000, 0))


def test_a_charge_that_has_settled_spares_nothing(
    client: stripe.StripeClient, control: Control, account: str
) -> None:
    charge = taken_payment(client)
    control("clock/advance", seconds=3 * DAY)
    client.v1.payouts.create({"amount": 1000, "currency": "eur"}, keyed("po:platform"))
    assert _refusal(client, account, NET - 999, source_transaction=charge.id).code == "balance_insufficient"
    send(client, account, NET - 1000, source_transaction=charge.id)
    assert (funds(client), funds(client, account)) == ((0, 0), (NET - 1000, 0))


def test_without_a_charge_the_platform_must_have_the_money(
    client: stripe.StripeClient, control: Control, account: str
) -> None:
    taken_payment(client)
    assert _refusal(client, account, 1).code == "balance_insufficient"
    control("clock/advance", seconds=3 * DAY)
    assert send(client, account, NET).transfer_group is None
    assert funds(client, account) == (NET, 0)


def test_an_account_that_is_not_active_receives_nothing(client: stripe.StripeClient, control: Control) -> None:
    charge = taken_payment(client)
    waiting = new_account(client, "acct:h2").id
    refused = _refusal(client, waiting, 100, source_transaction=charge.id)
    assert (refused.code, refused.param) == ("insufficient_capabilities_for_transfer", "destination")
    with pytest.raises(stripe.InvalidRequestError) as missing:
        send(client, "acct_nobody", 100)
    assert missing.value.code == "resource_missing"


def test_the_transfers_of_a_charge_never_exceed_it(client: stripe.StripeClient, account: str) -> None:
    charge = taken_payment(client)
    first = send(client, account, 3000, source_transaction=charge.id)
    assert _refusal(client, account, 1501, source_transaction=charge.id).param == "amount"
    send(client, account, 1500, "tr:2", source_transaction=charge.id)
    client.v1.transfers.reversals.create(first.id, {"amount": 1000}, keyed("rev:1"))
    send(client, account, 1000, "tr:3", source_transaction=charge.id)


def test_a_transfer_shares_the_group_of_its_charge(client: stripe.StripeClient, account: str) -> None:
    charge = taken_payment(client)
    wrong = _refusal(client, account, 100, source_transaction=charge.id, transfer_group="bk_2")
    assert wrong.param == "transfer_group"
    lonely = taken_payment(client, "cs:2", group=None)
    transfer = send(client, account, 100, source_transaction=lonely.id)
    assert transfer.transfer_group == f"group_{lonely.payment_intent}"
    assert client.v1.charges.retrieve(lonely.id).transfer_group == transfer.transfer_group


def test_transfers_are_found_by_group_and_destination(client: stripe.StripeClient, control: Control) -> None:
    one, two = active_account(client, control), active_account(client, control, "acct:h2")
    charge = taken_payment(client)
    first = send(client, one, 100, source_transaction=charge.id)
    second = send(client, two, 200, "tr:2", source_transaction=charge.id)
    found = client.v1.transfers.list({"transfer_group": "bk_1"}).data
    assert [transfer.id for transfer in found] == [second.id, first.id]
    assert [transfer.id for transfer in client.v1.transfers.list({"destination": one}).data] == [first.id]
    assert client.v1.transfers.list({"transfer_group": "bk_2"}).data == []


def test_one_key_makes_one_transfer_and_metadata_is_merged(client: stripe.StripeClient, account: str) -> None:
    charge = taken_payment(client)
    first = send(client, account, 100, source_transaction=charge.id, metadata={"payable": "p1"})
    again = send(client, account, 100, source_transaction=charge.id, metadata={"payable": "p1"})
    assert first.id == again.id
    changed = client.v1.transfers.update(first.id, {"metadata": {"attempt": "2"}}, keyed("tr:meta"))
    assert changed.metadata.to_dict() == {"payable": "p1", "attempt": "2"}
    assert client.v1.transfers.retrieve(first.id).metadata.to_dict() == changed.metadata.to_dict()


def test_a_reversal_brings_the_money_back(client: stripe.StripeClient, control: Control, account: str) -> None:
    charge = taken_payment(client)
    transfer = send(client, account, 4000, source_transaction=charge.id)
    client.v1.transfers.reversals.create(transfer.id, {"amount": 1000}, keyed("rev:1"))
    assert (funds(client), funds(client, account)) == ((0, NET - 3000), (0, 3000))
    control("clock/advance", seconds=3 * DAY)
    assert (funds(client), funds(client, account)) == ((NET - 3000, 0), (3000, 0))
    client.v1.transfers.reversals.create(transfer.id, {}, keyed("rev:2"))
    assert (funds(client), funds(client, account)) == ((NET, 0), (0, 0))
    back = client.v1.transfers.retrieve(transfer.id)
    assert (back.amount_reversed, back.reversed, len(back.reversals.data)) == (4000, True, 2)


def test_no_more_is_reversed_than_is_left(client: stripe.StripeClient, account: str) -> None:
    charge = taken_payment(client)
    transfer = send(client, account, 1000, source_transaction=charge.id)
    send(client, account, 2000, "tr:2", source_transaction=charge.id)
    client.v1.transfers.reversals.create(transfer.id, {"amount": 600}, keyed("rev:1"))
    with pytest.raises(stripe.InvalidRequestError, match="greater than the unreversed amount"):
        client.v1.transfers.reversals.create(transfer.id, {"amount": 401}, keyed("rev:2"))


def test_money_that_went_to_the_bank_is_not_reversed(
    client: stripe.StripeClient, control: Control, account: str
) -> None:
    charge = taken_payment(client)
    transfer = send(client, account, 1000, source_transaction=charge.id)
    control("clock/advance", seconds=3 * DAY)
    client.v1.payouts.create({"amount": 700, "currency": "eur"}, keyed("po:1", account))
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.transfers.reversals.create(transfer.id, {"amount": 301}, keyed("rev:1"))
    assert refused.value.code == "balance_insufficient"
    client.v1.transfers.reversals.create(transfer.id, {"amount": 300}, keyed("rev:2"))
    assert funds(client, account) == (0, 0)


def test_every_movement_is_on_the_account_it_concerns(client: stripe.StripeClient, account: str) -> None:
    charge = taken_payment(client)
    transfer = send(client, account, 1000, source_transaction=charge.id)
    reversal = client.v1.transfers.reversals.create(transfer.id, {"amount": 100}, keyed("rev:1"))
    ours = client.v1.balance_transactions.list()
    theirs = client.v1.balance_transactions.list({}, of(account))
    assert [one.type for one in ours.data] == ["transfer_refund", "transfer", "charge"]
    assert [(one.type, one.net) for one in theirs.data] == [("payment_refund", -100), ("payment", 1000)]
    (by_source,) = client.v1.balance_transactions.list({"source": transfer.id}).data
    assert by_source.id == transfer.balance_transaction
    (by_type,) = client.v1.balance_transactions.list({"type": "transfer_refund"}).data
    assert by_type.id == reversal.balance_transaction
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.balance_transactions.retrieve(theirs.data[0].id)


def test_an_ordered_lack_of_money(client: stripe.StripeClient, control: Control, account: str) -> None:
    charge = taken_payment(client)
    control("fail_next", kind="balance_insufficient", path="/v1/transfers", method="POST")
    assert _refusal(client, account, 100, source_transaction=charge.id).code == "balance_insufficient"
    send(client, account, 100, source_transaction=charge.id)


def test_what_belongs_to_the_platform_is_not_asked_of_an_account(client: stripe.StripeClient, account: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Stripe-Account"):
        client.v1.transfers.list({}, of(account))
