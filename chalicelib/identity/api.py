"""`/v1/auth/*`, `/v1/me` and `/v1/hosts`."""

from chalicelib.identity import journal, schemas, sessions, sign_up, throttle
from chalicelib.identity.access import HOST, HOST_MEMBER, HOST_OR_STAFF, is_staff
from chalicelib.identity.errors import (
    EmailUnconfirmed,
    NewPasswordNeeded,
    SessionOver,
    TooManyTries,
    UnusableEmail,
    WeakPassword,
    WrongCode,
    WrongCredentials,
)
from chalicelib.identity.hosts import create_host, host_of, rename_host
from chalicelib.identity.model import Host, User
from chalicelib.identity.profile import edit_profile, hosts_of, profile_of
from chalicelib.kit.access import PUBLIC, SIGNED_IN
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.kit.shapes import PageQuery

api = Api("identity", __name__)


def me_view(user: User) -> schemas.MeView:
    return schemas.MeView(
        id=user.id,
        email=user.email,
        given_name=user.given_name,
        family_name=user.family_name,
        language=user.language,
        roles=sorted(user.roles),
        hosts=[schemas.HostSummary(id=m.host_id, name=m.host_name, role=m.role) for m in hosts_of(user.id)],
        version=user.version,
    )


def host_view(host: Host) -> schemas.HostView:
    return schemas.HostView(id=host.id, name=host.name, language=host.language, version=host.version)


def _session(call: Call, session: sessions.Session) -> schemas.SessionView:
    call.answer_headers["Set-Cookie"] = session.cookie
    return schemas.SessionView(
        access_token=session.access_token, expires_in=session.expires_in, user=me_view(session.user)
    )


# Calls of /auth are not kept by Idempotency-Key: they may be repeated safely, and their answers hold
# credentials, which must not be stored (docs/adr/0008).


@api.route(
    "POST", "/auth/sign-up", access=PUBLIC, summary="Open a login; a code is mailed",
    repetition=Repetition.HARMLESS, body=schemas.SignUpBody, answer=schemas.CodeSentView, status=202,
    refusals=[WeakPassword, UnusableEmail, TooManyTries],
)  # fmt: skip
def post_sign_up(call: Call) -> schemas.CodeSentView:
    body: schemas.SignUpBody = call.body
    # First: no code is asked for with a password that is refused anyway.
    sign_up.require_strong(body.password.get_secret_value())
    throttle.count(throttle.CODE_MAIL, body.email, call)
    sign_up.sign_up(
        sign_up.Candidate(
            email=body.email,
            password=body.password.get_secret_value(),
            given_name=body.given_name,
            family_name=body.family_name,
            language=body.language,
        )
    )
    return schemas.CodeSentView(email=body.email)


@api.route(
    "POST", "/auth/confirm", access=PUBLIC, summary="Confirm an e-mail with its code",
    repetition=Repetition.HARMLESS, body=schemas.ConfirmBody, status=204, refusals=[WrongCode, TooManyTries],
)  # fmt: skip
def post_confirm(call: Call) -> None:
    throttle.count(throttle.CODE_TRY, call.body.email, call)
    sign_up.confirm(call.body.email, call.body.code)


@api.route(
    "POST", "/auth/resend-code", access=PUBLIC, summary="Mail the code again", repetition=Repetition.HARMLESS,
    body=schemas.EmailBody, answer=schemas.CodeSentView, status=202, refusals=[TooManyTries],
)  # fmt: skip
def post_resend_code(call: Call) -> schemas.CodeSentView:
    throttle.count(throttle.CODE_MAIL, call.body.email, call)
    sign_up.resend_code(call.body.email, call.language)
    return schemas.CodeSentView(email=call.body.email)


@api.route(
    "POST", "/auth/sign-in", access=PUBLIC, summary="Open a session", repetition=Repetition.HARMLESS,
    body=schemas.SignInBody, answer=schemas.SessionView,
    refusals=[WrongCredentials, EmailUnconfirmed, NewPasswordNeeded, TooManyTries],
)  # fmt: skip
def post_sign_in(call: Call) -> schemas.SessionView:
    throttle.count(throttle.SIGN_IN, call.body.email, call)
    session = sessions.sign_in(call.body.email, call.body.password.get_secret_value(), uow=call.work())
    throttle.forgive(throttle.SIGN_IN, call.body.email, call)
    return _session(call, session)


