"""Writing a journal, in the transaction of the verb whose effect it books."""

from chalicelib.kit.unit_of_work import Refused, Replayed, UnitOfWork
from chalicelib.ledger import balances, chart, store
from chalicelib.ledger.errors import NotOwed
from chalicelib.ledger.model import Journal


def post(uow: UnitOfWork, journal: Journal, *, refused: Refused = Replayed) -> None:
    """Two items of the caller's transaction: the journal, and the marker that waits for the sealer; and the balance
    of each guarded account that it moves.

    The commit raises what `refused` makes when a journal has this reference already, and NotOwed when a guarded
    account would pass zero. Raises ValueError for one that
    claims another instant than its unit of work's: verification takes it for backdated.
    """
    if journal.at != uow.now:
        raise ValueError(f"{journal.reference} is written at {uow.now}, not at {journal.at}")
    store.add(uow, journal, refused)
    for account, cents in sorted(journal.balances().items()):
        if chart.is_guarded(account):
            balances.move(uow, account, -cents, refused=NotOwed)
