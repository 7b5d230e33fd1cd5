"""What happens to a team. Facts are kept for ever: a member is named by the user's id, somebody invited by the
invitation's, which leads to the address for as long as the invitation is kept."""

from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True, kw_only=True)
class TeamFact(Fact):
    """`changes["role"]` holds a member's role before and after; none of them for who comes or goes."""


@dataclass(frozen=True, kw_only=True)
class InvitationFact(TeamFact):
    invitation: str
    role: str


@dataclass(frozen=True, kw_only=True)
class MemberInvited(InvitationFact):
    """By mail, for a week."""


@dataclass(frozen=True, kw_only=True)
class InvitationSentAgain(InvitationFact):
    """For another week, from whoever asked for it."""


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(InvitationFact):
    """The link of its mail opens nothing any more."""


@dataclass(frozen=True, kw_only=True)
class MemberFact(TeamFact):
    member: str


@dataclass(frozen=True, kw_only=True)
class MemberJoined(MemberFact):
    """Somebody accepted an invitation."""

    invitation: str


@dataclass(frozen=True, kw_only=True)
class MemberRoleChanged(MemberFact):
    """By an owner or a manager, or by the member downwards."""


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(MemberFact):
    """By somebody else."""


@dataclass(frozen=True, kw_only=True)
class MemberLeft(MemberFact):
    """By the member's own will."""


@dataclass(frozen=True, kw_only=True)
class OwnershipTransferred(MemberFact):
    """To `member`; `changes["owner_id"]` holds the main owner before and after."""
