"""The mail that carries a code of the user pool, in the reader's language (Cognito's CustomMessage trigger).

Nothing that a person typed at sign-up goes into it: anybody can sign up with somebody else's address, and a
name would let them write their own words to that person.
"""

from copy import deepcopy
from typing import Any

from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True)
class Words:
    subject: str
    title: str
    purpose: str
    lasts: str


CONFIRM: dict[Language, Words] = {
    "fr": Words(
        subject="Votre code de confirmation Pupitre",
        title="Confirmez votre adresse",
        purpose="Saisissez ce code dans Pupitre pour confirmer que cette adresse e-mail est la vôtre.",
        lasts="Il est valable 24 heures.",
    ),
    "en": Words(
        subject="Your Pupitre confirmation code",
        title="Confirm your address",
        purpose="Enter this code in Pupitre to confirm that this e-mail address is yours.",
        lasts="It is valid for 24 hours.",
    ),
}
RESET: dict[Language, Words] = {
    "fr": Words(
        subject="Votre code pour un nouveau mot de passe Pupitre",
        title="Choisissez un nouveau mot de passe",
        purpose="Saisissez ce code dans Pupitre pour choisir un nouveau mot de passe.",
        lasts="Il est valable une heure.",
    ),
    "en": Words(
        subject="Your code for a new Pupitre password",
        title="Choose a new password",
        purpose="Enter this code in Pupitre to choose a new password.",
        lasts="It is valid for one hour.",
    ),
}
WARNING: dict[Language, str] = {
    "fr": "Personne de l'équipe Pupitre ne vous demandera ce code. "
    "Si vous n'avez rien demandé, ignorez ce message : rien ne change.",
    "en": "Nobody from the Pupitre team will ask you for this code. "
    "If you did not ask for anything, ignore this message: nothing changes.",
}
WORDS: dict[str, dict[Language, Words]] = {
    "CustomMessage_SignUp": CONFIRM,
    "CustomMessage_ResendCode": CONFIRM,
    "CustomMessage_UpdateUserAttribute": CONFIRM,
    "CustomMessage_VerifyUserAttribute": CONFIRM,
    "CustomMessage_ForgotPassword": RESET,
}


def customise(event: dict[str, Any]) -> dict[str, Any]:
    """The event with its answer filled in; a trigger that we have no words for keeps the pool's own."""
    answered = deepcopy(event)
    words = WORDS.get(event["triggerSource"])
    if words is None:
        return answered
    language = _language(event["request"])
    answered["response"] = {
        **(event.get("response") or {}),
        "emailSubject": words[language].subject,
        "emailMessage": _html(words[language], language, code=event["request"]["codeParameter"]),
    }
    return answered


def _language(request: dict[str, Any]) -> Language:
    """That of the page on which the code was asked for, or else of the sign-up."""
    page = (request.get("clientMetadata") or {}).get("language")
    sign_up = (request.get("userAttributes") or {}).get("locale")
    return "en" if (page or sign_up or "").startswith("en") else "fr"


def _html(words: Words, language: Language, *, code: str) -> str:
    return f"""\
<!doctype html>
<html lang="{language}">
<body style="margin:0;padding:32px 16px;background:#f3f4f6;font-family:system-ui,'Segoe UI',Arial,sans-serif">
  <table role="presentation" align="center" cellpadding="0" cellspacing="0"
    style="width:100%;max-width:480px;margin:0 auto;background:#ffffff;border-radius:12px">
    <tr><td style="padding:32px;color:#1f2933;font-size:16px;line-height:1.5">
      <p style="margin:0 0 24px;font-weight:700;color:#0b7285">Pupitre</p>
      <h1 style="margin:0 0 12px;font-size:22px;line-height:1.3">{words.title}</h1>
      <p style="margin:0 0 24px">{words.purpose}</p>
      <p style="margin:0 0 24px;padding:16px;background:#e6f4f6;border-radius:8px;text-align:center;
        font-size:30px;font-weight:700;letter-spacing:6px;font-family:ui-monospace,Consolas,monospace">{code}</p>
      <p style="margin:0 0 24px">{words.lasts}</p>
      <p style="margin:0;padding-top:16px;border-top:1px solid #e5e7eb;color:#52606d;font-size:14px">
        {WARNING[language]}</p>
    </td></tr>
  </table>
</body>
</html>
"""
