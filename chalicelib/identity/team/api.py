"""`/v1/hosts/{host_id}/team` and `/v1/invitations`."""

from chalicelib.core.errors import Busy, NotFound, StaleVersion
from chalicelib.identity import throttle
from chalicelib.identity.access import HOST, HOST_MEMBER, HOST_OWNER
from chalicelib.identity.errors import RoleTooLow, TooManyTries
from chalicelib.identity.model import HostRole
from chalicelib.identity.profile import contact_of, names_of
from chalicelib.identity.schemas import HostSummary
from chalicelib.identity.team import schemas
from chalicelib.identity.team.accept import accept, require_invited
from chalicelib.identity.team.change import change_role, hand_over, remove
from chalicelib.identity.team.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationOver,
    InvitedElsewhere,
    LastOwner,
    TeamFull,
    TooManyInvitations,
)
from chalicelib.identity.team.find import invitation_behind, invitation_of, team_of
from chalicelib.identity.team.invite import invite, send_again, withdraw
from chalicelib.identity.team.model import Invitation
from chalicelib.identity.team.views import invitation_view, invited_view, team_view
from chalicelib.kit.access import PUBLIC, Access
from chalicelib.kit.auth import verified_subject
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api

api = Api("team", __name__)

INVITED = Access("invited", require_invited, refusals=(NotFound, InvitedElsewhere))


def _team(call: Call) -> schemas.TeamView:
    return team_view(call.path["host_id"], call.user_id, call.now)


def _sent(call: Call, invitation: Invitation) -> schemas.InvitationView:
    team = team_of(invitation.host_id)
    return invitation_view(invitation, team, names_of([invitation.sent_by]), call.now)


@api.route(
    "GET", "/hosts/{host_id}/team", access=HOST_MEMBER, summary="Who acts for a host, and who is invited to",
    answer=schemas.TeamView,
)  # fmt: skip
def get_team(call: Call) -> schemas.TeamView:
    return _team(call)


@api.route(
    "POST", "/hosts/{host_id}/team/invitations", access=HOST, summary="Invite somebody by e-mail", status=201,
    body=schemas.InvitationBody, answer=schemas.InvitationView,
    refusals=[AlreadyMember, AlreadyInvited, TooManyInvitations, TeamFull, TooManyTries],
)  # fmt: skip
def post_invitation(call: Call) -> schemas.InvitationView:
    body: schemas.InvitationBody = call.body
    throttle.count(throttle.INVITATION, body.email, call)
    invitation = invite(
        call.path["host_id"],
        body.email,
        HostRole(body.role),
        body.language,
        key=call.idempotency_key or "",
        actor_id=call.user_id,
        uow=call.work(),
    )
    return _sent(call, invitation)


@api.route(
    "DELETE", "/hosts/{host_id}/team/invitations/{invitation_id}", access=HOST, summary="Withdraw an invitation",
    status=204, refusals=[NotFound, InvitationOver, StaleVersion],
)  # fmt: skip
def delete_invitation(call: Call) -> None:
    withdraw(call.path["host_id"], call.path["invitation_id"], actor_id=call.user_id, uow=call.work())


@api.route(
    "POST", "/hosts/{host_id}/team/invitations/{invitation_id}/reminder", access=HOST,
    summary="Send an invitation again, for another week", answer=schemas.InvitationView,
    refusals=[InvitationOver, StaleVersion, TooManyTries],
)  # fmt: skip
def post_reminder(call: Call) -> schemas.InvitationView:
    host_id, invitation_id = call.path["host_id"], call.path["invitation_id"]
    throttle.count(throttle.INVITATION, invitation_of(host_id, invitation_id).email, call)
    return _sent(call, send_again(host_id, invitation_id, actor_id=call.user_id, uow=call.work()))


@api.route(
    "PUT", "/hosts/{host_id}/team/{user_id}/role", access=HOST, summary="Change a member's role",
    versioned=True, body=schemas.RoleBody, answer=schemas.TeamView, refusals=[LastOwner],
)  # fmt: skip
def put_role(call: Call) -> schemas.TeamView:
    change_role(
        call.path["host_id"],
        call.path["user_id"],
        call.body.role,
        expected=call.expected_version,
        actor_id=call.user_id,
        uow=call.work(),
    )
    return _team(call)


@api.route(
    "DELETE", "/hosts/{host_id}/team/{user_id}", access=HOST_MEMBER, summary="Remove a member, or leave", status=204,
    refusals=[RoleTooLow, LastOwner, Busy],
)  # fmt: skip
def delete_member(call: Call) -> None:
    remove(call.path["host_id"], call.path["user_id"], actor_id=call.user_id, uow=call.work())


@api.route(
    "POST", "/hosts/{host_id}/team/{user_id}/ownership", access=HOST_OWNER, summary="Make a member the main owner",
    body=schemas.HandOverBody, answer=schemas.TeamView, refusals=[Busy],
)  # fmt: skip
def post_ownership(call: Call) -> schemas.TeamView:
    hand_over(
        call.path["host_id"],
        call.path["user_id"],
        step_down=call.body.step_down,
        actor_id=call.user_id,
        uow=call.work(),
    )
    return _team(call)


@api.route(
    "GET", "/invitations/{token}", access=PUBLIC, summary="An invitation, by the link of its mail",
    answer=schemas.InvitedView, refusals=[NotFound],
)  # fmt: skip
def get_invitation(call: Call) -> schemas.InvitedView:
    """Whoever is signed in is told whether the address fits; the route stays open to those who are not."""
    viewer = verified_subject(call.headers.get("authorization", ""))
    return invited_view(invitation_behind(call.path["token"]), contact_of(viewer) if viewer else None, call.now)


@api.route(
    "POST", "/invitations/{token}/acceptance", access=INVITED, summary="Join the host that invites",
    answer=schemas.JoinedView, refusals=[InvitationOver, TeamFull, Busy],
)  # fmt: skip
def post_invitation_acceptance(call: Call) -> schemas.JoinedView:
    member = accept(call.path["token"], user_id=call.user_id, uow=call.work())
    return schemas.JoinedView(host=HostSummary(id=member.host_id, name=member.host_name, role=member.role))
