"""How a host collects his money. What the provider says of his account is kept here, where selling asks for it; who
asks the provider is `payments.onboarding`.
"""

from dataclasses import replace

from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal import store
from chalicelib.legal.facts import ConnectedAccountChanged, ConnectedAccountOpened
from chalicelib.legal.model import ConnectedAccount


def account_of(host_id: str) -> ConnectedAccount | None:
    """Strongly read, 1 RCU."""
    return store.account(host_id)


def open_account(opened: ConnectedAccount, *, uow: UnitOfWork) -> ConnectedAccount:
    """The provider made it: kept before its owner is sent there. Raises StaleVersion if he has one already."""
    store.save_account(uow, opened, read_at=0)
    uow.record(ConnectedAccountOpened(subject=opened.key, host_id=opened.host_id, account=opened.account_id))
    uow.commit()
    return opened


def note_account(before: ConnectedAccount, seen: ConnectedAccount, *, uow: UnitOfWork) -> ConnectedAccount:
    """What the provider says now; only a change of state, or of what it waits for, is told.

    A look that saw nothing new is written too: who looked before it must not write over it. Raises StaleVersion.
    """
    after = replace(seen, version=before.version + 1, seen_at=uow.now)
    store.save_account(uow, after, read_at=before.version)
    if (after.state, after.waits_for) != (before.state, before.waits_for):
        uow.record(
            ConnectedAccountChanged(
                subject=after.key,
                host_id=after.host_id,
                state=after.state.value,
                was=before.state.value,
                waits_for=list(after.waits_for),
            )
        )
    uow.commit()
    return after
