"""The audit log of a host, for people to read."""

from typing import Any

from chalicelib.core.facts import Actor, Recorded
from chalicelib.identity import store
from chalicelib.identity.profile import names_of
from chalicelib.identity.team.facts import MemberFact
from chalicelib.kit.cursor import seal, unseal
from chalicelib.kit.outbox import journal_page

SHOWN_APART = {"subject", "host_id", "changes"}
OWNER = "owner_id"
"""The one change whose values are users."""


def page_of(
    host_id: str, cursor: str | None, limit: int, *, for_staff: bool
) -> tuple[list[dict[str, Any]], str | None]:
    """Entries, newest first, and the cursor of older ones. Raises BadCursor.

    To the host, moderators are the moderation and have no names. An address is shown for the host's own people; a
    coworker's is nobody's business but staff's, who find it in the facts themselves.
    """
    scope = f"journal:{host_id}"
    place = unseal(cursor, scope)
    # One more than asked tells whether there is a next page without offering an empty one.
    found = journal_page(host_id, before=place["before"] if place else None, limit=limit + 1)
    shown = found[:limit]
    names = names_of(user_id for recorded in shown for user_id in _people_in(recorded, for_staff))
    members = {member.user_id for member in store.members_of(host_id)}
    older = {"before": shown[-1].sequence} if len(found) > limit else None
    return [_entry(recorded, names, members, for_staff) for recorded in shown], seal(older, scope)


def _entry(recorded: Recorded, names: dict[str, str], members: set[str], for_staff: bool) -> dict[str, Any]:
    actor, fact = _actor(recorded, for_staff), recorded.fact
    details = {name: value for name, value in fact.data().items() if name not in SHOWN_APART}
    if isinstance(fact, MemberFact):
        details["member_name"] = names.get(fact.member)
    return {
        "sequence": recorded.sequence,
        "at": recorded.at,
        "kind": fact.kind,
        "subject": fact.subject,
        "actor": actor.kind.value if actor else "moderation",
        "actor_name": names.get(actor.user_id) if actor and actor.user_id else None,
        "ip": actor.ip if actor and actor.user_id in members else None,
        "changes": {
            name: [names.get(value, value) for value in values] if name == OWNER else values
            for name, values in fact.changes.items()
        },
        "details": details,
    }


def _actor(recorded: Recorded, for_staff: bool) -> Actor | None:
    """None for a moderator whom the reader is not to know."""
    return None if recorded.fact.by_moderators and not for_staff else recorded.actor


def _people_in(recorded: Recorded, for_staff: bool) -> list[str]:
    """Ids of who acted, and of whom it is about."""
    actor, fact = _actor(recorded, for_staff), recorded.fact
    about = [fact.member] if isinstance(fact, MemberFact) else []
    return [user_id for user_id in (actor and actor.user_id, *about, *fact.changes.get(OWNER, [])) if user_id]
