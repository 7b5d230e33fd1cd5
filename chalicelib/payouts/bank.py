"""From a host's account to his bank: we make every payout, on business days, and know what each consists of.

A payout takes a stretch of movements, the longest that the account has available. It is written before the provider
is asked, under a name that says whose and which it is; whoever goes on with one looks for that name first.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate

from chalicelib.core.business_days import after_business_days, business_day_from
from chalicelib.core.errors import Busy, NotFound, StaleVersion
from chalicelib.kit.observability import logger
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger.post import post
from chalicelib.legal.collecting import account_of
from chalicelib.legal.model import ConnectedAccount, legal_day
from chalicelib.payments.model import BankPayout, BankPayoutStatus, ProviderRefused
from chalicelib.payments.transfer_gateway import transfers
from chalicelib.payouts import papers, policy, store
from chalicelib.payouts.facts import PayoutFailed, PayoutPaid, PayoutSent
from chalicelib.payouts.model import Movement, MovementKind, Payout, PayoutState, Purse

ROUNDS = 8
ONE_DAY = timedelta(days=1)

MakeWork = Callable[[], UnitOfWork]


def pay_out(host_id: str, account: ConnectedAccount | None, *, make_work: MakeWork) -> Payout | None:
    """At most one a day. Without money to send, or an account that can, the purse is looked at again later.

    Raises ProviderUnavailable, StaleVersion.
    """
    purse, uow = store.purse(host_id), make_work()
    if purse.open_payout:
        return _ask(_known(host_id, purse.open_payout), purse, account, make_work, resumed=True)
    today = legal_day(uow.now)
    first_day = business_day_from(max(today, purse.pay_after or today)) if purse.has_money else None
    amount, last = _longest(purse, account) if first_day == today else (0, 0)
    if account is None or amount == 0:
        if purse.version:
            _later(purse, business_day_from(today + ONE_DAY) if first_day == today else first_day, uow)
        return None
    payout = Payout(host_id, purse.payouts + 1, purse.paid_up_to + 1, last, amount, uow.now)
    decided = purse.next(payouts=payout.number, paid_up_to=last, open_payout=payout.number)
    store.add_payout(uow, payout)
    store.save_purse(uow, decided)
    uow.commit()
    return _ask(payout, decided, account, make_work, resumed=False)


def look_at(account_id: str, payout_id: str, *, make_work: MakeWork) -> None:
    """After an event about a payout, whatever it says. Raises ProviderUnavailable, ProviderRefused, Busy."""
    found = transfers().payout(account_id, payout_id)
    host_id, _, number = found.name.rpartition(":")
    account = account_of(host_id) if host_id and number.isdecimal() else None
    if account is None or account.account_id != account_id:
        logger.info("payout_ignored", extra={"payout": payout_id})
        return
    for _ in range(ROUNDS):
        try:
            apply(_known(host_id, int(number)), found, uow=make_work())
        except StaleVersion:
            continue
        return
    raise Busy


def apply(payout: Payout, found: BankPayout, *, uow: UnitOfWork) -> None:
    """What the provider says of it. A bank may send back what had arrived. Raises StaleVersion."""
    if found.status is BankPayoutStatus.PAID and payout.state is PayoutState.SENT:
        after = payout.next(state=PayoutState.PAID, arrives_on=found.arrives_on)
        store.save_payout(uow, after)
        post(uow, papers.paid_out_journal(after, uow.now))
        uow.record(
            PayoutPaid(subject=_subject(payout), host_id=payout.host_id, payout=payout.number, amount=payout.amount)
        )
    elif found.status is BankPayoutStatus.FAILED and payout.state in {PayoutState.SENT, PayoutState.PAID}:
        _returned(payout, found, uow)
    if uow.holds_writes:
        uow.commit()


def try_again_now(host_id: str, *, uow: UnitOfWork) -> None:
    """The host has put his bank details right. Raises StaleVersion."""
    purse = store.purse(host_id)
    if purse.version and purse.has_money and not purse.open_payout:
        store.save_purse(uow, purse.next(pay_after=None, due_at=uow.now, returns=0))
        uow.commit()


def _returned(payout: Payout, found: BankPayout, uow: UnitOfWork) -> None:
    """It is on the account again; the next try waits longer each time, for the host to put his bank details right."""
    purse = store.purse(payout.host_id)
    returns = purse.returns + 1
    again = after_business_days(legal_day(uow.now), policy.pause_after(returns))
    number = purse.movements + 1
    store.save_payout(uow, payout.next(state=PayoutState.FAILED, failure=found.failure, returned_as=number))
    store.add_movement(
        uow,
        payout.host_id,
        Movement(number, MovementKind.RETURNED, payout.amount, uow.now, payout.payout_id, payout.id),
    )
    store.save_purse(
        uow, purse.next(movements=number, returns=returns, pay_after=again, due_at=policy.opening(again))
    )
    if payout.state is PayoutState.PAID:
        post(uow, papers.payout_returned_journal(payout, uow.now))
    uow.record(_failed(payout, found.failure))


def _ask(
    payout: Payout, purse: Purse, account: ConnectedAccount | None, make_work: MakeWork, *, resumed: bool
) -> Payout:
    if account is None:
        raise NotFound
    try:
        found = transfers().find_payout(account.account_id, payout.id) if resumed else None
        found = found or transfers().pay_out(account.account_id, payout.amount, name=payout.id)
    except ProviderRefused as refused:
        return _refused(payout, purse, refused.code, make_work())
    return _sent(payout, purse, found, make_work())


def _sent(payout: Payout, purse: Purse, found: BankPayout, uow: UnitOfWork) -> Payout:
    after = payout.next(state=PayoutState.SENT, payout_id=found.id, arrives_on=found.arrives_on)
    left = purse.movements > payout.last
    tomorrow = business_day_from(legal_day(uow.now) + ONE_DAY)
    store.save_payout(uow, after)
    store.save_purse(
        uow,
        purse.next(open_payout=0, returns=0, pay_after=tomorrow, due_at=policy.opening(tomorrow) if left else None),
    )
    uow.record(
        PayoutSent(
            subject=_subject(payout),
            host_id=payout.host_id,
            payout=payout.number,
            amount=payout.amount,
            arrives_on=found.arrives_on.isoformat(),
        )
    )
    uow.commit()
    return after


def _refused(payout: Payout, purse: Purse, code: str, uow: UnitOfWork) -> Payout:
    """A definite no, before anything left: its movements wait for the next one, under another name."""
    after = payout.next(state=PayoutState.FAILED, failure=code)
    returns = purse.returns + 1
    again = after_business_days(legal_day(uow.now), policy.pause_after(returns))
    store.save_payout(uow, after)
    store.save_purse(
        uow,
        purse.next(
            open_payout=0,
            paid_up_to=payout.first - 1,
            returns=returns,
            pay_after=again,
            due_at=policy.opening(again),
        ),
    )
    uow.record(_failed(payout, code))
    uow.commit()
    return after


def _longest(purse: Purse, account: ConnectedAccount | None) -> tuple[int, int]:
    """The amount and the last movement of the longest stretch that the account has available; 0 for none."""
    if account is None or not account.can_receive:
        return 0, purse.paid_up_to
    available = transfers().balance(account.account_id).available
    waiting = store.movements(purse.host_id, purse.paid_up_to + 1, purse.movements)
    sums = zip(accumulate(one.amount for one in waiting), (one.number for one in waiting), strict=True)
    fitting = [(amount, number) for amount, number in sums if 0 < amount <= available]
    return max(fitting, key=lambda one: one[1], default=(0, purse.paid_up_to))


def _later(purse: Purse, day: date | None, uow: UnitOfWork) -> None:
    due_at = policy.opening(day) if day else None
    if due_at != purse.due_at:
        store.save_purse(uow, purse.next(due_at=due_at))
        uow.commit()


def _known(host_id: str, number: int) -> Payout:
    found = store.payout(host_id, number)
    if found is None:
        raise NotFound
    return found


def _failed(payout: Payout, cause: str) -> PayoutFailed:
    return PayoutFailed(
        subject=_subject(payout), host_id=payout.host_id, payout=payout.number, amount=payout.amount, cause=cause
    )


def _subject(payout: Payout) -> str:
    return f"PURSE#{payout.host_id}"
