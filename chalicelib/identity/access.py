"""The roles a route may demand. Others' hosts answer 404: their existence is not confirmed."""

from chalicelib.core.errors import Kind, NotFound, Refusal
from chalicelib.identity import store
from chalicelib.identity.model import StaffRole
from chalicelib.kit.access import Access
from chalicelib.kit.call import Call


class StaffOnly(Refusal):
    code, kind = "staff_only", Kind.FORBIDDEN
    fr, en = "Cette page est réservée à l'équipe.", "This page is for staff only."


def _host_member(call: Call) -> None:
    if store.membership(call.path["host_id"], call.user_id) is None:
        raise NotFound


def _host_member_or_staff(call: Call) -> None:
    if not store.staff_roles(call.user_id):
        _host_member(call)


def _moderator(call: Call) -> None:
    if StaffRole.MODERATOR not in store.staff_roles(call.user_id):
        raise StaffOnly


def _operator(call: Call) -> None:
    if StaffRole.OPERATOR not in store.staff_roles(call.user_id):
        raise StaffOnly


HOST = Access("host", _host_member, refusals=(NotFound,))
HOST_OR_STAFF = Access("host_or_staff", _host_member_or_staff, refusals=(NotFound,))
MODERATOR = Access("moderator", _moderator, refusals=(StaffOnly,))
OPERATOR = Access("operator", _operator, refusals=(StaffOnly,))
