"""Inviting somebody by e-mail, sending the invitation again, withdrawing it."""

from chalicelib.core.errors import Language, NotFound
from chalicelib.core.ids import derived_id
from chalicelib.identity.errors import RoleTooLow
from chalicelib.identity.model import HostRole, host_key
from chalicelib.identity.team import store
from chalicelib.identity.team.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationOver,
    TeamFull,
    TooManyInvitations,
)
from chalicelib.identity.team.facts import InvitationSentAgain, InvitationWithdrawn, MemberInvited
from chalicelib.identity.team.find import invitation_of, is_good, team_of, users_of
from chalicelib.identity.team.model import LASTS, MOST_INVITATIONS, MOST_MEMBERS, Invitation, State, Team
from chalicelib.identity.team.policy import roles_to_invite
from chalicelib.identity.user_pool import address
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork


def invite(
    host_id: str, email: str, role: HostRole, language: Language, *, key: str, actor_id: str, uow: UnitOfWork
) -> Invitation:
    """The same person and key find the invitation that they sent before. Whether somebody has a login with the
    address, nobody is told.

    Raises NotFound, RoleTooLow, AlreadyMember, AlreadyInvited, TooManyInvitations, TeamFull.
    """
    team = team_of(host_id)
    _require_right(team, actor_id, role)
    invitation = Invitation(
        id=derived_id("in", host_id, actor_id, key),
        host_id=host_id,
        email=address(email),
        role=role,
        sent_by=actor_id,
        language=language,
        sent_at=uow.now,
        expires_at=uow.now + LASTS,
    )
    sent = store.invitation(host_id, invitation.id)
    if sent is not None:
        return sent
    _require_place(team, invitation)
    store.add(uow, invitation)
    uow.record(
        MemberInvited(subject=host_key(host_id), host_id=host_id, invitation=invitation.id, role=role.value),
    )
    try:
        uow.commit()
    except Replayed:
        return invitation_of(host_id, invitation.id)
    return invitation


def send_again(host_id: str, invitation_id: str, *, actor_id: str, uow: UnitOfWork) -> Invitation:
    """For another week, also when the first one is over.

    Raises NotFound, RoleTooLow, InvitationOver, StaleVersion.
    """
    invitation = invitation_of(host_id, invitation_id)
    _require_right(team_of(host_id), actor_id, invitation.role)
    if invitation.state is not State.OPEN:
        raise InvitationOver
    sent = invitation.sent_again(actor_id, uow.now)
    store.replace(uow, sent)
    uow.record(
        InvitationSentAgain(subject=host_key(host_id), host_id=host_id, invitation=sent.id, role=sent.role.value)
    )
    uow.commit()
    return sent


def withdraw(host_id: str, invitation_id: str, *, actor_id: str, uow: UnitOfWork) -> None:
    """Raises NotFound, RoleTooLow, InvitationOver, StaleVersion."""
    invitation = invitation_of(host_id, invitation_id)
    _require_right(team_of(host_id), actor_id, invitation.role)
    if invitation.state is State.WITHDRAWN:
        return
    if invitation.state is State.ACCEPTED:
        raise InvitationOver
    ended = invitation.ended(State.WITHDRAWN)
    store.replace(uow, ended)
    uow.record(
        InvitationWithdrawn(subject=host_key(host_id), host_id=host_id, invitation=ended.id, role=ended.role.value)
    )
    uow.commit()


def _require_right(team: Team, actor_id: str, role: HostRole) -> None:
    actor = team.find(actor_id)
    if actor is None:
        raise NotFound
    if role not in roles_to_invite(actor.role):
        raise RoleTooLow


def _require_place(team: Team, invitation: Invitation) -> None:
    if invitation.email in {user.email for user in users_of(team.members).values()}:
        raise AlreadyMember
    waiting = [one for one in store.open_invitations(team.host.id) if is_good(one, team, invitation.sent_at)]
    if invitation.email in {one.email for one in waiting}:
        raise AlreadyInvited
    # Counted by reading: of two at once both may pass, and one more than the limit harms nobody.
    if len(waiting) >= MOST_INVITATIONS:
        raise TooManyInvitations(most=MOST_INVITATIONS)
    if len(team.members) >= MOST_MEMBERS:
        raise TeamFull(most=MOST_MEMBERS)
