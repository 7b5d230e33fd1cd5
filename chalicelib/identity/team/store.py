"""Invitations as items of the table.

invitation  pk HOST#<id>   sk INVITE#<id>   mine_pk INVITE#<hash of the link's token>, mine_sk HOST#<id>   ttl
"""

from datetime import datetime

from chalicelib.core.errors import Language
from chalicelib.identity.model import HostRole, host_key
from chalicelib.identity.team.links import hash_of, token_of
from chalicelib.identity.team.model import Invitation, State
from chalicelib.kit import table
from chalicelib.kit.table import Item
from chalicelib.kit.unit_of_work import UnitOfWork

INVITE = "INVITE#"


def invitation(host_id: str, invitation_id: str) -> Invitation | None:
    found = table.read(host_key(host_id), INVITE + invitation_id)
    return _invitation_of(found) if found else None


def invitation_behind(token: str) -> Invitation | None:
    """The index may be a moment behind, which a mail takes longer than; the invitation is read strongly."""
    keys, _ = table.index_page("mine", INVITE + hash_of(token), after=None, limit=1)
    found = table.read(keys[0]["pk"]["S"], keys[0]["sk"]["S"]) if keys else None
    return _invitation_of(found) if found else None


def open_invitations(host_id: str) -> list[Invitation]:
    """The oldest first; also those whose week is over."""
    found = map(_invitation_of, table.partition(host_key(host_id), INVITE, INVITE + "~"))
    return sorted((one for one in found if one.state is State.OPEN), key=lambda one: (one.sent_at, one.id))


def add(uow: UnitOfWork, added: Invitation) -> None:
    uow.create(_item(added))


def replace(uow: UnitOfWork, changed: Invitation) -> None:
    uow.replace(_item(changed), version=changed.version - 1)


def _item(kept: Invitation) -> Item:
    return table.key(host_key(kept.host_id), INVITE + kept.id) | {
        "host_id": {"S": kept.host_id},
        "invitation_id": {"S": kept.id},
        "email": {"S": kept.email},
        "role": {"S": kept.role.value},
        "sent_by": {"S": kept.sent_by},
        "language": {"S": kept.language},
        "sent_at": {"S": kept.sent_at.isoformat()},
        "expires_at": {"S": kept.expires_at.isoformat()},
        "state": {"S": kept.state.value},
        "taken_by": {"S": kept.taken_by},
        "version": {"N": str(kept.version)},
        "ttl": {"N": str(int(kept.forgotten_at.timestamp()))},
        "mine_pk": {"S": INVITE + hash_of(token_of(kept.id))},
        "mine_sk": {"S": host_key(kept.host_id)},
    }


def _invitation_of(item: Item) -> Invitation:
    language: Language = "en" if item["language"]["S"] == "en" else "fr"
    return Invitation(
        id=item["invitation_id"]["S"],
        host_id=item["host_id"]["S"],
        email=item["email"]["S"],
        role=HostRole(item["role"]["S"]),
        sent_by=item["sent_by"]["S"],
        language=language,
        sent_at=datetime.fromisoformat(item["sent_at"]["S"]),
        expires_at=datetime.fromisoformat(item["expires_at"]["S"]),
        state=State(item["state"]["S"]),
        taken_by=item["taken_by"]["S"],
        version=int(item["version"]["N"]),
    )
