from typing import Any

import pytest

from chalicelib.identity.code_mail import WARNING, customise


def event(
    trigger: str = "SignUp", *, locale: str | None = "fr", metadata: dict[str, str] | None = None
) -> dict[str, Any]:
    attributes = {"sub": "sub-ada", "email": "ada@example.org", "given_name": "<b>WIN MONEY</b>"}
    return {
        "version": "1",
        "triggerSource": f"CustomMessage_{trigger}",
        "userPoolId": "eu-west-3_test",
        "request": {
            "userAttributes": attributes | ({"locale": locale} if locale else {}),
            "codeParameter": "{####}",
            "usernameParameter": "{username}",
            "clientMetadata": metadata,
        },
        "response": {"smsMessage": None, "emailMessage": None, "emailSubject": None},
    }


@pytest.mark.parametrize(
    ("trigger", "subject"),
    [
        ("SignUp", "Votre code de confirmation Pupitre"),
        ("ResendCode", "Votre code de confirmation Pupitre"),
        ("UpdateUserAttribute", "Votre code de confirmation Pupitre"),
        ("VerifyUserAttribute", "Votre code de confirmation Pupitre"),
        ("ForgotPassword", "Votre code pour un nouveau mot de passe Pupitre"),
    ],
)
def test_each_code_comes_with_what_it_is_for_and_a_warning(trigger: str, subject: str) -> None:
    response = customise(event(trigger))["response"]

    assert response["emailSubject"] == subject
    assert response["emailMessage"].count("{####}") == 1
    assert WARNING["fr"] in response["emailMessage"]
    assert response["smsMessage"] is None


@pytest.mark.parametrize(
    ("locale", "metadata", "language"),
    [
        ("fr", None, "fr"),
        ("en", None, "en"),
        ("en-GB", {}, "en"),
        ("fr", {"language": "en"}, "en"),
        ("en", {"language": "fr"}, "fr"),
        (None, None, "fr"),
        ("de", None, "fr"),
    ],
)
def test_the_page_decides_the_language_then_the_sign_up_then_french(
    locale: str | None, metadata: dict[str, str] | None, language: str
) -> None:
    response = customise(event(locale=locale, metadata=metadata))["response"]

    assert f'<html lang="{language}">' in response["emailMessage"]


def test_what_a_stranger_typed_as_a_name_is_not_mailed_to_the_owner_of_an_address() -> None:
    assert "WIN MONEY" not in str(customise(event())["response"])


def test_a_mail_keeps_within_the_limits_of_cognito() -> None:
    for trigger in ("SignUp", "ForgotPassword"):
        for language in ("fr", "en"):
            response = customise(event(trigger, locale=language))["response"]
            assert len(response["emailMessage"]) < 20_000
            assert len(response["emailSubject"]) < 140


def test_a_trigger_without_words_of_ours_goes_through_unchanged() -> None:
    invitation = event("AdminCreateUser")

    assert customise(invitation) == invitation


def test_the_event_that_came_in_is_left_alone() -> None:
    came_in = event()

    customise(came_in)

    assert came_in == event()
