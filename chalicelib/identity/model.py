"""Users, staff roles, host organisations and memberships. Passwords never come near these."""

from dataclasses import field
from enum import StrEnum

from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass


class StaffRole(StrEnum):
    MODERATOR = "moderator"
    OPERATOR = "operator"


class HostRole(StrEnum):
    """What a member may do for a host: docs/teams.md has the table."""

    OWNER = "owner"
    MANAGER = "manager"
    RECEPTION = "reception"
    ACCOUNTANT = "accountant"


@dataclass(frozen=True)
class User:
    """`id` is the `sub` of the user pool; `email` was verified there, never taken from a client."""

    id: str
    email: str
    given_name: str
    family_name: str
    language: Language
    roles: frozenset[StaffRole] = field(default_factory=frozenset)
    version: int = 1

    @property
    def key(self) -> str:
        return f"USER#{self.id}"

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True)
class Host:
    """An organisation that lists spaces. `language` is that of its mails, `owner_id` whom they reach: the main one of
    its owners. `version` also moves with every change of its members."""

    id: str
    name: str
    language: Language
    owner_id: str
    version: int = 1

    @property
    def key(self) -> str:
        return host_key(self.id)


@dataclass(frozen=True)
class Membership:
    """`host_name` is repeated here so that the switch between hosts is one query."""

    host_id: str
    host_name: str
    user_id: str
    role: HostRole


def host_key(host_id: str) -> str:
    return f"HOST#{host_id}"
