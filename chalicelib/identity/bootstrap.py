"""Names the first staff member of a stage, who must have confirmed a login before:

    python -m chalicelib.identity.bootstrap --email someone@example.org --role moderator --role operator

It runs with the environment of the stage (its table and user pool) and the rights of whoever deploys it.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

from chalicelib.core import clock
from chalicelib.core.errors import Refusal, StaleVersion
from chalicelib.core.facts import SYSTEM
from chalicelib.identity import store
from chalicelib.identity.facts import StaffNamed, UserJoined
from chalicelib.identity.model import StaffRole, User
from chalicelib.identity.profile import newcomer
from chalicelib.identity.user_pool import PoolUser, login_at
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bootstrap", description="Names a staff member.")
    parser.add_argument("--email", required=True, help="address of a confirmed login")
    parser.add_argument(
        "--role",
        dest="roles",
        action="append",
        required=True,
        type=StaffRole,
        choices=list(StaffRole),
        help="may be repeated; roles held already are kept",
    )
    asked = parser.parse_args(arguments)
    if not (settings().table_name and settings().user_pool_id):
        return _fail("TABLE_NAME and USER_POOL_ID are not set: run this with the environment of a stage.")
    holder = login_at(asked.email)
    if holder is None:
        return _fail(f"Nobody signed up as {asked.email}. Sign up and confirm the address first.")
    if not (holder.confirmed and holder.verified):
        return _fail(f"{asked.email} is not confirmed. Enter the code received by e-mail first.")
    try:
        named = name_staff(holder, asked.roles, uow=UnitOfWork(now=clock.now(), actor=SYSTEM))
    except Refusal as refusal:
        return _fail(refusal.words("en"))
    sys.stdout.write(f"{named.email} is now {', '.join(sorted(named.roles))}.\n")
    return 0


def name_staff(holder: PoolUser, roles: Sequence[StaffRole], *, uow: UnitOfWork) -> User:
    """Adds roles to a profile, which is made if its holder has not signed in yet. Raises StaleVersion."""
    known = store.user(holder.id)
    before = known or newcomer(holder)
    named = replace(before, roles=before.roles | set(roles))
    if known is None:
        store.add_user(uow, named, refused=StaleVersion)
        uow.record(UserJoined(subject=named.key))
    elif named.roles == known.roles:
        return known
    else:
        named = replace(named, version=known.version + 1)
        store.replace_user(uow, named, read_at=known.version)
    uow.record(StaffNamed(subject=named.key, changes={"roles": [sorted(before.roles), sorted(named.roles)]}))
    uow.commit()
    return named


def _fail(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
