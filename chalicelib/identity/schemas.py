"""Shapes of sign-up, sessions, the signed-in user and host organisations."""

from typing import Annotated, Literal

from pydantic import EmailStr, Field, SecretStr

from chalicelib.identity.model import HostRole, StaffRole
from chalicelib.kit.shapes import Instant, Page, Shape

Name = Annotated[str, Field(min_length=1, max_length=80)]
Email = Annotated[EmailStr, Field(max_length=254)]
Password = Annotated[SecretStr, Field(min_length=10, max_length=128)]
Code = Annotated[str, Field(pattern=r"^\d{6}$")]
LanguageCode = Literal["fr", "en"]


class SignUpBody(Shape):
    email: Email
    password: Password
    given_name: Name
    family_name: Name
    language: LanguageCode = "fr"


class EmailBody(Shape):
    email: Email


class ConfirmBody(Shape):
    email: Email
    code: Code


class SignInBody(Shape):
    email: Email
    password: Annotated[SecretStr, Field(min_length=1, max_length=128)]


class ResetPasswordBody(Shape):
    email: Email
    code: Code
    password: Password


class CodeSentView(Shape):
    """The same answer whether or not the address is known, so that nobody can try addresses."""

    email: str


class HostSummary(Shape):
    id: str
    name: str
    role: HostRole


class MeView(Shape):
    id: str
    email: str
    given_name: str
    family_name: str
    language: LanguageCode
    roles: list[StaffRole]
    hosts: list[HostSummary]
    version: int


class SessionView(Shape):
    """The refresh token is not here: it travels in an HttpOnly cookie."""

    access_token: str
    expires_in: int
    user: MeView


class MeBody(Shape):
    given_name: Name
    family_name: Name
    language: LanguageCode


class HostBody(Shape):
    name: Annotated[str, Field(min_length=2, max_length=120)]
    language: LanguageCode = "fr"


class HostView(Shape):
    id: str
    name: str
    language: LanguageCode
    version: int


class JournalEntryView(Shape):
    """A line of the audit log: who did what to which object, from where, and what changed. `moderation` is whichever
    moderator decided, whom only staff may know."""

    sequence: int
    at: Instant
    kind: str
    subject: str
    actor: Literal["user", "moderation", "system", "stripe"]
    actor_name: str | None
    ip: str | None
    changes: dict[str, list[object]]
    details: dict[str, object]


class JournalPage(Page):
    items: list[JournalEntryView]
