"""Money on its way to hosts at Stripe: transfers to their accounts, what comes back, payouts to banks, balances.

Every POST carries an idempotency key. Stripe forgets a key after a day, so whoever repeats a call later looks first
(`find_transfer`, `find_payout`): metadata name what each is for.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from chalicelib.core.money import CURRENCY
from chalicelib.payments.model import (
    Balance,
    BalanceLine,
    BankPayout,
    BankPayoutStatus,
    Dispute,
    NewTransfer,
    Transfer,
)
from chalicelib.payments.stripe_gateway import StripeGateway, gateway, translated

if TYPE_CHECKING:
    import stripe

EURO = CURRENCY.lower()
MOST_LISTED = 100
PAYABLE, ATTEMPT, PAYOUT = "payable", "attempt", "payout"
"""Names in our metadata."""

PAYOUT_STATUSES = {
    "paid": BankPayoutStatus.PAID,
    "failed": BankPayoutStatus.FAILED,
    "canceled": BankPayoutStatus.FAILED,
}


class TransferGateway:
    """Every method raises ProviderUnavailable, ProviderRefused."""

    def __init__(self, payments: StripeGateway) -> None:
        self._client = payments.client

    def transfer(self, wanted: NewTransfer) -> Transfer:
        metadata = {PAYABLE: wanted.payable_id, ATTEMPT: str(wanted.attempt), "host_id": wanted.host_id}
        if wanted.invoice:
            metadata["invoice"] = wanted.invoice
        with translated():
            made = self._client.v1.transfers.create(
                {
                    "amount": wanted.amount,
                    "currency": EURO,
                    "destination": wanted.account_id,
                    "source_transaction": wanted.charge_id,
                    "transfer_group": wanted.group,
                    "metadata": metadata,
                },
                {"idempotency_key": f"tr:{wanted.payable_id}:{wanted.attempt}"},
            )
            return _transfer_of(made)

    def find_transfer(self, group: str, payable_id: str, attempt: int) -> Transfer | None:
        """The one that an earlier call made, whatever became of its answer."""
        with translated():
            found = self._client.v1.transfers.list({"transfer_group": group, "limit": MOST_LISTED})
            for one in found.auto_paging_iter():
                if (one.metadata.to_dict() if one.metadata else {}).items() >= {
                    (PAYABLE, payable_id),
                    (ATTEMPT, str(attempt)),
                }:
                    return _transfer_of(one)
        return None

    def transfer_now(self, transfer_id: str) -> Transfer:
        with translated():
            return _transfer_of(self._client.v1.transfers.retrieve(transfer_id))

    def take_back(self, transfer_id: str, amount: int, *, key: str) -> None:
        with translated():
            self._client.v1.transfers.reversals.create(transfer_id, {"amount": amount}, {"idempotency_key": key})

    def name_group(self, charge_id: str, group: str, *, key: str) -> None:
        """Of a charge whose page could not name one: without it no transfer is found again by its group."""
        with translated():
            self._client.v1.charges.update(charge_id, {"transfer_group": group}, {"idempotency_key": key})

    def balance(self, account_id: str | None) -> Balance:
        """None for the platform's own."""
        with translated():
            found = self._client.v1.balance.retrieve(options=_on(account_id))
            return Balance(available=_euros(found.available), pending=_euros(found.pending))

    def balance_lines(self, account_id: str) -> Iterator[BalanceLine]:
        """All that ever moved there, the newest first, a hundred to a call."""
        with translated():
            found = self._client.v1.balance_transactions.list({"limit": MOST_LISTED}, _on(account_id))
            for one in found.auto_paging_iter():
                yield BalanceLine(one.id, one.type, one.net, _instant(one.created))

    def pay_out(self, account_id: str | None, amount: int, *, name: str) -> BankPayout:
        """`name` is ours for it, and its key."""
        with translated():
            made = self._client.v1.payouts.create(
                {"amount": amount, "currency": EURO, "metadata": {PAYOUT: name}},
                {**_on(account_id), "idempotency_key": f"po:{name}"},
            )
            return _payout_of(made)

    def find_payout(self, account_id: str | None, name: str) -> BankPayout | None:
        with translated():
            found = self._client.v1.payouts.list({"limit": MOST_LISTED}, _on(account_id))
            for one in found.auto_paging_iter():
                if one.metadata and one.metadata.to_dict().get(PAYOUT) == name:
                    return _payout_of(one)
        return None

    def payout(self, account_id: str | None, payout_id: str) -> BankPayout:
        with translated():
            return _payout_of(self._client.v1.payouts.retrieve(payout_id, options=_on(account_id)))

    def disputes(self, intent_id: str) -> list[Dispute]:
        """Every dispute of a payment, open or closed."""
        with translated():
            found = self._client.v1.disputes.list({"payment_intent": intent_id, "limit": MOST_LISTED})
            return [Dispute(one.id, one.amount, one.status) for one in found.auto_paging_iter()]

    def dispute_intent(self, dispute_id: str) -> str:
        """The payment that a dispute is about."""
        with translated():
            found = self._client.v1.disputes.retrieve(dispute_id).payment_intent
            return found if isinstance(found, str) else found.id if found else ""

    def hold_own_payouts(self, *, key: str) -> None:
        """The platform's own balance: nothing leaves it but what the operator sends."""
        with translated():
            self._client.v1.balance_settings.update(
                {"payments": {"payouts": {"schedule": {"interval": "manual"}}}}, {"idempotency_key": key}
            )


def transfers() -> TransferGateway:
    return TransferGateway(gateway())


def _on(account_id: str | None) -> "stripe.RequestOptions":
    return {"stripe_account": account_id} if account_id else {}


def _transfer_of(found: "stripe.Transfer") -> Transfer:
    return Transfer(found.id, found.amount, found.amount_reversed)


def _payout_of(found: "stripe.Payout") -> BankPayout:
    status = PAYOUT_STATUSES.get(found.status, BankPayoutStatus.ON_ITS_WAY)
    return BankPayout(
        id=found.id,
        status=status,
        amount=found.amount,
        arrives_on=_instant(found.arrival_date).date(),
        failure=found.failure_code or (found.status if status is BankPayoutStatus.FAILED else ""),
        name=(found.metadata.to_dict() if found.metadata else {}).get(PAYOUT, ""),
    )


def _euros(found: "list[stripe.Balance.Available] | list[stripe.Balance.Pending]") -> int:
    return sum(one.amount for one in found if one.currency == EURO)


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
