"""Changing a team, and two who change it at once."""

from collections.abc import Callable

import pytest

from chalicelib.core.errors import NotFound, StaleVersion
from chalicelib.core.facts import Fact
from chalicelib.identity import store
from chalicelib.identity.errors import RoleTooLow
from chalicelib.identity.facts import HostCreated
from chalicelib.identity.hosts import host_of, rename_host
from chalicelib.identity.model import Host, HostRole
from chalicelib.identity.team import change
from chalicelib.identity.team.change import change_role, hand_over, remove
from chalicelib.identity.team.errors import LastOwner
from chalicelib.identity.team.facts import MemberLeft, MemberRemoved, MemberRoleChanged, OwnershipTransferred
from chalicelib.identity.team.find import owners_of, team_of
from chalicelib.identity.team.model import Team
from chalicelib.kit import outbox
from tests.make.identity import work
from tests.make.teams import ACCOUNTANT, MANAGER, OWNER, RECEPTION, saved_team


def roles(host: Host) -> dict[str, HostRole]:
    return {member.user_id.removeprefix("sub-"): member.role for member in team_of(host.id).members}


def facts(host: Host) -> list[Fact]:
    told = [recorded.fact for recorded in outbox.facts_of(host.key)]
    return [fact for fact in told if not isinstance(fact, HostCreated)]


def leave(host: Host, name: str, *, by: str = "") -> None:
    actor = f"sub-{by or name}"
    remove(host.id, f"sub-{name}", actor_id=actor, uow=work(actor))


def give(host: Host, name: str, role: HostRole, *, by: str = "ada") -> None:
    version = host_of(host.id).version
    change_role(host.id, f"sub-{name}", role, expected=version, actor_id=f"sub-{by}", uow=work(f"sub-{by}"))


def hand(host: Host, name: str, *, by: str = "ada", step_down: bool = False) -> None:
    hand_over(host.id, f"sub-{name}", step_down=step_down, actor_id=f"sub-{by}", uow=work(f"sub-{by}"))


def test_a_role_changes_and_the_journal_says_from_what_to_what() -> None:
    host = saved_team(bob=RECEPTION)
    give(host, "bob", MANAGER)
    assert roles(host) == {"ada": OWNER, "bob": MANAGER}
    (fact,) = facts(host)
    assert isinstance(fact, MemberRoleChanged)
    assert (fact.member, fact.host_id, fact.changes) == ("sub-bob", host.id, {"role": ["reception", "manager"]})


def test_the_same_role_again_changes_nothing() -> None:
    host = saved_team(bob=RECEPTION)
    give(host, "bob", RECEPTION)
    assert (facts(host), host_of(host.id).version) == ([], 1)


def test_leaving_and_being_removed_are_told_apart() -> None:
    host = saved_team(bob=RECEPTION, eve=ACCOUNTANT)
    leave(host, "bob")
    leave(host, "eve", by="ada")
    assert roles(host) == {"ada": OWNER}
    left, removed = sorted(facts(host), key=lambda fact: fact.kind)
    assert isinstance(left, MemberLeft)
    assert isinstance(removed, MemberRemoved)
    assert removed.changes == {"role": ["accountant", None]}
    assert store.membership(host.id, "sub-eve") is None


@pytest.mark.parametrize(
    "attempt",
    [
        lambda host: give(host, "eve", OWNER, by="bob"),
        lambda host: give(host, "bob", OWNER, by="bob"),
        lambda host: give(host, "ada", MANAGER, by="bob"),
        lambda host: leave(host, "ada", by="bob"),
        lambda host: give(host, "eve", RECEPTION, by="eve"),
        lambda host: leave(host, "bob", by="eve"),
        lambda host: hand(host, "bob", by="bob"),
        lambda host: hand(host, "ada", by="ada"),
    ],
)
def test_what_a_role_does_not_allow_is_refused_and_changes_nothing(attempt: Callable[[Host], None]) -> None:
    host = saved_team(bob=MANAGER, eve=ACCOUNTANT)
    with pytest.raises(RoleTooLow):
        attempt(host)
    assert roles(host) == {"ada": OWNER, "bob": MANAGER, "eve": ACCOUNTANT}
    assert facts(host) == []


