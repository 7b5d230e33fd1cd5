"""Facts: what happened, named in the past tense, kept for ever, written in the transaction that made it happen.

They are the audit log, the timeline of a booking and the only way up between domains (ADR 0004).
"""

from collections.abc import Mapping
from dataclasses import asdict, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from chalicelib.core.lazy import dataclass, made


class ActorKind(StrEnum):
    USER = "user"
    SYSTEM = "system"
    STRIPE = "stripe"


@dataclass(frozen=True)
class Actor:
    """Who acts, and from where (`ip` as seen by the edge; None for machines)."""

    kind: ActorKind
    user_id: str | None = None
    ip: str | None = None


SYSTEM = Actor(ActorKind.SYSTEM)
STRIPE = Actor(ActorKind.STRIPE)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of every fact. Subclasses are frozen dataclasses whose fields are JSON values.

    `subject` is the key of the aggregate it happened to (`BK#bk_…`); `host_id` says in whose journal it is
    numbered, None meaning the platform's own. `changes` maps a field to its old and new values.
    """

    subject: str
    host_id: str | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)

    kinds: ClassVar[dict[str, type["Fact"]]] = {}
    by_moderators: ClassVar[bool] = False
    """Whether only they make it happen: to hosts they are the moderation and have no names."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        Fact.kinds[cls.__name__] = cls

    @property
    def kind(self) -> str:
        return type(self).__name__

    def data(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value not in (None, {})}


@dataclass(frozen=True)
class Recorded:
    """A fact as kept: with its id, instant and author. `sequence` is its number in the host's journal,
    given by the relay and absent until then."""

    id: str
    at: datetime
    actor: Actor
    fact: Fact
    sequence: int | None = None


def fact_of(kind: str, data: Mapping[str, Any]) -> Fact:
    """Rebuilds a fact. Facts outlive code, both ways: fields no longer known are dropped, and a kind that this
    version does not know yet (after a rollback) is a plain Fact."""
    known = Fact.kinds.get(kind, Fact)
    names = made(known).__dataclass_fields__
    return known(**{name: value for name, value in data.items() if name in names})


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """`{field: [old, new]}` for each value that differs."""
    names = sorted(old.keys() | new.keys())
    return {name: [old.get(name), new.get(name)] for name in names if old.get(name) != new.get(name)}
