"""Who may do what to whom. Nobody raises his own rights, and only owners deal with owners."""

from chalicelib.identity.model import HostRole, Membership
from chalicelib.identity.team.model import Team

BELOW: dict[HostRole, frozenset[HostRole]] = {
    HostRole.OWNER: frozenset({HostRole.MANAGER, HostRole.RECEPTION, HostRole.ACCOUNTANT}),
    HostRole.MANAGER: frozenset({HostRole.RECEPTION, HostRole.ACCOUNTANT}),
    HostRole.RECEPTION: frozenset(),
    HostRole.ACCOUNTANT: frozenset(),
}
"""Roles that may do less. Reception and accountant see different things: neither is below the other."""

LEADS: dict[HostRole, frozenset[HostRole]] = {
    HostRole.OWNER: frozenset(HostRole),
    HostRole.MANAGER: frozenset(HostRole) - {HostRole.OWNER},
    HostRole.RECEPTION: frozenset(),
    HostRole.ACCOUNTANT: frozenset(),
}
"""Whom a role may change or remove, and which roles it may give."""

INVITABLE = frozenset(HostRole) - {HostRole.OWNER}
"""An owner is named among members, never by a link in a mail."""


def roles_to_invite(actor: HostRole) -> list[HostRole]:
    return [role for role in HostRole if role in LEADS[actor] & INVITABLE]


def roles_to_give(actor: Membership, member: Membership) -> list[HostRole]:
    """Besides the one that the member has."""
    if actor.user_id == member.user_id:
        given = BELOW[actor.role]
    elif member.role in LEADS[actor.role]:
        given = LEADS[actor.role]
    else:
        given = frozenset()
    return [role for role in HostRole if role in given and role is not member.role]


def may_remove(actor: Membership, member: Membership) -> bool:
    """Anybody may leave."""
    return actor.user_id == member.user_id or member.role in LEADS[actor.role]


def may_hand_over(actor: Membership, member: Membership, team: Team) -> bool:
    """To whom an owner may give the main ownership."""
    return actor.role is HostRole.OWNER and actor.user_id != member.user_id != team.host.owner_id
