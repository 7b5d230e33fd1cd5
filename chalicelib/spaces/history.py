"""What became of a space between its host and the moderators, for both to read. Facts of its images are left out."""

from typing import Literal

from chalicelib.core.facts import ActorKind, Recorded
from chalicelib.identity.profile import names_of
from chalicelib.kit import cursor
from chalicelib.spaces import facts, store
from chalicelib.spaces.moderation_schemas import HistoryEntryView, HistoryPage

TOLD = (
    facts.SpaceCreated,
    facts.SpaceUpdated,
    facts.SpaceSubmitted,
    facts.SpacePublished,
    facts.SpaceRefused,
    facts.SpaceEditProposed,
    facts.SpaceEditWithdrawn,
    facts.SpaceEditApproved,
    facts.SpaceEditRefused,
)
MOST_READS = 10
"""A host may send hundreds of photos between two decisions."""


def history_of(space_id: str, sealed: str | None, limit: int, *, for_staff: bool) -> HistoryPage:
    """The newest first. To its host, moderators are the moderation and have no names. Raises BadCursor."""
    scope = f"history:{space_id}"
    after = cursor.unseal(sealed, scope)
    found: list[Recorded] = []
    for _ in range(MOST_READS):
        page, after = store.page_of_facts(space_id, after=after, limit=limit)
        found = [recorded for recorded in page if isinstance(recorded.fact, TOLD)]
        if found or after is None:
            break
    shown = [one for one in found if for_staff or not one.fact.by_moderators]
    names = names_of(one.actor.user_id for one in shown if one.actor.user_id)
    return HistoryPage(items=[_entry(one, names) for one in found], next_cursor=cursor.seal(after, scope))


def _by(recorded: Recorded) -> Literal["host", "moderation", "platform"]:
    if recorded.fact.by_moderators:
        return "moderation"
    return "host" if recorded.actor.kind is ActorKind.USER else "platform"


def _entry(recorded: Recorded, names: dict[str, str]) -> HistoryEntryView:
    fact = recorded.fact
    return HistoryEntryView(
        at=recorded.at,
        kind=fact.kind,
        by=_by(recorded),
        name=names.get(recorded.actor.user_id or ""),
        reason=getattr(fact, "reason", ""),
        changes=fact.changes,
    )
