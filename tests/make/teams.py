"""Teams: members and invitations, with what a test does not say filled in."""

from chalicelib.identity import store
from chalicelib.identity.model import Host, HostRole, Membership, User
from chalicelib.identity.team import invite as inviting
from chalicelib.identity.team.model import Invitation, Team
from tests.make.identity import saved_host, saved_user, work

OWNER, MANAGER, RECEPTION, ACCOUNTANT = HostRole


def a_team(**roles: HostRole) -> Team:
    """`a_team(ada=OWNER, bob=MANAGER)`: in memory; the first one is the main owner."""
    members = tuple(Membership("ho_1", "La Ruche", name, role) for name, role in roles.items())
    return Team(Host("ho_1", "La Ruche", "fr", owner_id=members[0].user_id), members)


def saved_member(host: Host, user_id: str, role: HostRole) -> User:
    """With a login at `<user_id>@example.org`."""
    user = saved_user(user_id, given_name=user_id.removeprefix("sub-").capitalize(), family_name="")
    uow = work(user_id)
    store.put_membership(uow, Membership(host.id, host.name, user_id, role))
    uow.commit()
    return user


def saved_team(**roles: HostRole) -> Host:
    """`saved_team(bob=MANAGER)`: a host of Ada's, and Bob as `sub-bob` beside her."""
    saved_user("sub-ada")
    host = saved_host("sub-ada")
    for name, role in roles.items():
        saved_member(host, f"sub-{name}", role)
    return host


def sent_invitation(
    host: Host, email: str = "new@example.org", role: HostRole = RECEPTION, *, by: str = "sub-ada", key: str = "k"
) -> Invitation:
    return inviting.invite(host.id, email, role, "fr", key=key, actor_id=by, uow=work(by))