@api.route(
    "POST", "/auth/refresh", access=PUBLIC, summary="Renew the session held by the cookie",
    repetition=Repetition.HARMLESS, may_be_empty=True, answer=schemas.SessionView,
    refusals=[SessionOver, EmailUnconfirmed, TooManyTries],
)  # fmt: skip
def post_refresh(call: Call) -> schemas.SessionView | None:
    """An anonymous visitor has no session, which is no error."""
    session = sessions.refresh(call.headers.get("cookie", ""), uow=call.work())
    return _session(call, session) if session else None


@api.route(
    "POST", "/auth/sign-out", access=PUBLIC, summary="End the session held by the cookie",
    repetition=Repetition.HARMLESS, status=204, refusals=[TooManyTries],
)  # fmt: skip
def post_sign_out(call: Call) -> None:
    call.answer_headers["Set-Cookie"] = sessions.sign_out(call.headers.get("cookie", ""))


@api.route(
    "POST", "/auth/forgot-password", access=PUBLIC, summary="Mail a code to choose a new password",
    repetition=Repetition.HARMLESS, body=schemas.EmailBody, answer=schemas.CodeSentView, status=202,
    refusals=[TooManyTries],
)  # fmt: skip
def post_forgot_password(call: Call) -> schemas.CodeSentView:
    throttle.count(throttle.CODE_MAIL, call.body.email, call)
    sign_up.forgot_password(call.body.email, call.language)
    return schemas.CodeSentView(email=call.body.email)


@api.route(
    "POST", "/auth/reset-password", access=PUBLIC, summary="Choose a new password with the mailed code",
    repetition=Repetition.HARMLESS, body=schemas.ResetPasswordBody, status=204,
    refusals=[WrongCode, WeakPassword, TooManyTries],
)  # fmt: skip
def post_reset_password(call: Call) -> None:
    password = call.body.password.get_secret_value()
    sign_up.require_strong(password)
    throttle.count(throttle.CODE_TRY, call.body.email, call)
    sign_up.reset_password(call.body.email, call.body.code, password)
    # The way out for somebody whose tries were used up by somebody else.
    throttle.start_afresh(throttle.SIGN_IN, call.body.email, call.now)


@api.route("GET", "/me", access=SIGNED_IN, summary="The signed-in user", answer=schemas.MeView)
def get_me(call: Call) -> schemas.MeView:
    return me_view(profile_of(call.user_id))


@api.route(
    "PUT", "/me", access=SIGNED_IN, summary="Edit one's name and language", versioned=True,
    body=schemas.MeBody, answer=schemas.MeView,
)  # fmt: skip
def put_me(call: Call) -> schemas.MeView:
    body: schemas.MeBody = call.body
    return me_view(
        edit_profile(
            profile_of(call.user_id),
            expected=call.expected_version,
            given_name=body.given_name,
            family_name=body.family_name,
            language=body.language,
            uow=call.work(),
        )
    )


@api.route(
    "POST", "/hosts", access=SIGNED_IN, summary="Create a host organisation", status=201,
    body=schemas.HostBody, answer=schemas.HostView,
)  # fmt: skip
def post_host(call: Call) -> schemas.HostView:
    body: schemas.HostBody = call.body
    return host_view(
        create_host(body.name, body.language, key=call.idempotency_key or "", user_id=call.user_id, uow=call.work())
    )


@api.route("GET", "/hosts/{host_id}", access=HOST_MEMBER, summary="A host organisation", answer=schemas.HostView)
def get_host(call: Call) -> schemas.HostView:
    return host_view(host_of(call.path["host_id"]))


@api.route(
    "PUT", "/hosts/{host_id}", access=HOST, summary="Edit a host organisation", versioned=True,
    body=schemas.HostBody, answer=schemas.HostView,
)  # fmt: skip
def put_host(call: Call) -> schemas.HostView:
    body: schemas.HostBody = call.body
    host = host_of(call.path["host_id"])
    return host_view(
        rename_host(host, expected=call.expected_version, name=body.name, language=body.language, uow=call.work())
    )


@api.route(
    "GET", "/hosts/{host_id}/journal", access=HOST_OR_STAFF, summary="The audit log, newest first",
    query=PageQuery, answer=schemas.JournalPage,
)  # fmt: skip
def get_journal(call: Call) -> schemas.JournalPage:
    entries, cursor = journal.page_of(
        call.path["host_id"], call.query.cursor, call.query.limit, for_staff=is_staff(call)
    )
    return schemas.JournalPage(items=[schemas.JournalEntryView(**entry) for entry in entries], next_cursor=cursor)
