"""Changing roles, removing, leaving, handing over."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.identity import store
from chalicelib.identity.errors import RoleTooLow
from chalicelib.identity.model import HostRole, Membership
from chalicelib.identity.team.facts import MemberLeft, MemberRemoved, MemberRoleChanged, OwnershipTransferred
from chalicelib.identity.team.find import team_of
from chalicelib.identity.team.model import Team
from chalicelib.identity.team.policy import may_hand_over, may_remove, roles_to_give
from chalicelib.kit.unit_of_work import UnitOfWork

MOST_TRIES = 10

Outcome = TypeVar("Outcome")


def change_role(host_id: str, user_id: str, role: HostRole, *, expected: int, actor_id: str, uow: UnitOfWork) -> None:
    """`expected` is the version of the team that was looked at.

    Raises NotFound, RoleTooLow, LastOwner, StaleVersion.
    """
    team = team_of(host_id)
    actor, member = team.member(actor_id), team.member(user_id)
    if expected != team.host.version:
        raise StaleVersion
    if role is member.role:
        return
    if role not in roles_to_give(actor, member):
        raise RoleTooLow
    write_host(uow, team, team.with_role(member, role))
    _write_role(uow, team, member, role)
    uow.commit()


def remove(host_id: str, user_id: str, *, actor_id: str, uow: UnitOfWork) -> None:
    """Oneself is leaving. Raises NotFound, RoleTooLow, LastOwner, Busy."""

    def act(work: UnitOfWork) -> None:
        team = team_of(host_id)
        actor, member = team.member(actor_id), team.member(user_id)
        if not may_remove(actor, member):
            raise RoleTooLow
        write_host(work, team, team.without(member))
        store.delete_membership(work, member)
        fact = MemberLeft if actor == member else MemberRemoved
        gone = {"role": [member.role.value, None]}
        work.record(fact(subject=team.host.key, host_id=host_id, member=user_id, changes=gone))
        work.commit()

    settled(act, uow)


def hand_over(host_id: str, user_id: str, *, step_down: bool, actor_id: str, uow: UnitOfWork) -> None:
    """Makes another member the main owner; whoever hands over becomes a manager if he wishes to.

    Raises NotFound, RoleTooLow, Busy.
    """

    def act(work: UnitOfWork) -> None:
        before = team_of(host_id)
        actor, member = before.member(actor_id), before.member(user_id)
        if not may_hand_over(actor, member, before):
            raise RoleTooLow
        heir = replace(member, role=HostRole.OWNER)
        after = before.with_role(member, HostRole.OWNER).led_by(heir)
        if step_down:
            after = after.with_role(actor, HostRole.MANAGER)
        write_host(work, before, after)
        for changed, role in ((member, HostRole.OWNER), (actor, after.member(actor_id).role)):
            if changed.role is not role:
                _write_role(work, before, changed, role)
        moved = {"owner_id": [before.host.owner_id, after.host.owner_id]}
        work.record(
            OwnershipTransferred(subject=before.host.key, host_id=host_id, member=user_id, changes=moved),
        )
        work.commit()

    settled(act, uow)


def settled(act: Callable[[UnitOfWork], Outcome], uow: UnitOfWork) -> Outcome:
    """Acts again when the team changed between reading and writing: what is right then is decided anew, the rights of
    whoever asks included.

    Raises Busy, and whatever `act` refuses.
    """
    for _ in range(MOST_TRIES):
        try:
            return act(uow)
        except StaleVersion:
            uow = uow.again()
    raise Busy


def write_host(uow: UnitOfWork, before: Team, after: Team) -> None:
    """First of the writes of every change of a team. It moves the host's version, on condition that nobody else did:
    two owners who leave at once cannot both find that the other one stays."""
    host = replace(after.host, version=before.host.version + 1)
    store.replace_host(uow, host, read_at=before.host.version)


def _write_role(uow: UnitOfWork, team: Team, member: Membership, role: HostRole) -> None:
    store.put_membership(uow, replace(member, role=role))
    changes = {"role": [member.role.value, role.value]}
    uow.record(
        MemberRoleChanged(subject=team.host.key, host_id=team.host.id, member=member.user_id, changes=changes),
    )
