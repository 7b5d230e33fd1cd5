"""From what is owed to the host's account: ledger first, the provider second.

Each step is a transaction of its own, so that a worker that dies leaves the payable where the next one goes on.
Whoever goes on with a transfer looks for it before asking again: the provider forgets a key after a day, and a blind
repetition would pay twice (ADR 0019).
"""

from dataclasses import replace
from datetime import datetime

from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.core.lazy import dataclass
from chalicelib.kit.observability import logger
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger.post import post
from chalicelib.legal.model import ConnectedAccount
from chalicelib.payments.model import NewTransfer, ProviderRefused, Transfer
from chalicelib.payments.stripe_gateway import gateway
from chalicelib.payments.transfer_gateway import transfers
from chalicelib.payouts import papers, policy, store
from chalicelib.payouts.facts import TransferMade
from chalicelib.payouts.model import Block, Movement, MovementKind, Payable, Share, State

REFUSALS = {
    "balance_insufficient": Block.FUNDS,
    "insufficient_funds": Block.FUNDS,
    "insufficient_capabilities_for_transfer": Block.ACCOUNT,
    "account_invalid": Block.ACCOUNT,
}
"""What the provider's codes mean for a payable."""


@dataclass(frozen=True)
class Way:
    """Where a host's money goes now: his account, if it can receive, and the number of the month's own invoice."""

    account: ConnectedAccount | None
    invoice: str = ""


def release(payable: Payable, share: Share, way: Way, *, uow: UnitOfWork) -> Payable:
    """Sends what is due, or says why it cannot leave and when to look again. Every step has a unit of work of its
    own, like `uow`.

    Raises ProviderUnavailable, StaleVersion, NotOwed.
    """
    booking = booking_of(payable.booking_id)
    resumed = payable.state is State.RELEASING
    if payable.state is State.WAITING:
        block = why_not(payable, booking, way)
        if block:
            return hold(payable, block, uow.again())
        payable = _take(payable, share, uow.again())
    if payable.state is not State.RELEASING:
        return payable
    return _send(payable, share, booking, way, uow, resumed=resumed)


def why_not(payable: Payable, booking: Booking, way: Way) -> Block | None:
    if payable.disputed:
        return Block.DISPUTED
    owed = policy.billable(booking)
    if (payable.ht, payable.ttc) != (owed.ht, owed.ttc):
        return Block.NOT_BILLABLE
    return None if way.account and way.account.can_receive else Block.ACCOUNT


def hold(payable: Payable, block: Block, uow: UnitOfWork) -> Payable:
    """Looked at again within the hour. One that has no hour of its own, since its month has, is written once."""
    if payable.block is block and payable.due_at is None:
        return payable
    held = payable.next(block=block, due_at=_next_look(payable, uow))
    store.save_payable(uow, held)
    uow.commit()
    return held


def _next_look(payable: Payable, uow: UnitOfWork) -> datetime | None:
    return uow.now + policy.LOOK_AGAIN if payable.due_at else None


def _take(payable: Payable, share: Share, uow: UnitOfWork) -> Payable:
    """The ledger says that it left before anybody is asked to send it. An earlier debt takes its part."""
    purse = store.purse(payable.host_id)
    recovered = min(purse.debt, share.net)
    taken = payable.next(state=State.RELEASING, net=share.net - recovered, recovered=recovered, block=None)
    store.save_payable(uow, taken)
    post(uow, papers.release_journal(taken, share, uow.now))
    if recovered:
        store.save_purse(uow, purse.next(debt=purse.debt - recovered))
    uow.commit()
    return taken


def _send(payable: Payable, share: Share, booking: Booking, way: Way, uow: UnitOfWork, *, resumed: bool) -> Payable:
    if payable.net == 0:
        return _settled(payable, "", uow.again())
    if way.account is None:
        return _undo(payable, share, Block.ACCOUNT, uow.again())
    group, made = booking.payer_id, None
    if resumed:
        made = transfers().find_transfer(group, payable.id, payable.attempt)
    try:
        made = made or _ask(payable, booking, way.account, way.invoice)
    except ProviderRefused as refused:
        logger.warning("transfer_refused", extra={"booking_id": booking.id, "code": refused.code})
        return _undo(payable, share, REFUSALS.get(refused.code, Block.REFUSED), uow.again())
    return _settled(payable, made.id, uow.again())


def _ask(payable: Payable, booking: Booking, account: ConnectedAccount, invoice: str) -> Transfer:
    intent = gateway().intent(booking.payment_intent_id)
    if not intent.group:
        # Without it the look-up before a retry would find nothing, and the host would be paid twice.
        transfers().name_group(intent.charge_id, booking.payer_id, key=f"group:{intent.charge_id}")
    return transfers().transfer(
        NewTransfer(
            host_id=payable.host_id,
            payable_id=payable.id,
            attempt=payable.attempt,
            amount=payable.net,
            account_id=account.account_id,
            charge_id=intent.charge_id,
            group=intent.group or booking.payer_id,
            invoice=invoice,
        )
    )


def _settled(payable: Payable, transfer_id: str, uow: UnitOfWork) -> Payable:
    """It is on the host's account; the next business day sends it to his bank."""
    purse = store.purse(payable.host_id)
    sent = payable.next(state=State.SENT, transfer_id=transfer_id, due_at=None)
    if transfer_id:
        sent = replace(sent, number=purse.movements + 1)
        movement = Movement(sent.number, MovementKind.TRANSFER, sent.net, uow.now, transfer_id, payable.booking_id)
        store.add_movement(uow, payable.host_id, movement)
        store.save_purse(uow, purse.next(movements=sent.number, due_at=purse.due_at or uow.now))
        post(uow, papers.transfer_journal(sent, uow.now))
    store.save_payable(uow, sent)
    store.add_to_reserve(uow, payable.booking_id, -payable.ttc)
    uow.record(
        TransferMade(
            subject=purse.key,
            host_id=payable.host_id,
            booking=payable.booking_id,
            amount=sent.net,
            recovered=sent.recovered,
            transfer=transfer_id,
        )
    )
    uow.commit()
    return sent


def _undo(payable: Payable, share: Share, block: Block, uow: UnitOfWork) -> Payable:
    """A definite no: it is owed again, and the next attempt has a key of its own."""
    back = payable.next(
        state=State.WAITING,
        attempt=payable.attempt + 1,
        net=0,
        recovered=0,
        block=block,
        due_at=_next_look(payable, uow),
    )
    store.save_payable(uow, back)
    post(uow, papers.release_undone_journal(payable, share, uow.now))
    if payable.recovered:
        purse = store.purse(payable.host_id)
        store.save_purse(uow, purse.next(debt=purse.debt + payable.recovered))
    uow.commit()
    return back
