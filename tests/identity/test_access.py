import pytest

from chalicelib.core.errors import NotFound, Refusal
from chalicelib.core.facts import Actor, ActorKind
from chalicelib.identity.access import (
    HOST,
    HOST_DESK,
    HOST_DOCUMENTS,
    HOST_MEMBER,
    HOST_OR_STAFF,
    HOST_OWNER,
    MODERATOR,
    StaffOnly,
)
from chalicelib.identity.errors import RoleTooLow
from chalicelib.identity.model import HostRole, StaffRole
from chalicelib.kit.access import Access, SignInFirst
from chalicelib.kit.call import Call
from tests.make.identity import NOW, saved_host, saved_user
from tests.make.teams import ACCOUNTANT, MANAGER, OWNER, RECEPTION, saved_member


def call(user_id: str | None, host_id: str = "ho_unknown") -> Call:
    return Call(Actor(ActorKind.USER, user_id), NOW, "fr", path={"host_id": host_id}, headers={}, raw_body=b"")


def test_a_member_reaches_their_host_and_nobody_else_learns_that_it_exists() -> None:
    host = saved_host("sub-ada")

    HOST.check(call("sub-ada", host.id))
    for stranger in (call("sub-bob", host.id), call("sub-ada", "ho_unknown")):
        with pytest.raises(NotFound):
            HOST.check(stranger)


@pytest.mark.parametrize("role", HostRole)
@pytest.mark.parametrize(
    ("access", "allowed"),
    [
        (HOST_OWNER, {OWNER}),
        (HOST, {OWNER, MANAGER}),
        (HOST_OR_STAFF, {OWNER, MANAGER}),
        (HOST_DESK, {OWNER, MANAGER, RECEPTION}),
        (HOST_DOCUMENTS, {OWNER, MANAGER, ACCOUNTANT}),
        (HOST_MEMBER, set(HostRole)),
    ],
)
def test_a_member_goes_as_far_as_his_role_and_is_told_where_it_ends(
    access: Access, allowed: set[HostRole], role: HostRole
) -> None:
    host = saved_host("sub-ada")
    saved_member(host, "sub-bob", role)
    if role in allowed:
        access.check(call("sub-bob", host.id))
    else:
        with pytest.raises(RoleTooLow):
            access.check(call("sub-bob", host.id))
    assert (RoleTooLow in access.refusals) is (allowed != set(HostRole))


@pytest.mark.parametrize("role", list(StaffRole))
def test_staff_reach_the_journal_of_any_host_but_do_not_act_for_it(role: StaffRole) -> None:
    host = saved_host("sub-ada")
    saved_user("sub-staff", roles=[role])

    HOST_OR_STAFF.check(call("sub-staff", host.id))
    with pytest.raises(NotFound):
        HOST.check(call("sub-staff", host.id))


def test_somebody_elses_journal_is_not_found() -> None:
    host = saved_host("sub-ada")
    saved_user("sub-bob")

    HOST_OR_STAFF.check(call("sub-ada", host.id))
    with pytest.raises(NotFound):
        HOST_OR_STAFF.check(call("sub-bob", host.id))


def test_only_moderators_moderate() -> None:
    saved_user("sub-moderator", roles=[StaffRole.MODERATOR])
    saved_user("sub-operator", roles=[StaffRole.OPERATOR])

    MODERATOR.check(call("sub-moderator"))
    for other in ("sub-operator", "sub-nobody"):
        with pytest.raises(StaffOnly):
            MODERATOR.check(call(other))


@pytest.mark.parametrize("access", [HOST, HOST_OR_STAFF, MODERATOR])
def test_an_anonymous_call_is_asked_to_sign_in(access: Access) -> None:
    with pytest.raises(Refusal) as refused:
        access.check(call(None))

    assert isinstance(refused.value, SignInFirst)
