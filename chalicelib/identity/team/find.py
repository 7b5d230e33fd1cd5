"""Reading teams and invitations."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.core.errors import NotFound
from chalicelib.identity import store as people
from chalicelib.identity.hosts import host_of
from chalicelib.identity.model import Membership, User
from chalicelib.identity.team import store
from chalicelib.identity.team.model import Invitation, Team
from chalicelib.identity.team.policy import roles_to_invite


def team_of(host_id: str) -> Team:
    """The host is read first: whatever changes its members after that is met when the host is written.

    Raises NotFound.
    """
    host = host_of(host_id)
    return Team(host, tuple(people.members_of(host_id)))


def users_of(members: Iterable[Membership]) -> dict[str, User]:
    """By id; whose login is gone is absent."""
    return {user.id: user for user in people.users(member.user_id for member in members)}


def owners_of(host_id: str) -> list[User]:
    """The main one first. Raises NotFound."""
    owners = team_of(host_id).owners
    known = users_of(owners)
    return [known[owner.user_id] for owner in owners if owner.user_id in known]


def invitation_of(host_id: str, invitation_id: str) -> Invitation:
    """Raises NotFound."""
    found = store.invitation(host_id, invitation_id)
    if found is None:
        raise NotFound
    return found


def invitation_behind(token: str) -> Invitation:
    """Raises NotFound."""
    found = store.invitation_behind(token)
    if found is None:
        raise NotFound
    return found


def open_invitations(host_id: str) -> list[Invitation]:
    return store.open_invitations(host_id)


def is_good(invitation: Invitation, team: Team, now: datetime) -> bool:
    """It is worth what its sender may still give: whoever was removed has left no door open."""
    sender = team.find(invitation.sent_by)
    return invitation.lasts(now) and sender is not None and invitation.role in roles_to_invite(sender.role)
