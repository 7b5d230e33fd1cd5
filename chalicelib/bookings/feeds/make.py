"""Making a feed, and revoking one."""

from dataclasses import replace

from chalicelib.bookings.feeds import store
from chalicelib.bookings.feeds.errors import TooManyFeeds
from chalicelib.bookings.feeds.facts import FeedCreated, FeedRevoked
from chalicelib.bookings.feeds.links import hash_of, token_of
from chalicelib.bookings.feeds.model import MOST_FEEDS, Feed
from chalicelib.core.errors import Language, NotFound
from chalicelib.core.ids import derived_id
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.spaces.find import host_space
from chalicelib.spaces.model import space_key


def make_own(user_id: str, *, key: str, language: Language, uow: UnitOfWork) -> Feed:
    """Of one's bookings. Raises TooManyFeeds."""
    return _make(Feed(derived_id("fd", user_id, key), user_id, "", language, uow.now), uow)


def make_hosts(
    host_id: str, space_id: str, room_id: str, *, user_id: str, key: str, language: Language, uow: UnitOfWork
) -> Feed:
    """Of a space, or of one room of it. Raises NotFound, TooManyFeeds."""
    space = host_space(host_id, space_id)
    if room_id and space.room(room_id) is None:
        raise NotFound
    feed = Feed(derived_id("fd", user_id, host_id, key), user_id, "", language, uow.now, host_id, space_id, room_id)
    return _make(feed, uow)


def revoke(feed: Feed, *, uow: UnitOfWork) -> None:
    """Raises NotFound when somebody else did."""
    store.remove(uow, feed)
    uow.record(_fact(FeedRevoked, feed))
    uow.commit()


def _make(wanted: Feed, uow: UnitOfWork) -> Feed:
    """The same person and key find the feed that they made before."""
    feed = replace(wanted, secret_hash=hash_of(token_of(wanted.id)))
    made = store.get(feed.owner_key, feed.id)
    if made:
        return made
    # Counted by reading: of two at once both may pass, and one more than the limit harms nobody.
    if sum(one.user_id == feed.user_id for one in store.all_of(feed.owner_key)) >= MOST_FEEDS:
        raise TooManyFeeds(most=MOST_FEEDS)
    store.add(uow, feed)
    uow.record(_fact(FeedCreated, feed))
    try:
        uow.commit()
    except Replayed:
        # Two calls with one key came at once.
        return feed
    return feed


def _fact(kind: type[FeedCreated] | type[FeedRevoked], feed: Feed) -> FeedCreated | FeedRevoked:
    return kind(
        subject=space_key(feed.space_id) if feed.space_id else feed.owner_key,
        host_id=feed.host_id or None,
        feed=feed.id,
        room=feed.room_id or None,
    )
