"""Feeds found for whoever may see them; anybody else's answers NotFound."""

from chalicelib.bookings.feeds import store
from chalicelib.bookings.feeds.links import hash_of, token_of
from chalicelib.bookings.feeds.model import Feed, own_key
from chalicelib.core.errors import NotFound
from chalicelib.identity.model import HostRole
from chalicelib.identity.team.find import team_of

LEADS = frozenset({HostRole.OWNER, HostRole.MANAGER})
DESK = LEADS | {HostRole.RECEPTION}


def feeds_of_user(user_id: str) -> list[Feed]:
    return store.all_of(own_key(user_id))


def feeds_of_host(host_id: str, user_id: str) -> list[Feed]:
    """Owners and managers see everybody's, others their own."""
    leads = _role(host_id, user_id) in LEADS
    return [feed for feed in store.all_of(f"HOST#{host_id}") if leads or feed.user_id == user_id]


def feed_of_user(user_id: str, feed_id: str) -> Feed:
    """Raises NotFound."""
    return _found(store.get(own_key(user_id), feed_id))


def feed_of_host(host_id: str, feed_id: str, user_id: str) -> Feed:
    """Raises NotFound, also for a colleague's unless one leads."""
    feed = _found(store.get(f"HOST#{host_id}", feed_id))
    if feed.user_id != user_id and _role(host_id, user_id) not in LEADS:
        raise NotFound
    return feed


def feed_behind(token: str) -> Feed:
    """A host's is worth what its maker may still see: whoever was removed has kept no open door.

    Raises NotFound.
    """
    feed = _found(store.behind(token))
    if feed.host_id and _role(feed.host_id, feed.user_id) not in DESK:
        raise NotFound
    return feed


def secret_of(feed: Feed) -> str | None:
    """None once the key that made it has changed: the address still works, but nobody can spell it again."""
    token = token_of(feed.id)
    return token if hash_of(token) == feed.secret_hash else None


def _found(feed: Feed | None) -> Feed:
    if feed is None:
        raise NotFound
    return feed


def _role(host_id: str, user_id: str) -> HostRole | None:
    member = team_of(host_id).find(user_id)
    return member.role if member else None
