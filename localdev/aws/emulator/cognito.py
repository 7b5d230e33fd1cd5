"""Makes ministack's user pools treat codes as AWS does: unguessable, mailed in the person's language, and
proof of the address that they were mailed to."""

import contextvars
import json
import secrets
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

from ministack.services import cognito

Response = tuple[int, dict[str, str], bytes]
Handler = Callable[[dict[str, Any]], Response]

TRIGGER_SOURCES = {
    "SignUp": "CustomMessage_SignUp",
    "ResendConfirmationCode": "CustomMessage_ResendCode",
    "ForgotPassword": "CustomMessage_ForgotPassword",
    "AdminResetUserPassword": "CustomMessage_ForgotPassword",
}
TIMEOUT_SECONDS = 5.0

_call: contextvars.ContextVar[tuple[str, Mapping[str, Any]]] = contextvars.ContextVar("call", default=("", {}))


def correct(custom_message_url: str | None) -> None:
    run, confirm = cognito._run_idp_handler, cognito._confirm_sign_up

    def run_idp_handler(handler: Handler, action: str, data: dict[str, Any]) -> Response:
        _call.set((action, data))
        try:
            response: Response = run(handler, action, data)
        except cognito._CustomMessageRejected as problem:
            response = cognito._custom_message_error(problem)
        return response

    def confirm_sign_up(data: dict[str, Any]) -> Response:
        response: Response = confirm(data)
        if response[0] == 200:
            _mark_verified(data)
        return response

    def send_verification_email(
        pool: dict[str, Any],
        username: str,
        attributes: dict[str, str],
        _constant_code: str,
        attribute_name: str = "email",
    ) -> None:
        user, _ = cognito._resolve_user(pool, username)
        code = f"{secrets.randbelow(1_000_000):06}"
        user["_reset_code" if attribute_name == "password" else "_confirmation_code"] = code
        subject, body = cognito._resolve_verification_template(pool)
        custom = _custom_message(custom_message_url, pool, user["Username"], attributes)
        subject, body = custom.get("emailSubject") or subject, custom.get("emailMessage") or body
        _mail(pool, attributes["email"], subject, body, code)

    cognito._run_idp_handler = run_idp_handler
    cognito._confirm_sign_up = confirm_sign_up
    cognito._send_verification_email = send_verification_email


def _mark_verified(data: Mapping[str, Any]) -> None:
    pool, _ = cognito._pool_for_client(data["ClientId"])
    user, _ = cognito._resolve_user(pool, data["Username"])
    user["Attributes"] = cognito._merge_attributes(user["Attributes"], [{"Name": "email_verified", "Value": "true"}])


def _mail(pool: dict[str, Any], address: str, subject: str, body: str, code: str) -> None:
    cognito._deliver_cognito_email(
        pool,
        address,
        cognito._expand_template(subject, address, code),
        cognito._expand_template(body, address, code),
        type_name="CognitoVerificationMessage",
    )


def _custom_message(
    url: str | None, pool: dict[str, Any], username: str, attributes: dict[str, str]
) -> Mapping[str, str | None]:
    """What the product's own trigger wants to say; on AWS, too, a failing trigger fails the call."""
    action, data = _call.get()
    if url is not None:
        return _asked(url, _trigger_event(pool, username, attributes))
    # {} for a pool that no function is connected to.
    deployed: Mapping[str, str | None] = cognito._apply_custom_message_trigger(
        pool, TRIGGER_SOURCES[action], username, attributes, data.get("ClientMetadata")
    )
    return deployed


def _trigger_event(pool: Mapping[str, Any], username: str, attributes: Mapping[str, str]) -> dict[str, Any]:
    action, data = _call.get()
    return {
        "version": "1",
        "triggerSource": TRIGGER_SOURCES[action],
        "region": cognito._pool_region(pool["Id"]),
        "userPoolId": pool["Id"],
        "userName": username,
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": data["ClientId"]},
        "request": {
            "userAttributes": dict(attributes),
            "codeParameter": "{####}",
            "usernameParameter": "{username}",
            "clientMetadata": data.get("ClientMetadata") or {},
        },
        "response": {"smsMessage": None, "emailMessage": None, "emailSubject": None},
    }


def _asked(url: str, event: Mapping[str, Any]) -> Mapping[str, str | None]:
    request = urllib.request.Request(  # noqa: S310 - the address is our own server's
        url, data=json.dumps(event).encode(), headers={"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            answered: dict[str, Any] = json.load(answer)
    except (OSError, ValueError) as problem:
        raise cognito._CustomMessageRejected(f"CustomMessage failed with error {problem}.") from problem
    response: Mapping[str, str | None] = answered["response"]
    return response
