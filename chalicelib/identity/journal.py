"""The audit log of a host, for people to read."""

from typing import Any

from chalicelib.core.facts import Recorded
from chalicelib.identity import store
from chalicelib.identity.profile import names_of
from chalicelib.kit.cursor import seal, unseal
from chalicelib.kit.outbox import journal_page

SHOWN_APART = {"subject", "host_id", "changes"}


def page_of(host_id: str, cursor: str | None, limit: int) -> tuple[list[dict[str, Any]], str | None]:
    """Entries, newest first, and the cursor of older ones. Raises BadCursor.

    An address is shown for the host's own people; a coworker's is nobody's business but staff's, who find it in
    the facts themselves.
    """
    scope = f"journal:{host_id}"
    place = unseal(cursor, scope)
    # One more than asked tells whether there is a next page without offering an empty one.
    found = journal_page(host_id, before=place["before"] if place else None, limit=limit + 1)
    shown = found[:limit]
    names = names_of(recorded.actor.user_id for recorded in shown if recorded.actor.user_id)
    members = {member.user_id for member in store.members_of(host_id)}
    older = {"before": shown[-1].sequence} if len(found) > limit else None
    return [_entry(recorded, names, members) for recorded in shown], seal(older, scope)


def _entry(recorded: Recorded, names: dict[str, str], members: set[str]) -> dict[str, Any]:
    actor, fact = recorded.actor, recorded.fact
    return {
        "sequence": recorded.sequence,
        "at": recorded.at,
        "kind": fact.kind,
        "subject": fact.subject,
        "actor": actor.kind.value,
        "actor_name": names.get(actor.user_id) if actor.user_id else None,
        "ip": actor.ip if actor.user_id in members else None,
        "changes": fact.changes,
        "details": {name: value for name, value in fact.data().items() if name not in SHOWN_APART},
    }
