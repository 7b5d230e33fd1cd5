"""Teams and invitations as they are answered."""

from datetime import datetime
from typing import Literal

from chalicelib.identity.model import HostRole, User
from chalicelib.identity.profile import contact_of, names_of
from chalicelib.identity.team import schemas
from chalicelib.identity.team.accept import is_addressed_to
from chalicelib.identity.team.find import is_good, open_invitations, team_of, users_of
from chalicelib.identity.team.model import Invitation, State, Team, masked
from chalicelib.identity.team.policy import LEADS, may_hand_over, may_remove, roles_to_give, roles_to_invite

ORDER = list(HostRole)


def team_view(host_id: str, viewer_id: str, now: datetime) -> schemas.TeamView:
    """Raises NotFound."""
    team = team_of(host_id)
    invitable = roles_to_invite(team.member(viewer_id).role)
    sent = open_invitations(host_id) if invitable else []
    names = names_of(one.sent_by for one in sent)
    return schemas.TeamView(
        members=_members(team, viewer_id),
        invitations=[invitation_view(one, team, names, now) for one in sent],
        invitable=invitable,
        version=team.host.version,
    )


def _members(team: Team, viewer_id: str) -> list[schemas.MemberView]:
    viewer = team.member(viewer_id)
    users = users_of(team.members)
    views = []
    for member in team.members:
        user, is_me = users.get(member.user_id), member == viewer
        shows_email = user is not None and (is_me or LEADS[viewer.role])
        last = team.is_last_owner(member)
        views.append(
            schemas.MemberView(
                user_id=member.user_id,
                name=user.name if user else "",
                email=user.email if user and shows_email else None,
                role=member.role,
                is_me=is_me,
                leads=member.user_id == team.host.owner_id,
                is_last_owner=last,
                roles=[] if last else roles_to_give(viewer, member),
                may_remove=not last and may_remove(viewer, member),
                may_lead=may_hand_over(viewer, member, team),
            )
        )
    return sorted(views, key=lambda view: (not view.leads, ORDER.index(view.role), view.name, view.user_id))


def invitation_view(
    invitation: Invitation, team: Team, names: dict[str, str], now: datetime
) -> schemas.InvitationView:
    return schemas.InvitationView(
        id=invitation.id,
        email=invitation.email,
        role=invitation.role,
        sent_by=names.get(invitation.sent_by),
        sent_at=invitation.sent_at,
        expires_at=invitation.expires_at,
        is_good=is_good(invitation, team, now),
    )


def invited_view(invitation: Invitation, viewer: User | None, now: datetime) -> schemas.InvitedView:
    """Raises NotFound."""
    team = team_of(invitation.host_id)
    sender = contact_of(invitation.sent_by)
    return schemas.InvitedView(
        host_name=team.host.name,
        role=invitation.role,
        sent_by=sender.name if sender and sender.name else None,
        email=masked(invitation.email),
        expires_at=invitation.expires_at,
        state=_state(invitation, team, now),
        fits=is_addressed_to(invitation, viewer) if viewer else None,
    )


def _state(invitation: Invitation, team: Team, now: datetime) -> Literal["open", "accepted", "over"]:
    if invitation.state is State.ACCEPTED:
        return "accepted"
    return "open" if is_good(invitation, team, now) else "over"
