"""Host organisations that wait for their first member: those of imported listings."""

from chalicelib.core.errors import Language, StaleVersion
from chalicelib.identity import store
from chalicelib.identity.hosts import host_of
from chalicelib.identity.model import Host, HostRole, Membership
from chalicelib.kit.unit_of_work import UnitOfWork

NOBODY = ""


def add_ownerless(uow: UnitOfWork, host_id: str, name: str, language: Language) -> None:
    """In the transaction of whoever brings it. At commit, Replayed when its id is taken."""
    store.add_host(uow, Host(id=host_id, name=name, language=language, owner_id=NOBODY))


def hand_to(uow: UnitOfWork, host_id: str, user_id: str) -> None:
    """Makes a user the first owner, in the transaction of whoever knows that it is his. A host that has an owner
    keeps him, whatever anybody believes to know.

    Raises NotFound, StaleVersion, also at commit.
    """
    host = host_of(host_id)
    if host.owner_id != NOBODY:
        raise StaleVersion
    owned = Host(host.id, host.name, host.language, user_id, host.version + 1)
    store.replace_host(uow, owned, read_at=host.version)
    store.put_membership(uow, Membership(host.id, host.name, user_id, HostRole.OWNER))
