"""Who may do what to whom, without a table."""

import pytest

from chalicelib.identity.model import HostRole
from chalicelib.identity.team.errors import LastOwner
from chalicelib.identity.team.model import masked
from chalicelib.identity.team.policy import (
    BELOW,
    LEADS,
    may_hand_over,
    may_remove,
    roles_to_give,
    roles_to_invite,
)
from tests.make.teams import ACCOUNTANT, MANAGER, OWNER, RECEPTION, a_team

OTHERS = {OWNER: "omar", MANAGER: "mia", RECEPTION: "rita", ACCOUNTANT: "carl"}
TEAM = a_team(
    ada=OWNER, omar=OWNER, mel=MANAGER, mia=MANAGER, rob=RECEPTION, rita=RECEPTION, alf=ACCOUNTANT, carl=ACCOUNTANT
)
ACTORS = {OWNER: "ada", MANAGER: "mel", RECEPTION: "rob", ACCOUNTANT: "alf"}

GIVEN = {
    (OWNER, OWNER): [MANAGER, RECEPTION, ACCOUNTANT],
    (OWNER, MANAGER): [OWNER, RECEPTION, ACCOUNTANT],
    (OWNER, RECEPTION): [OWNER, MANAGER, ACCOUNTANT],
    (OWNER, ACCOUNTANT): [OWNER, MANAGER, RECEPTION],
    (MANAGER, OWNER): [],
    (MANAGER, MANAGER): [RECEPTION, ACCOUNTANT],
    (MANAGER, RECEPTION): [MANAGER, ACCOUNTANT],
    (MANAGER, ACCOUNTANT): [MANAGER, RECEPTION],
}
"""(who asks, whom it is about) -> roles that may be given; nothing for those who are not named."""


@pytest.mark.parametrize("role", HostRole)
@pytest.mark.parametrize("actor", HostRole)
def test_roles_that_one_may_give_somebody_else(actor: HostRole, role: HostRole) -> None:
    asks, about = TEAM.member(ACTORS[actor]), TEAM.member(OTHERS[role])
    assert roles_to_give(asks, about) == GIVEN.get((actor, role), [])
    assert may_remove(asks, about) is ((actor, role) in GIVEN and (actor, role) != (MANAGER, OWNER))


@pytest.mark.parametrize("role", HostRole)
def test_nobody_raises_his_own_rights_and_everybody_may_leave(role: HostRole) -> None:
    me = TEAM.member(ACTORS[role])
    assert set(roles_to_give(me, me)) == BELOW[role]
    assert may_remove(me, me)


def test_what_is_below_a_role_leads_nobody_whom_it_does_not_lead() -> None:
    for role, lower in BELOW.items():
        assert role not in lower
        assert all(LEADS[one] <= LEADS[role] for one in lower)


def test_nobody_becomes_an_owner_by_a_mail() -> None:
    assert roles_to_invite(OWNER) == roles_to_invite(MANAGER) == [MANAGER, RECEPTION, ACCOUNTANT]
    assert roles_to_invite(RECEPTION) == roles_to_invite(ACCOUNTANT) == []


def test_only_an_owner_hands_over_and_not_to_himself_nor_to_the_main_owner() -> None:
    ada, omar, mel = map(TEAM.member, ("ada", "omar", "mel"))
    assert may_hand_over(ada, omar, TEAM)
    assert may_hand_over(ada, mel, TEAM)
    assert not may_hand_over(ada, ada, TEAM)
    assert not may_hand_over(omar, ada, TEAM)
    assert not may_hand_over(omar, omar, TEAM)
    assert not may_hand_over(mel, omar, TEAM)


def test_the_last_owner_stays_and_stays_owner() -> None:
    team = a_team(ada=OWNER, bob=MANAGER)
    with pytest.raises(LastOwner):
        team.without(team.member("ada"))
    with pytest.raises(LastOwner):
        team.with_role(team.member("ada"), MANAGER)


def test_the_main_ownership_follows_when_the_main_owner_goes() -> None:
    team = a_team(ada=OWNER, bob=MANAGER, zoe=OWNER)
    assert team.without(team.member("ada")).host.owner_id == "zoe"
    assert team.with_role(team.member("ada"), MANAGER).host.owner_id == "zoe"
    assert team.without(team.member("zoe")).host.owner_id == "ada"


@pytest.mark.parametrize(
    ("email", "shown"), [("ada@example.org", "a***@example.org"), ("a@b@example.org", "a***@example.org")]
)
def test_an_address_is_shown_so_that_its_reader_knows_it(email: str, shown: str) -> None:
    assert masked(email) == shown