def test_somebody_who_is_not_in_the_team_is_not_found() -> None:
    host = saved_team()
    with pytest.raises(NotFound):
        leave(host, "nobody", by="ada")
    with pytest.raises(NotFound):
        give(host, "ada", MANAGER, by="nobody")


def test_the_last_owner_neither_leaves_nor_steps_down() -> None:
    host = saved_team(bob=MANAGER)
    with pytest.raises(LastOwner):
        leave(host, "ada")
    with pytest.raises(LastOwner):
        give(host, "ada", RECEPTION)
    assert roles(host)["ada"] is OWNER


def test_ownership_goes_to_another_member_and_mails_with_it() -> None:
    host = saved_team(bob=MANAGER)
    hand(host, "bob", step_down=True)
    assert roles(host) == {"ada": MANAGER, "bob": OWNER}
    assert [owner.id for owner in owners_of(host.id)] == ["sub-bob"]
    raised, lowered, handed = facts(host)
    assert (raised.changes, lowered.changes) == ({"role": ["manager", "owner"]}, {"role": ["owner", "manager"]})
    assert isinstance(handed, OwnershipTransferred)
    assert handed.changes == {"owner_id": ["sub-ada", "sub-bob"]}


def test_whoever_hands_over_may_stay_an_owner() -> None:
    host = saved_team(bob=RECEPTION)
    hand(host, "bob")
    assert roles(host) == {"ada": OWNER, "bob": OWNER}
    assert [owner.id for owner in owners_of(host.id)] == ["sub-bob", "sub-ada"]


def test_a_role_is_changed_on_what_was_looked_at() -> None:
    host = saved_team(bob=RECEPTION, eve=RECEPTION)
    give(host, "eve", MANAGER)
    with pytest.raises(StaleVersion):
        change_role(host.id, "sub-bob", MANAGER, expected=1, actor_id="sub-ada", uow=work("sub-ada"))
    assert roles(host)["bob"] is RECEPTION


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Once, between the first reading of a team and its writing."""
    done: list[bool] = []

    def read_then(host_id: str) -> Team:
        team = team_of(host_id)
        if not done:
            done.append(True)
            act()
        return team

    monkeypatch.setattr(change, "team_of", read_then)


def test_of_two_owners_who_leave_at_the_same_moment_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    host = saved_team(bob=OWNER)
    meanwhile(monkeypatch, lambda: leave(host, "bob"))
    with pytest.raises(LastOwner):
        leave(host, "ada")
    assert roles(host) == {"ada": OWNER}
    assert host_of(host.id).owner_id == "sub-ada"


def test_an_owner_who_steps_down_while_the_other_one_leaves_stays_an_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    host = saved_team(bob=OWNER)
    meanwhile(monkeypatch, lambda: leave(host, "ada"))
    with pytest.raises(StaleVersion):
        give(host, "bob", MANAGER, by="bob")
    assert roles(host) == {"bob": OWNER}


def test_a_manager_who_was_removed_a_moment_ago_removes_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    host = saved_team(bob=MANAGER, eve=RECEPTION)
    meanwhile(monkeypatch, lambda: leave(host, "bob", by="ada"))
    with pytest.raises(NotFound):
        leave(host, "eve", by="bob")
    assert roles(host) == {"ada": OWNER, "eve": RECEPTION}


def test_the_main_ownership_never_goes_to_somebody_who_left_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    host = saved_team(bob=OWNER, zoe=OWNER)
    meanwhile(monkeypatch, lambda: leave(host, "bob"))
    leave(host, "ada")
    assert roles(host) == {"zoe": OWNER}
    assert host_of(host.id).owner_id == "sub-zoe"


def test_renaming_a_host_brings_nobody_back_who_left_meanwhile() -> None:
    host = saved_team(bob=RECEPTION)
    read = host_of(host.id)
    leave(host, "bob")
    with pytest.raises(StaleVersion):
        rename_host(read, expected=read.version, name="Autre", language="fr", uow=work("sub-ada"))
    assert roles(host) == {"ada": OWNER}
