"""People, hosts and the user pool, with what a test does not say filled in."""

from collections.abc import Iterable
from datetime import UTC, datetime

from chalicelib.core.errors import Language
from chalicelib.core.facts import Actor, ActorKind
from chalicelib.identity import store
from chalicelib.identity.hosts import create_host
from chalicelib.identity.model import Host, StaffRole, User
from chalicelib.identity.sign_up import Candidate
from chalicelib.identity.user_pool import PoolUser
from chalicelib.kit.unit_of_work import UnitOfWork

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
PASSWORD = "Un-bon-mot-2-passe"


def work(user_id: str | None = None, *, ip: str | None = "203.0.113.7", now: datetime = NOW) -> UnitOfWork:
    return UnitOfWork(now=now, actor=Actor(ActorKind.USER, user_id, ip))


def pool_user(
    user_id: str = "sub-ada", *, email: str = "ada@example.org", verified: bool = True, confirmed: bool = True
) -> PoolUser:
    return PoolUser(
        id=user_id,
        email=email,
        verified=verified,
        given_name="Ada",
        family_name="Lovelace",
        language="fr",
        confirmed=confirmed,
    )


def candidate(email: str = "ada@example.org", *, password: str = PASSWORD, language: Language = "fr") -> Candidate:
    return Candidate(email=email, password=password, given_name="Ada", family_name="Lovelace", language=language)


def saved_user(
    user_id: str = "sub-ada",
    *,
    email: str | None = None,
    given_name: str = "Ada",
    family_name: str = "Lovelace",
    language: Language = "fr",
    roles: Iterable[StaffRole] = (),
) -> User:
    user = User(
        id=user_id,
        email=email or f"{user_id}@example.org",
        given_name=given_name,
        family_name=family_name,
        language=language,
        roles=frozenset(roles),
    )
    uow = work(user_id)
    store.add_user(uow, user)
    uow.commit()
    return user


def saved_host(owner_id: str = "sub-ada", *, name: str = "La Ruche", key: str = "key-1") -> Host:
    return create_host(name, "fr", key=key, user_id=owner_id, uow=work(owner_id))
