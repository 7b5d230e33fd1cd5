"""Accepting an invitation: only with the address that it was sent to, and only once."""

from chalicelib.identity import store as people
from chalicelib.identity.model import Membership, User
from chalicelib.identity.profile import profile_of
from chalicelib.identity.team import store
from chalicelib.identity.team.change import settled, write_host
from chalicelib.identity.team.errors import InvitationOver, InvitedElsewhere, TeamFull
from chalicelib.identity.team.facts import MemberJoined
from chalicelib.identity.team.find import invitation_behind, is_good, team_of
from chalicelib.identity.team.model import MOST_MEMBERS, Invitation, State, masked
from chalicelib.kit.call import Call
from chalicelib.kit.unit_of_work import UnitOfWork


def is_addressed_to(invitation: Invitation, user: User) -> bool:
    """Both addresses are kept in small letters; the user's was verified in the user pool."""
    return invitation.email == user.email


def require_invited(call: Call) -> None:
    """Raises NotFound, SessionOver, InvitedElsewhere."""
    _addressed(call.path["token"], call.user_id)


def accept(token: str, *, user_id: str, uow: UnitOfWork) -> Membership:
    """The membership and the end of the invitation, in one transaction. A second click finds what the first one did;
    who is a member already keeps his role.

    Raises NotFound, InvitedElsewhere, InvitationOver, TeamFull, Busy.
    """
    return settled(lambda work: _accept(_addressed(token, user_id), user_id, work), uow)


def _accept(invitation: Invitation, user_id: str, uow: UnitOfWork) -> Membership:
    team = team_of(invitation.host_id)
    known = team.find(user_id)
    if known is not None and invitation.taken_by == user_id:
        return known
    if not is_good(invitation, team, uow.now):
        raise InvitationOver
    store.replace(uow, invitation.ended(State.ACCEPTED, by=user_id))
    if known is not None:
        uow.commit()
        return known
    if len(team.members) >= MOST_MEMBERS:
        raise TeamFull(most=MOST_MEMBERS)
    member = Membership(team.host.id, team.host.name, user_id, invitation.role)
    write_host(uow, team, team.joined_by(member))
    people.put_membership(uow, member)
    uow.record(
        MemberJoined(
            subject=team.host.key,
            host_id=team.host.id,
            member=user_id,
            invitation=invitation.id,
            changes={"role": [None, member.role.value]},
        )
    )
    uow.commit()
    return member


def _addressed(token: str, user_id: str) -> Invitation:
    invitation = invitation_behind(token)
    if not is_addressed_to(invitation, profile_of(user_id)):
        raise InvitedElsewhere(email=masked(invitation.email))
    return invitation
