"""What the clock does for one host: sends what is due to his account, and what is there to his bank."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.billing.find import number_of
from chalicelib.core.facts import SYSTEM
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.collecting import account_of
from chalicelib.legal.model import SettlementMode
from chalicelib.payouts import bank, policy, store
from chalicelib.payouts.kept import share_billed
from chalicelib.payouts.model import Block, Month, MonthState, Payable, Share, State
from chalicelib.payouts.release import Way, release
from chalicelib.payouts.shares import share_of_booking
from chalicelib.payouts.take_back import bring_back

Job = Callable[[], object]

OPEN_STATES = {State.WAITING, State.RELEASING, State.TAKING_BACK}


def settle_host(host_id: str, *, now: datetime, out_of_time: Callable[[], bool] = lambda: False) -> int:
    """Safe to repeat, and to kill anywhere; returns how many payables it dealt with. What is left when time is out
    stays due. Raises an ExceptionGroup of what failed, after the rest was done."""
    work = UnitOfWork(now=now, actor=SYSTEM)
    account, done = account_of(host_id), 0
    failures: list[Exception] = []
    payables, months = store.due_of(host_id, now)
    jobs = [_job(payable, share_of_booking(payable), Way(account), work) for payable in payables]
    for month in months:
        jobs += _of_month(month, Way(account, number_of(month.self_billed)), work)
    for job in jobs:
        if out_of_time():
            break
        try:
            job()
            done += 1
        except Exception as failure:  # noqa: BLE001  one payable that fails must not keep the others
            failures.append(failure)
    try:
        for month in months:
            _next_look(month, work.again())
        bank.pay_out(host_id, account, make_work=work.again)
    except Exception as failure:  # noqa: BLE001  told with the rest
        failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} steps of {host_id} failed", failures)
    return done


def _job(payable: Payable, share: Share, way: Way, work: UnitOfWork) -> Job:
    if payable.state is State.TAKING_BACK:
        return lambda: bring_back(payable, payable.block or Block.DISPUTED, make_work=work.again)
    return lambda: release(payable, share, way, uow=work)


def _of_month(month: Month, way: Way, work: UnitOfWork) -> list[Job]:
    """What was billed is paid on payday, unless the host contests it."""
    if month.state is not MonthState.CLOSED:
        return []
    return [_job(one, share_billed(month, one), way, work) for one in _not_sent(month)]


def _not_sent(month: Month) -> list[Payable]:
    payables = store.payables_of(month.host_id, month.month)
    return [one for one in payables if one.mode is SettlementMode.MONTHLY and one.state in OPEN_STATES]


def _next_look(month: Month, uow: UnitOfWork) -> None:
    """A month stays due as long as something of it has not left."""
    due_at = uow.now + policy.LOOK_AGAIN if _not_sent(month) else None
    store.save_month(uow, month.next(due_at=due_at), month)
    uow.commit()
