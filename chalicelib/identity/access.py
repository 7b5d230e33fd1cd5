"""The roles a route may demand. Others' hosts answer 404: their existence is not confirmed. A member whose role is
not enough knows the host already, and is told so (docs/teams.md)."""

from chalicelib.core.errors import Kind, NotFound, Refusal
from chalicelib.identity import store
from chalicelib.identity.errors import RoleTooLow
from chalicelib.identity.model import HostRole, StaffRole
from chalicelib.kit.access import Access
from chalicelib.kit.call import Call


class StaffOnly(Refusal):
    code, kind = "staff_only", Kind.FORBIDDEN
    fr, en = "Cette page est réservée à l'équipe.", "This page is for staff only."


def _host_members(name: str, *roles: HostRole) -> Access:
    """Members of the host in the path who hold one of `roles`, read strongly: who lost a role has lost it at once."""

    def allow(call: Call) -> None:
        member = store.membership(call.path["host_id"], call.user_id)
        if member is None:
            raise NotFound
        if member.role not in roles:
            raise RoleTooLow

    return Access(name, allow, refusals=(NotFound,) if set(roles) == set(HostRole) else (NotFound, RoleTooLow))


def _moderator(call: Call) -> None:
    if StaffRole.MODERATOR not in store.staff_roles(call.user_id):
        raise StaffOnly


def _operator(call: Call) -> None:
    if StaffRole.OPERATOR not in store.staff_roles(call.user_id):
        raise StaffOnly


HOST_OWNER = _host_members("host_owner", HostRole.OWNER)
HOST = _host_members("host", HostRole.OWNER, HostRole.MANAGER)
HOST_DESK = _host_members("host_desk", HostRole.OWNER, HostRole.MANAGER, HostRole.RECEPTION)
HOST_DOCUMENTS = _host_members("host_documents", HostRole.OWNER, HostRole.MANAGER, HostRole.ACCOUNTANT)
HOST_MEMBER = _host_members("host_member", *HostRole)


def is_staff(call: Call) -> bool:
    return bool(store.staff_roles(call.user_id))


def _host_or_staff(call: Call) -> None:
    if not is_staff(call):
        HOST.allow(call)


HOST_OR_STAFF = Access("host_or_staff", _host_or_staff, refusals=HOST.refusals)
MODERATOR = Access("moderator", _moderator, refusals=(StaffOnly,))
OPERATOR = Access("operator", _operator, refusals=(StaffOnly,))
