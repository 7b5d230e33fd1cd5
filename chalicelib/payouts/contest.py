"""A host contests what was invoiced in his name, within seven days; what was billed then waits for an agreement."""

from chalicelib.core.errors import NotFound
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payouts import documents, store
from chalicelib.payouts.errors import NotContested, NothingToContest
from chalicelib.payouts.facts import ContestSettled, MonthContested
from chalicelib.payouts.model import Month, MonthState


def contest(host_id: str, name: str, reason: str, *, uow: UnitOfWork) -> Month:
    """Raises NotFound, NothingToContest, StaleVersion."""
    month = month_of(host_id, name)
    if month.state is not MonthState.CLOSED or month.contest_until is None or uow.now >= month.contest_until:
        raise NothingToContest
    contested = month.next(state=MonthState.CONTESTED, contested_at=uow.now, reason=reason)
    store.save_month(uow, contested, month)
    uow.record(MonthContested(subject=_subject(month), host_id=host_id, month=name, reason=reason))
    uow.commit()
    return contested


def settle_contest(host_id: str, name: str, *, uow: UnitOfWork) -> Month:
    """The operator and the host agree: it is paid, at once if its payday has passed. Corrections are credit notes.

    Raises NotFound, NotContested, StaleVersion.
    """
    month = month_of(host_id, name)
    if month.state is not MonthState.CONTESTED:
        raise NotContested
    settled = month.next(state=MonthState.CLOSED, reason="")
    store.save_month(uow, settled, month)
    uow.record(ContestSettled(subject=_subject(month), host_id=host_id, month=name))
    uow.commit()
    return settled


def month_of(host_id: str, name: str) -> Month:
    """Raises NotFound."""
    found = store.month(host_id, name)
    if found is None:
        raise NotFound
    return found


def _subject(month: Month) -> str:
    return documents.month_key(month.host_id, month.month)
