"""Host organisations: who lists spaces, and who acts for them."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.core.errors import Language, NotFound, StaleVersion
from chalicelib.core.facts import changes_between
from chalicelib.core.ids import derived_id
from chalicelib.identity import store
from chalicelib.identity.facts import HostCreated, HostUpdated
from chalicelib.identity.model import Host, HostRole, Membership, User
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork


def create_host(name: str, language: Language, *, key: str, user_id: str, uow: UnitOfWork) -> Host:
    """Whoever creates a host owns it. The same person and key find the host that they made before."""
    host = Host(id=derived_id("ho", user_id, key), name=name, language=language, owner_id=user_id)
    store.add_host(uow, host)
    store.put_membership(uow, Membership(host.id, host.name, user_id, HostRole.OWNER))
    uow.record(HostCreated(subject=host.key, host_id=host.id, name=host.name, owner_id=user_id))
    try:
        uow.commit()
    except Replayed:
        return host_of(host.id)
    return host


def host_of(host_id: str) -> Host:
    """Raises NotFound."""
    found = store.host(host_id)
    if found is None:
        raise NotFound
    return found


def host_names(ids: Iterable[str]) -> dict[str, str]:
    """Names to show; who is unknown is absent."""
    return store.host_names(set(ids))


def host_ids(*, after: str | None, limit: int) -> tuple[list[str], bool]:
    """All hosts there are, a page at a time: those behind `after`, in order, and whether more follow. One query."""
    return store.host_ids(after, limit)


def rename_host(host: Host, *, expected: int, name: str, language: Language, uow: UnitOfWork) -> Host:
    """Raises StaleVersion."""
    if expected != host.version:
        raise StaleVersion
    edited = replace(host, name=name, language=language)
    changes = changes_between(vars(host), vars(edited))
    if not changes:
        return host
    edited = replace(edited, version=host.version + 1)
    store.replace_host(uow, edited, read_at=host.version)
    for member in store.members_of(host.id):
        store.put_membership(uow, replace(member, host_name=edited.name))
    uow.record(HostUpdated(subject=host.key, host_id=host.id, changes=changes))
    uow.commit()
    return edited


def owner_of(host_id: str) -> User:
    """Raises NotFound."""
    owner = store.user(host_of(host_id).owner_id)
    if owner is None:
        raise NotFound
    return owner
