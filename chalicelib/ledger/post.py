"""Writing a journal, in the transaction of the verb whose effect it books."""

from chalicelib.kit.unit_of_work import Refused, Replayed, UnitOfWork
from chalicelib.ledger import store
from chalicelib.ledger.model import Journal


def post(uow: UnitOfWork, journal: Journal, *, refused: Refused = Replayed) -> None:
    """Two items of the caller's transaction: the journal, and the marker that waits for the sealer.

    The commit raises what `refused` makes when a journal has this reference already. Raises ValueError for one that
    claims another instant than its unit of work's: verification takes it for backdated.
    """
    if journal.at != uow.now:
        raise ValueError(f"{journal.reference} is written at {uow.now}, not at {journal.at}")
    store.add(uow, journal, refused)
