"""Users, hosts and memberships as items of the table.

user        pk USER#<sub>     sk PROFILE
host        pk HOST#<id>      sk META            listed_pk HOSTS, listed_sk <id>
membership  pk HOST#<id>      sk MEMBER#<sub>    mine_pk USER#<sub>, mine_sk HOST#<id>
"""

from collections.abc import Iterable

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.core.errors import Language
from chalicelib.identity.model import Host, HostRole, Membership, StaffRole, User, host_key
from chalicelib.kit import table
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import Refused, Replayed, UnitOfWork

PROFILE = "PROFILE"
META = "META"
HOSTS = "HOSTS"
MEMBER = "MEMBER#"


class _Table:
    """pynamodb builds its own client: the same patience as everywhere else (kit.aws)."""

    table_name = settings().table_name
    connect_timeout_seconds = 2
    read_timeout_seconds = 5
    max_pool_connections = 64


class UserItem(Model):
    class Meta(_Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=PROFILE)
    user_id = UnicodeAttribute()
    email = UnicodeAttribute()
    given_name = UnicodeAttribute()
    family_name = UnicodeAttribute()
    language = UnicodeAttribute()
    roles = UnicodeSetAttribute(null=True)
    version = NumberAttribute()


class HostItem(Model):
    class Meta(_Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=META)
    host_id = UnicodeAttribute()
    name = UnicodeAttribute()
    language = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    version = NumberAttribute()
    listed_pk = UnicodeAttribute()
    listed_sk = UnicodeAttribute()


class MineIndex(GlobalSecondaryIndex["MembershipItem"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "mine"
        projection = KeysOnlyProjection()

    mine_pk = UnicodeAttribute(hash_key=True)
    mine_sk = UnicodeAttribute(range_key=True)


class MembershipItem(Model):
    class Meta(_Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    host_id = UnicodeAttribute()
    host_name = UnicodeAttribute()
    user_id = UnicodeAttribute()
    role = UnicodeAttribute()
    mine_pk = UnicodeAttribute()
    mine_sk = UnicodeAttribute()
    mine = MineIndex()


def user(user_id: str) -> User | None:
    try:
        return _user_of(UserItem.get(_user_key(user_id), PROFILE, consistent_read=True))
    except UserItem.DoesNotExist:
        return None


def users(user_ids: Iterable[str]) -> list[User]:
    """Those who exist, in no order."""
    return [_user_of(item) for item in UserItem.batch_get([(_user_key(id_), PROFILE) for id_ in user_ids])]


def staff_roles(user_id: str) -> frozenset[StaffRole]:
    found = user(user_id)
    return found.roles if found else frozenset()


def add_user(uow: UnitOfWork, added: User, *, refused: Refused = Replayed) -> None:
    uow.create(_user_item(added).serialize(), refused=refused)


def replace_user(uow: UnitOfWork, edited: User, *, read_at: int) -> None:
    uow.replace(_user_item(edited).serialize(), version=read_at)


def host(host_id: str) -> Host | None:
    try:
        return _host_of(HostItem.get(host_key(host_id), META, consistent_read=True))
    except HostItem.DoesNotExist:
        return None


def host_names(ids: Iterable[str]) -> dict[str, str]:
    """Of those that there are. Eventually consistent."""
    found = table.read_many([table.key(host_key(one), META) for one in ids], consistent=False, only=["pk", "name"])
    return {item["pk"]["S"].removeprefix(host_key("")): item["name"]["S"] for item in found}


def host_ids(after: str | None, limit: int) -> tuple[list[str], bool]:
    """Ids in order, behind `after`, and whether there are more. Eventually consistent."""
    start = table.key(host_key(after), META) | _listed(after) if after else None
    keys, last = table.index_page("listed", HOSTS, after=start, limit=limit)
    return [at["pk"]["S"].removeprefix(host_key("")) for at in keys], last is not None


def add_host(uow: UnitOfWork, added: Host) -> None:
    uow.create(_host_item(added).serialize())


def replace_host(uow: UnitOfWork, edited: Host, *, read_at: int) -> None:
    uow.replace(_host_item(edited).serialize(), version=read_at)


def membership(host_id: str, user_id: str) -> Membership | None:
    try:
        return _membership_of(MembershipItem.get(host_key(host_id), MEMBER + user_id, consistent_read=True))
    except MembershipItem.DoesNotExist:
        return None


def members_of(host_id: str) -> list[Membership]:
    found = MembershipItem.query(host_key(host_id), MembershipItem.sk.startswith(MEMBER), consistent_read=True)
    return [_membership_of(item) for item in found]


def memberships_of(user_id: str) -> list[Membership]:
    """The index holds keys only and may be a moment behind; what it points to is read from the table."""
    keys = [
        (item.pk, item.sk)
        for item in MembershipItem.mine.query(_user_key(user_id), MineIndex.mine_sk.startswith("HOST#"))
    ]
    return [_membership_of(item) for item in MembershipItem.batch_get(keys, consistent_read=True)]


def put_membership(uow: UnitOfWork, member: Membership) -> None:
    """In the transaction that moves the host's version: a member who was removed since must not come back."""
    uow.put(_membership_item(member).serialize())


def delete_membership(uow: UnitOfWork, member: Membership) -> None:
    """In the transaction that moves the host's version."""
    uow.delete(host_key(member.host_id), MEMBER + member.user_id)


def _listed(host_id: str) -> table.Key:
    return {"listed_pk": {"S": HOSTS}, "listed_sk": {"S": host_id}}


def _user_key(user_id: str) -> str:
    return f"USER#{user_id}"


def _language(value: str) -> Language:
    return "en" if value == "en" else "fr"


def _user_item(user: User) -> UserItem:
    return UserItem(
        pk=user.key,
        user_id=user.id,
        email=user.email,
        given_name=user.given_name,
        family_name=user.family_name,
        language=user.language,
        roles={role.value for role in user.roles},
        version=user.version,
    )


def _user_of(item: UserItem) -> User:
    return User(
        id=item.user_id,
        email=item.email,
        given_name=item.given_name,
        family_name=item.family_name,
        language=_language(item.language),
        roles=frozenset(StaffRole(role) for role in item.roles or ()),
        version=int(item.version),
    )


def _host_item(host: Host) -> HostItem:
    return HostItem(
        pk=host.key,
        host_id=host.id,
        name=host.name,
        language=host.language,
        owner_id=host.owner_id,
        version=host.version,
        listed_pk=HOSTS,
        listed_sk=host.id,
    )


def _host_of(item: HostItem) -> Host:
    return Host(
        id=item.host_id,
        name=item.name,
        language=_language(item.language),
        owner_id=item.owner_id,
        version=int(item.version),
    )


def _membership_item(member: Membership) -> MembershipItem:
    return MembershipItem(
        pk=host_key(member.host_id),
        sk=MEMBER + member.user_id,
        host_id=member.host_id,
        host_name=member.host_name,
        user_id=member.user_id,
        role=member.role.value,
        mine_pk=_user_key(member.user_id),
        mine_sk=host_key(member.host_id),
    )


def _membership_of(item: MembershipItem) -> Membership:
    return Membership(
        host_id=item.host_id,
        host_name=item.host_name,
        user_id=item.user_id,
        role=HostRole(item.role),
    )
