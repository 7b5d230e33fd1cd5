"""The signed-in user, and what other domains may know of people."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.core.errors import Language, StaleVersion
from chalicelib.core.facts import changes_between
from chalicelib.identity import store
from chalicelib.identity.errors import SessionOver
from chalicelib.identity.facts import ProfileEdited, UserEmailMoved, UserJoined
from chalicelib.identity.model import Membership, User
from chalicelib.identity.user_pool import PoolUser
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork


def profile_of(user_id: str) -> User:
    """Raises SessionOver: a token outlives its user when a stage is emptied."""
    found = store.user(user_id)
    if found is None:
        raise SessionOver
    return found


def contact_of(user_id: str) -> User | None:
    """Where to write to somebody and in which language; None once they are gone."""
    return store.user(user_id)


def names_of(user_ids: Iterable[str]) -> dict[str, str]:
    """Names to show; who is unknown or has none is absent."""
    return {user.id: user.name for user in store.users(set(user_ids)) if user.name}


def hosts_of(user_id: str) -> list[Membership]:
    return sorted(store.memberships_of(user_id), key=lambda member: (member.host_name, member.host_id))


def welcome(holder: PoolUser, *, uow: UnitOfWork) -> User:
    """The profile of whoever just proved to hold a login: made at the first visit, its e-mail the pool's."""
    known = store.user(holder.id)
    if known is None:
        return _join(holder, uow)
    if known.email == holder.email:
        return known
    moved = replace(known, email=holder.email, version=known.version + 1)
    store.replace_user(uow, moved, read_at=known.version)
    uow.record(UserEmailMoved(subject=moved.key))
    try:
        uow.commit()
    except StaleVersion:
        # Another call of the same person came first; the next visit finds whatever is left to do.
        return profile_of(holder.id)
    return moved


def newcomer(holder: PoolUser) -> User:
    return User(
        id=holder.id,
        email=holder.email,
        given_name=holder.given_name,
        family_name=holder.family_name,
        language=holder.language,
    )


def edit_profile(
    user: User, *, expected: int, given_name: str, family_name: str, language: Language, uow: UnitOfWork
) -> User:
    """Raises StaleVersion."""
    if expected != user.version:
        raise StaleVersion
    edited = replace(user, given_name=given_name, family_name=family_name, language=language)
    fields = list(changes_between(vars(user), vars(edited)))
    if not fields:
        return user
    edited = replace(edited, version=user.version + 1)
    store.replace_user(uow, edited, read_at=user.version)
    uow.record(ProfileEdited(subject=user.key, fields=fields))
    uow.commit()
    return edited


def _join(holder: PoolUser, uow: UnitOfWork) -> User:
    joined = newcomer(holder)
    store.add_user(uow, joined)
    uow.record(UserJoined(subject=joined.key))
    try:
        uow.commit()
    except Replayed:
        # Two tabs signed in at once.
        return profile_of(holder.id)
    return joined
