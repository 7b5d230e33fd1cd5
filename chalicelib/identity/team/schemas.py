"""Shapes of teams and invitations."""

from typing import Literal

from chalicelib.identity.model import HostRole
from chalicelib.identity.schemas import Email, HostSummary, LanguageCode
from chalicelib.kit.shapes import Instant, Shape

InvitableRole = Literal["manager", "reception", "accountant"]


class InvitationBody(Shape):
    """`language` is that of the mail."""

    email: Email
    role: InvitableRole
    language: LanguageCode = "fr"


class RoleBody(Shape):
    role: HostRole


class HandOverBody(Shape):
    """`step_down`: whoever hands over becomes a manager, rather than one owner of several."""

    step_down: bool = False


class MemberView(Shape):
    """`roles`, `may_remove`, `may_lead`: what the caller may do. `name` is empty once the login is gone. `email` is
    shown to owners and managers, and to oneself."""

    user_id: str
    name: str
    email: str | None
    role: HostRole
    is_me: bool
    leads: bool
    is_last_owner: bool
    roles: list[HostRole]
    may_remove: bool
    may_lead: bool


class InvitationView(Shape):
    """`is_good` false: its week is over, or its sender may not invite any more; sending it again mends both."""

    id: str
    email: str
    role: HostRole
    sent_by: str | None
    sent_at: Instant
    expires_at: Instant
    is_good: bool


class TeamView(Shape):
    """Open invitations are shown to those who may invite; `invitable` are the roles that they may give. `version` is
    the host's."""

    members: list[MemberView]
    invitations: list[InvitationView]
    invitable: list[HostRole]
    version: int


class InvitedView(Shape):
    """An invitation as whoever holds its link sees it. `fits` says whether the caller's address is the invited one;
    None for somebody who is not signed in."""

    host_name: str
    role: HostRole
    sent_by: str | None
    email: str
    expires_at: Instant
    state: Literal["open", "accepted", "over"]
    fits: bool | None


class JoinedView(Shape):
    host: HostSummary
