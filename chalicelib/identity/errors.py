"""Refusals of sign-up and sessions. None tells whether an address is known."""

from chalicelib.core.errors import Kind, Refusal


class WeakPassword(Refusal):
    code, kind = "weak_password", Kind.INVALID
    fr = "Dix caractères au moins, dont une majuscule, une minuscule et un chiffre, sans espace au bord."
    en = "At least ten characters, with a capital, a small letter and a digit, and no space at either end."


class UnusableEmail(Refusal):
    code, kind = "unusable_email", Kind.INVALID
    fr, en = "Cette adresse e-mail n'est pas acceptée.", "This e-mail address is not accepted."


class CodeNotSent(Refusal):
    code, kind = "code_not_sent", Kind.UNAVAILABLE
    fr = "L'e-mail qui porte votre code n'a pas pu partir. Réessayez dans quelques minutes."
    en = "The e-mail with your code could not be sent. Try again in a few minutes."


class WrongCode(Refusal):
    code, kind, about = "wrong_code", Kind.INVALID, "code"
    fr = "Ce code n'est pas valable ou n'est plus valable. Demandez-en un nouveau."
    en = "This code is not valid, or not any more. Ask for a new one."


class WrongCredentials(Refusal):
    """Also the answer while the pool holds a login back after failures: another would tell that it exists."""

    code, kind = "wrong_credentials", Kind.UNAUTHENTICATED
    fr = "E-mail ou mot de passe incorrect. Après plusieurs échecs, attendez quelques minutes."
    en = "Wrong e-mail or password. After several failures, wait a few minutes."


class EmailUnconfirmed(Refusal):
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
    code, kind = "too_many_tries", Kind.TOO_MANY
    fr = "Trop d'essais. Attendez quelques minutes."
    en = "Too many tries. Wait a few minutes."
