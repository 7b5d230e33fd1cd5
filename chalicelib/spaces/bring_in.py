"""A space that was not typed here: whoever brings it has made sure that it fits."""

from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces import store
from chalicelib.spaces.model import Space


def bring_in(uow: UnitOfWork, space: Space) -> None:
    """In the caller's transaction. At commit, Replayed when its id is taken."""
    store.add(uow, space)
