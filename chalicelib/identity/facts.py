"""What happens to people and host organisations. Facts are kept for ever, so they name users by id only."""

from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True, kw_only=True)
class UserJoined(Fact):
    """Somebody whose address is verified came in for the first time."""


@dataclass(frozen=True, kw_only=True)
class UserEmailMoved(Fact):
    """The profile follows an address that changed, verified, in the user pool."""


@dataclass(frozen=True, kw_only=True)
class ProfileEdited(Fact):
    """`fields` only: a person's old names are not ours to keep."""

    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class StaffNamed(Fact):
    """`changes["roles"]` holds the roles before and after."""


@dataclass(frozen=True, kw_only=True)
class HostCreated(Fact):
    name: str
    owner_id: str


@dataclass(frozen=True, kw_only=True)
class HostUpdated(Fact):
    """`changes` holds the name and the language of the mails, before and after."""
