"""Codes of the local user pool count as they do on AWS."""

import re

import pytest
from botocore.exceptions import ClientError

from tests.localdev.aws.running import PASSWORD, Running, needs_ministack

pytestmark = needs_ministack


def code_of(problem: pytest.ExceptionInfo[ClientError]) -> str:
    return problem.value.response["Error"]["Code"]


def test_only_the_mailed_code_confirms_an_address(running: Running) -> None:
    running.sign_up("anne@example.org")
    code = running.last_code("anne@example.org")
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    with pytest.raises(ClientError) as refused:
        running.confirm("anne@example.org", wrong)
    assert code_of(refused) == "CodeMismatchException"
    running.confirm("anne@example.org", code)
    user = running.client("cognito-idp").admin_get_user(
        UserPoolId=running.environment["USER_POOL_ID"], Username="anne@example.org"
    )
    attributes = {each["Name"]: each["Value"] for each in user["UserAttributes"]}
    assert attributes["email_verified"] == "true"


def test_a_resent_code_replaces_the_first_one(running: Running) -> None:
    running.sign_up("bea@example.org")
    first = running.last_code("bea@example.org")
    resend = running.client("cognito-idp").resend_confirmation_code
    while running.last_code("bea@example.org") == first:
        resend(ClientId=running.environment["USER_POOL_CLIENT_ID"], Username="bea@example.org")
    with pytest.raises(ClientError) as refused:
        running.confirm("bea@example.org", first)
    assert code_of(refused) == "CodeMismatchException"
    running.confirm("bea@example.org", running.last_code("bea@example.org"))


def test_the_products_trigger_writes_the_mail_of_a_code(running: Running) -> None:
    running.sign_up("zoe@example.org")
    event = running.triggered[-1]
    assert event["triggerSource"] == "CustomMessage_SignUp"
    assert event["request"]["userAttributes"]["locale"] == "fr"
    [mail] = [mail for mail in running.mails() if mail["To"] == ["zoe@example.org"]]
    assert mail["Subject"] == "Votre code"
    assert re.fullmatch(r"Votre code : \d{6}", mail["BodyText"])


def test_a_forgotten_password_changes_with_the_mailed_code_only(running: Running) -> None:
    running.sign_up("cleo@example.org")
    running.confirm("cleo@example.org", running.last_code("cleo@example.org"))
    cognito = running.client("cognito-idp")
    whose = {"ClientId": running.environment["USER_POOL_CLIENT_ID"], "Username": "cleo@example.org"}
    cognito.forgot_password(**whose, ClientMetadata={"locale": "en"})
    event = running.triggered[-1]
    assert event["triggerSource"] == "CustomMessage_ForgotPassword"
    assert event["request"]["clientMetadata"] == {"locale": "en"}
    code = running.last_code("cleo@example.org")
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    with pytest.raises(ClientError) as refused:
        cognito.confirm_forgot_password(**whose, ConfirmationCode=wrong, Password=PASSWORD + "2")
    assert code_of(refused) == "CodeMismatchException"
    cognito.confirm_forgot_password(**whose, ConfirmationCode=code, Password=PASSWORD + "2")
