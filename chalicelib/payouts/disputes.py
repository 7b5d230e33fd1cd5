"""A coworker's bank takes his money back: what it paid is frozen, and comes back from the host's account.

Looks at the provider first, whatever the event said; each dispute is booked once when it opens and once when it ends.
A dispute that is won is paid again, as a new attempt; for one that is lost nothing is owed any more.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.bookings.series.follow import parts_of
from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.kit.observability import logger
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger.find import journals_of
from chalicelib.ledger.post import post
from chalicelib.legal.model import SettlementMode
from chalicelib.payments.model import Dispute
from chalicelib.payments.stripe_gateway import gateway
from chalicelib.payments.transfer_gateway import transfers
from chalicelib.payouts import papers, store
from chalicelib.payouts.facts import DisputeClosed, DisputeOpened
from chalicelib.payouts.model import Block, Payable, State
from chalicelib.payouts.payables import payable_of
from chalicelib.payouts.take_back import bring_back, no_longer_owed

ROUNDS = 8

MakeWork = Callable[[], UnitOfWork]


def look_at(intent_id: str, *, make_work: MakeWork) -> None:
    """After an event about a dispute of this payment. Raises ProviderUnavailable, ProviderRefused, NotFound, Busy."""
    reference = gateway().payment(intent_id).reference
    if not reference:
        logger.info("dispute_ignored", extra={"intent": intent_id})
        return
    found = transfers().disputes(intent_id)
    for booking, its_share in _shared(found, parts_of(booking_of(reference))):
        _apply_to_latest(booking, its_share, make_work)


def _shared(found: list[Dispute], bookings: list[Booking]) -> Iterator[tuple[Booking, list[Dispute]]]:
    """What each booking of one payment has in its disputes: one after the other, up to what was taken for it and did
    not go back."""
    if len(bookings) == 1:
        yield bookings[0], found
        return
    left = [dispute.amount for dispute in found]
    for booking in bookings:
        there = booking.standing.ttc
        shares = []
        for number, dispute in enumerate(found):
            amount = min(there, left[number])
            there, left[number] = there - amount, left[number] - amount
            if amount:
                shares.append(replace(dispute, id=f"{dispute.id}:{booking.id}", amount=amount))
        if shares:
            yield booking, shares


def _apply_to_latest(booking: Booking, found: list[Dispute], make_work: MakeWork) -> None:
    for _ in range(ROUNDS):
        try:
            _apply(booking_of(booking.id), found, make_work)
        except StaleVersion:
            continue
        return
    raise Busy


def _apply(booking: Booking, found: list[Dispute], make_work: MakeWork) -> None:
    payable = payable_of(booking)
    if payable is None or payable.state is State.RELEASING:
        # Not known yet, or on its way at this very moment: the event comes back.
        raise Busy
    is_open = any(dispute.is_open for dispute in found)
    if is_open or any(_is_lost(dispute) for dispute in found):
        payable = bring_back(payable, Block.DISPUTED, make_work=make_work)
    for dispute in found:
        payable = _book(payable, booking, dispute, make_work())
    if payable.is_owed and payable.disputed != is_open:
        _note(payable, disputed=is_open, uow=make_work())


def _book(payable: Payable, booking: Booking, dispute: Dispute, uow: UnitOfWork) -> Payable:
    """One step of one dispute that is not in the books yet: `opened` first, then how it ended."""
    journals = papers.dispute_journals(payable, booking, dispute.id, dispute.amount, uow.now)
    known = journals_of([journal.reference for journal in journals.values()])
    step = "opened" if journals["opened"].reference not in known else _ended(dispute)
    if step is None or journals[step].reference in known:
        return payable
    if step == "lost" and payable.is_owed:
        # Its purchase undone, where there was one, moves what is owed; the loss is then the platform's own account's.
        no_longer_owed(payable, uow)
        payable = payable.next(state=State.CANCELLED)
    post(uow, journals[step], refused=StaleVersion)
    uow.record(_fact(payable, dispute, step))
    uow.commit()
    return _book(payable, booking, dispute, uow.again()) if step == "opened" else payable


def _note(payable: Payable, *, disputed: bool, uow: UnitOfWork) -> None:
    """Released again at once when none is left, if it has an hour of its own."""
    per_booking = payable.mode is SettlementMode.PER_BOOKING
    block = Block.DISPUTED if disputed else None
    due_at = uow.now if per_booking and not disputed else payable.due_at
    store.save_payable(uow, payable.next(disputed=disputed, block=block, due_at=due_at))
    uow.commit()


def _ended(dispute: Dispute) -> str | None:
    if dispute.is_open:
        return None
    return "lost" if _is_lost(dispute) else "won"


def _is_lost(dispute: Dispute) -> bool:
    return dispute.status == "lost"


def _fact(payable: Payable, dispute: Dispute, step: str) -> DisputeOpened | DisputeClosed:
    subject, host = f"BK#{payable.booking_id}", payable.host_id
    if step == "opened":
        return DisputeOpened(subject=subject, host_id=host, dispute=dispute.id, amount=dispute.amount)
    return DisputeClosed(subject=subject, host_id=host, dispute=dispute.id, amount=dispute.amount, won=step == "won")
