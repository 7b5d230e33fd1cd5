"""What the mails say about who acts for a host: invitations, roles, comings and goings. Pure."""

from chalicelib.core.errors import Language
from chalicelib.identity.team.facts import MemberLeft
from chalicelib.notifications.cases import Context, InvitationCase, MemberCase
from chalicelib.notifications.labels import HOST_ROLES, labelled
from chalicelib.notifications.mails import Role
from chalicelib.notifications.words import HOME_ZONE, moment, name_of, one_line


def of_invitation(case: InvitationCase, language: Language, public_url: str) -> Context:
    invitation = case.invitation
    duty, may = HOST_ROLES[language][invitation.role]
    lines = {
        "host": one_line(case.host.name),
        "sender": name_of(case.sender, language),
        "duty": duty,
        "may": may,
        "until": moment(invitation.expires_at, HOME_ZONE, language),
    }
    return {
        "host": lines["host"],
        "sender": lines["sender"],
        "until": lines["until"],
        "email": one_line(invitation.email),
        "link": f"{public_url}/invitations/{case.token}",
        "facts": labelled(lines.items(), language),
    }


def of_member(case: MemberCase, role: Role, language: Language, public_url: str) -> Context:
    """Whoever is no longer a member gets no link: the host's pages are closed to him."""
    fact, host = case.recorded.fact, case.host
    was, now = fact.changes["role"]
    lines = {
        "host": one_line(host.name),
        "member": name_of(case.member, language),
        "duty_was": HOST_ROLES[language][was][0] if was else "",
        "duty": HOST_ROLES[language][now][0] if now else "",
        "may": HOST_ROLES[language][now][1] if now else "",
        "noted": moment(case.recorded.at, HOME_ZONE, language),
    }
    page = "/equipe" if role is Role.OWNER else ""
    return {
        "host": lines["host"],
        "member": lines["member"],
        "duty": lines["duty"],
        "left": isinstance(fact, MemberLeft),
        "link": f"{public_url}/hote/{host.id}{page}" if now else "",
        "facts": labelled(lines.items(), language),
    }
