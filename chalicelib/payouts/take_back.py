"""What was transferred comes back: a refund or a dispute after the service. First the reversal, then the refund.

What the host's account no longer has he owes us, and his next payables pay it (`release`).
"""

from collections.abc import Callable
from contextlib import suppress

from chalicelib.billing.orders import order
from chalicelib.bookings.commit import commit
from chalicelib.bookings.errors import CannotRefund
from chalicelib.bookings.find import booking_of_host
from chalicelib.bookings.model import Booking, Party
from chalicelib.bookings.transitions import refunded_afterwards
from chalicelib.identity.hosts import host_of
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger.post import post
from chalicelib.legal.collecting import account_of
from chalicelib.legal.model import PLATFORM, SettlementMode, legal_day
from chalicelib.legal.settling import regime_of
from chalicelib.payments.errors import ProviderDown
from chalicelib.payments.model import ProviderRefused, ProviderUnavailable
from chalicelib.payments.transfer_gateway import transfers
from chalicelib.payouts import documents, papers, store
from chalicelib.payouts.errors import TransferUnderway
from chalicelib.payouts.facts import TransferTakenBack
from chalicelib.payouts.kept import share_of
from chalicelib.payouts.model import Block, Movement, MovementKind, Payable, State
from chalicelib.payouts.payables import cancel, payable_of

MakeWork = Callable[[], UnitOfWork]


def refund_afterwards(host_id: str, booking_id: str, reason: str, *, make_work: MakeWork) -> Booking:
    """The host gives the coworker his money back after the service. Safe to repeat.

    Raises NotFound, CannotRefund, ReasonRequired, TransferUnderway, StaleVersion, ProviderDown.
    """
    booking = booking_of_host(host_id, booking_id)
    change = refunded_afterwards(booking, reason=reason, by=Party.HOST, now=make_work().now)
    payable = payable_of(booking)
    if payable is None or payable.state is State.RELEASING:
        # It is about to be known, or on its way to the host at this very moment.
        raise TransferUnderway
    if not payable.is_owed:
        # The coworker's bank gave the money back already.
        raise CannotRefund
    try:
        payable = bring_back(payable, Block.NOT_BILLABLE, make_work=make_work)
    except (ProviderUnavailable, ProviderRefused) as failed:
        raise ProviderDown from failed
    uow = make_work()
    no_longer_owed(payable, uow)
    return commit(change, uow)


def bring_back(payable: Payable, cause: Block, *, make_work: MakeWork) -> Payable:
    """One that was sent waits again, as a new attempt, held back by `cause`; any other stays as it is.

    Raises StaleVersion, ProviderUnavailable.
    """
    if payable.state is State.SENT:
        uow = make_work()
        payable = payable.next(state=State.TAKING_BACK, block=cause, due_at=uow.now)
        store.save_payable(uow, payable)
        uow.commit()
    if payable.state is State.TAKING_BACK:
        return _reverse(payable, make_work)
    return payable


def no_longer_owed(payable: Payable, uow: UnitOfWork) -> None:
    """Cancels a payable that waits, and corrects what its month has billed: credit notes, the purchase undone."""
    month = store.month(payable.host_id, payable.month)
    share = share_of(payable, month)
    cancel(payable, uow)
    if month is None or not month.is_billed:
        return
    day = legal_day(uow.now)
    language = host_of(payable.host_id).language
    if payable.mode is SettlementMode.MONTHLY:
        post(uow, papers.purchase_undone_journal(payable, share, uow.now))
        paper = documents.Paper(regime_of(payable.host_id, day), language, uow.now)
        order(uow, documents.self_billed_credit_order(payable, share, paper))
    if month.commission and share.commission.ttc:
        paper = documents.Paper(regime_of(PLATFORM, day), language, uow.now)
        order(uow, documents.commission_credit_order(payable, share, paper))


def _reverse(payable: Payable, make_work: MakeWork) -> Payable:
    came_back = _take_what_is_there(payable) if payable.transfer_id else 0
    uow = make_work()
    share = share_of(payable, store.month(payable.host_id, payable.month))
    purse = store.purse(payable.host_id)
    debt = payable.net - came_back + payable.recovered
    waits = payable.next(
        state=State.WAITING,
        attempt=payable.attempt + 1,
        net=0,
        recovered=0,
        number=0,
        transfer_id="",
    )
    store.save_payable(uow, waits)
    post(uow, papers.taken_back_journal(payable, share, came_back, uow.now))
    store.add_to_reserve(uow, payable.booking_id, payable.ttc)
    after = purse.next(debt=purse.debt + debt, movements=purse.movements + (1 if came_back else 0))
    store.save_purse(uow, after)
    if came_back:
        store.add_movement(uow, payable.host_id, _reversal(payable, came_back, after.movements, uow))
    uow.record(
        TransferTakenBack(
            subject=purse.key,
            host_id=payable.host_id,
            booking=payable.booking_id,
            amount=came_back,
            debt=debt,
            cause=payable.block.value if payable.block else "",
        )
    )
    uow.commit()
    return waits


def _take_what_is_there(payable: Payable) -> int:
    """What came back of the transfer, in all: an earlier worker may have taken it, or a part, and died."""
    account = account_of(payable.host_id)
    back = transfers().transfer_now(payable.transfer_id).reversed
    if back == 0 and account:
        there = transfers().balance(account.account_id)
        amount = min(payable.net, max(0, there.available + there.pending))
        if amount:
            # Refused when the balance moved in between: what is really back is asked, the rest is a debt.
            with suppress(ProviderRefused):
                transfers().take_back(payable.transfer_id, amount, key=f"rv:{payable.id}:{payable.attempt}:{amount}")
        back = transfers().transfer_now(payable.transfer_id).reversed
    return back


def _reversal(payable: Payable, amount: int, number: int, uow: UnitOfWork) -> Movement:
    return Movement(number, MovementKind.REVERSAL, -amount, uow.now, payable.transfer_id, payable.booking_id)
