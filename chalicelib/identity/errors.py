"""Refusals of sign-up, sessions and roles. None tells whether an address is known."""

import math
from datetime import timedelta

from chalicelib.core.errors import Kind, Refusal


class WeakPassword(Refusal):
    code, kind = "weak_password", Kind.INVALID
    fr = "Dix caractères au moins, dont une majuscule, une minuscule et un chiffre, sans espace au bord."
    en = "At least ten characters, with a capital, a small letter and a digit, and no space at either end."


class UnusableEmail(Refusal):
    code, kind = "unusable_email", Kind.INVALID
    fr, en = "Cette adresse e-mail n'est pas acceptée.", "This e-mail address is not accepted."


class WrongCode(Refusal):
    code, kind, about = "wrong_code", Kind.INVALID, "code"
    fr = "Ce code n'est pas valable ou n'est plus valable. Demandez-en un nouveau."
    en = "This code is not valid, or not any more. Ask for a new one."


class WrongCredentials(Refusal):
    """Also the answer for an address that waits for its code, and while the pool holds a login back after failures:
    another answer would tell that the address is known."""

    code, kind = "wrong_credentials", Kind.UNAUTHENTICATED
    fr = (
        "E-mail ou mot de passe incorrect, ou adresse pas encore confirmée. "
        "Après plusieurs échecs, attendez quelques minutes."
    )
    en = "Wrong e-mail or password, or an address not yet confirmed. After several failures, wait a few minutes."


class EmailUnconfirmed(Refusal):
    """Only ever said to whoever gave the right password."""

    code, kind = "email_unconfirmed", Kind.FORBIDDEN
    fr = "Confirmez d'abord votre adresse avec le code reçu par e-mail."
    en = "Confirm your address first, with the code sent by e-mail."


class NewPasswordNeeded(Refusal):
    code, kind = "new_password_needed", Kind.FORBIDDEN
    fr = "Choisissez un nouveau mot de passe avec « Mot de passe oublié »."
    en = "Choose a new password with “Forgot password”."


class SessionOver(Refusal):
    code, kind = "session_over", Kind.UNAUTHENTICATED
    fr, en = "Votre session est terminée. Reconnectez-vous.", "Your session is over. Sign in again."


class TooManyTries(Refusal):
    """`retry_after` is told in seconds, also as a header (kit.http)."""

    code, kind = "too_many_tries", Kind.TOO_MANY
    fr = "Trop d'essais. Réessayez dans {minutes} min."
    en = "Too many tries. Try again in {minutes} min."

    def __init__(self, retry_after: timedelta = timedelta(minutes=1)) -> None:
        seconds = max(1, math.ceil(retry_after.total_seconds()))
        super().__init__(retry_after=seconds, minutes=math.ceil(seconds / 60))


class RoleTooLow(Refusal):
    """Said to members only: others are not told that the host exists."""

    code, kind = "role_too_low", Kind.FORBIDDEN
    fr, en = "Votre rôle ne le permet pas.", "Your role does not allow it."
