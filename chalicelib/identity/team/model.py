"""A host with its members, and invitations. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.core.errors import Language, NotFound
from chalicelib.core.lazy import dataclass
from chalicelib.identity.model import Host, HostRole, Membership
from chalicelib.identity.team.errors import LastOwner

MOST_MEMBERS = 50
MOST_INVITATIONS = 20
LASTS = timedelta(days=7)
KEPT = timedelta(days=30)
"""An invitation that nobody answered, after its end: it can be sent again until then."""


class State(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Invitation:
    """`email` in the form in which the user pool keeps addresses; `sent_by` is a user: who invited, or sent it again.
    `taken_by` is the user who accepted."""

    id: str
    host_id: str
    email: str
    role: HostRole
    sent_by: str
    language: Language
    sent_at: datetime
    expires_at: datetime
    state: State = State.OPEN
    taken_by: str = ""
    version: int = 1

    def lasts(self, now: datetime) -> bool:
        return self.state is State.OPEN and now < self.expires_at

    @property
    def forgotten_at(self) -> datetime:
        return self.expires_at + KEPT if self.state is State.OPEN else self.expires_at

    def sent_again(self, by: str, now: datetime) -> "Invitation":
        return replace(self, sent_by=by, sent_at=now, expires_at=now + LASTS, version=self.version + 1)

    def ended(self, state: State, by: str = "") -> "Invitation":
        return replace(self, state=state, taken_by=by, version=self.version + 1)


@dataclass(frozen=True)
class Team:
    """A host and all its members, as they stood at the host's version."""

    host: Host
    members: tuple[Membership, ...]

    @property
    def owners(self) -> list[Membership]:
        """The main one first."""
        owners = [member for member in self.members if member.role is HostRole.OWNER]
        return sorted(owners, key=lambda member: (member.user_id != self.host.owner_id, member.user_id))

    def find(self, user_id: str) -> Membership | None:
        return next((member for member in self.members if member.user_id == user_id), None)

    def member(self, user_id: str) -> Membership:
        """Raises NotFound."""
        found = self.find(user_id)
        if found is None:
            raise NotFound
        return found

    def is_last_owner(self, member: Membership) -> bool:
        return self.owners == [member]

    def joined_by(self, member: Membership) -> "Team":
        return self._with((*self.members, member))

    def with_role(self, member: Membership, role: HostRole) -> "Team":
        """Raises LastOwner."""
        changed = replace(member, role=role)
        return self._with(tuple(changed if one == member else one for one in self.members))

    def without(self, member: Membership) -> "Team":
        """Raises LastOwner."""
        return self._with(tuple(one for one in self.members if one != member))

    def led_by(self, member: Membership) -> "Team":
        """With this owner as the main one, whom the host's mails reach."""
        return Team(replace(self.host, owner_id=member.user_id), self.members)

    def _with(self, members: tuple[Membership, ...]) -> "Team":
        owners = Team(self.host, members).owners
        if not owners:
            raise LastOwner
        # Who was the main owner stays it; the next one follows when he is none any more.
        return Team(replace(self.host, owner_id=owners[0].user_id), members)


def masked(email: str) -> str:
    """`a***@example.org`: enough for its reader to recognise it."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}***@{domain}"
