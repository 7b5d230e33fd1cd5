"""The audit log of a host, for people to read."""

from typing import Any

from chalicelib.core.facts import Recorded
from chalicelib.identity import store
from chalicelib.identity.profile import names_of
from chalicelib.identity.team.facts import MemberFact
from chalicelib.kit.cursor import seal, unseal
from chalicelib.kit.outbox import journal_page

SHOWN_APART = {"subject", "host_id", "changes"}
OWNER = "owner_id"
"""The one change whose values are users."""


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
    names = names_of(user_id for recorded in shown for user_id in _people_in(recorded))
    members = {member.user_id for member in store.members_of(host_id)}
    older = {"before": shown[-1].sequence} if len(found) > limit else None
    return [_entry(recorded, names, members) for recorded in shown], seal(older, scope)


def _entry(recorded: Recorded, names: dict[str, str], members: set[str]) -> dict[str, Any]:
    actor, fact = recorded.actor, recorded.fact
    details = {name: value for name, value in fact.data().items() if name not in SHOWN_APART}
    if isinstance(fact, MemberFact):
        details["member_name"] = names.get(fact.member)
    return {
        "sequence": recorded.sequence,
        "at": recorded.at,
        "kind": fact.kind,
        "subject": fact.subject,
        "actor": actor.kind.value,
        "actor_name": names.get(actor.user_id) if actor.user_id else None,
        "ip": actor.ip if actor.user_id in members else None,
        "changes": {
            name: [names.get(value, value) for value in values] if name == OWNER else values
            for name, values in fact.changes.items()
        },
        "details": details,
    }


def _people_in(recorded: Recorded) -> list[str]:
    """Ids of who acted, and of whom it is about."""
    fact = recorded.fact
    about = [fact.member] if isinstance(fact, MemberFact) else []
    return [user_id for user_id in (recorded.actor.user_id, *about, *fact.changes.get(OWNER, [])) if user_id]
