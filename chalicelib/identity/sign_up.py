"""Opening a login in the user pool, and getting back into it.

No answer tells whether an address is known. The pool hides it for most calls (PreventUserExistenceErrors);
those for which it does not are silenced here, down to a code that could not be mailed.
"""

import re
from dataclasses import field

from botocore.exceptions import ClientError

from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass
from chalicelib.identity.errors import UnusableEmail, WeakPassword, WrongCode
from chalicelib.identity.user_pool import TRIED_TOO_OFTEN, address, mailing, refusing, silent_on
from chalicelib.kit.aws import cognito
from chalicelib.kit.settings import settings

STRONG = re.compile(r"(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])\S.{8,}\S", re.DOTALL)
"""The password policy of the pool (infra/parts/identity.yaml)."""


@dataclass(frozen=True)
class Candidate:
    email: str
    password: str = field(repr=False)
    given_name: str
    family_name: str
    language: Language


def sign_up(candidate: Candidate) -> None:
    """Opens a login and has its code mailed. For an address that is already confirmed, nothing happens.

    The first password of an address stays until its reader changes it. Whoever took the address before its
    owner gains nothing that lasts: the owner resets the password, which ends every session.

    Raises WeakPassword, UnusableEmail, TooManyTries.
    """
    # Not left to the pool: it may look at the address first, and a weak password would then tell known ones.
    require_strong(candidate.password)
    try:
        with refusing(InvalidPasswordException=WeakPassword), mailing():
            cognito().sign_up(
                ClientId=settings().user_pool_client_id,
                Username=address(candidate.email),
                Password=candidate.password,
                UserAttributes=[
                    {"Name": "email", "Value": address(candidate.email)},
                    {"Name": "given_name", "Value": candidate.given_name},
                    {"Name": "family_name", "Value": candidate.family_name},
                    {"Name": "locale", "Value": candidate.language},
                ],
                ClientMetadata={"language": candidate.language},
            )
    except cognito().exceptions.UsernameExistsException:
        # Whoever lost the first code gets another one; a confirmed address gets nothing.
        resend_code(candidate.email, candidate.language)
    except cognito().exceptions.InvalidParameterException as invalid:
        if _is_about_email(invalid):
            raise UnusableEmail("email") from invalid
        raise


def confirm(email: str, code: str) -> None:
    """Also refuses an address that is already confirmed: a success would tell that it is known.

    Raises WrongCode, TooManyTries.
    """
    with refusing(
        CodeMismatchException=WrongCode,
        ExpiredCodeException=WrongCode,
        NotAuthorizedException=WrongCode,
        UserNotFoundException=WrongCode,
        AliasExistsException=WrongCode,
        InvalidParameterException=WrongCode,
        **dict.fromkeys(TRIED_TOO_OFTEN, WrongCode),
    ):
        cognito().confirm_sign_up(
            ClientId=settings().user_pool_client_id, Username=address(email), ConfirmationCode=code
        )


def resend_code(email: str, language: Language) -> None:
    """Raises TooManyTries."""
    with (
        refusing(),
        mailing(),
        # "User is already confirmed.", "User is disabled."
        silent_on("UserNotFoundException", "InvalidParameterException", "NotAuthorizedException"),
    ):
        cognito().resend_confirmation_code(
            ClientId=settings().user_pool_client_id,
            Username=address(email),
            ClientMetadata={"language": language},
        )


def forgot_password(email: str, language: Language) -> None:
    """Raises TooManyTries."""
    with (
        refusing(),
        mailing(),
        # Unverified addresses and disabled logins: "no registered/verified email", "User is disabled."
        silent_on("UserNotFoundException", "InvalidParameterException", "NotAuthorizedException"),
    ):
        cognito().forgot_password(
            ClientId=settings().user_pool_client_id,
            Username=address(email),
            ClientMetadata={"language": language},
        )


def reset_password(email: str, code: str, password: str) -> None:
    """Also ends every session: somebody else may have known the old password.

    Raises WrongCode, WeakPassword, TooManyTries.
    """
    require_strong(password)
    with refusing(
        CodeMismatchException=WrongCode,
        ExpiredCodeException=WrongCode,
        UserNotFoundException=WrongCode,
        UserNotConfirmedException=WrongCode,
        NotAuthorizedException=WrongCode,
        # No verified address to reset the password with.
        InvalidParameterException=WrongCode,
        InvalidPasswordException=WeakPassword,
        PasswordHistoryPolicyViolationException=WeakPassword,
        **dict.fromkeys(TRIED_TOO_OFTEN, WrongCode),
    ):
        cognito().confirm_forgot_password(
            ClientId=settings().user_pool_client_id,
            Username=address(email),
            ConfirmationCode=code,
            Password=password,
        )
    with refusing():
        cognito().admin_user_global_sign_out(UserPoolId=settings().user_pool_id, Username=address(email))


def require_strong(password: str) -> None:
    """Raises WeakPassword."""
    if not STRONG.fullmatch(password):
        raise WeakPassword("password")


def _is_about_email(invalid: ClientError) -> bool:
    return "email" in invalid.response["Error"]["Message"].lower()
