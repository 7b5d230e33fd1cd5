"""Cognito as far as identity calls it: moto accepts any code and knows neither PreventUserExistenceErrors nor
verified addresses. Errors are those that AWS documents for each call."""

from dataclasses import dataclass, field
from typing import Any, NoReturn

from chalicelib.kit.aws import cognito

CODE = "424242"


@dataclass
class Login:
    sub: str
    password: str
    attributes: dict[str, str]
    status: str = "UNCONFIRMED"
    code: str | None = None
    disabled: bool = False


@dataclass
class FakePool:
    logins: dict[str, Login] = field(default_factory=dict)
    mails: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    failures: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.exceptions = cognito().exceptions

    def fail(self, operation: str, code: str, message: str = "") -> None:
        """Makes the next calls of an operation fail."""
        self.failures[operation] = (code, message)

    def holds(self, email: str = "ada@example.org", *, password: str = "", sub: str = "sub-ada") -> Login:
        """A confirmed login."""
        attributes = {
            "email": email, "email_verified": "true", "given_name": "Ada", "family_name": "Lovelace", "locale": "fr",
        }  # fmt: skip
        self.logins[email] = Login(sub, password, attributes, status="CONFIRMED")
        return self.logins[email]

    def sign_up(self, **call: Any) -> dict[str, Any]:
        self._enter("SignUp", call)
        email = call["Username"]
        if email in self.logins:
            self._raise("SignUp", "UsernameExistsException")
        attributes = {each["Name"]: each["Value"] for each in call["UserAttributes"]}
        self.logins[email] = Login(f"sub-{len(self.logins)}", call["Password"], attributes)
        self._mail("sign-up", email, call)
        return {"UserConfirmed": False}

    def resend_confirmation_code(self, **call: Any) -> dict[str, Any]:
        self._enter("ResendConfirmationCode", call)
        login = self._enabled("ResendConfirmationCode", call["Username"])
        if login and login.status == "CONFIRMED":
            self._raise("ResendConfirmationCode", "InvalidParameterException", "User is already confirmed.")
        if login:
            self._mail("resend", call["Username"], call)
        return {}

    def confirm_sign_up(self, **call: Any) -> dict[str, Any]:
        self._enter("ConfirmSignUp", call)
        login = self.logins.get(call["Username"])
        if login is None:
            self._raise("ConfirmSignUp", "ExpiredCodeException")
        if login.status == "CONFIRMED":
            message = "User cannot be confirmed. Current status is CONFIRMED"
            self._raise("ConfirmSignUp", "NotAuthorizedException", message)
        if call["ConfirmationCode"] != login.code:
            self._raise("ConfirmSignUp", "CodeMismatchException")
        login.status = "CONFIRMED"
        login.attributes["email_verified"] = "true"
        return {}

    def forgot_password(self, **call: Any) -> dict[str, Any]:
        self._enter("ForgotPassword", call)
        login = self._enabled("ForgotPassword", call["Username"])
        if login and login.attributes.get("email_verified") != "true":
            message = "Cannot reset password for the user as there is no registered/verified email"
            self._raise("ForgotPassword", "InvalidParameterException", message)
        if login:
            self._mail("forgot", call["Username"], call)
        return {}

    def confirm_forgot_password(self, **call: Any) -> dict[str, Any]:
        self._enter("ConfirmForgotPassword", call)
        login = self.logins.get(call["Username"])
        if login is None:
            self._raise("ConfirmForgotPassword", "ExpiredCodeException")
        if call["ConfirmationCode"] != login.code:
            self._raise("ConfirmForgotPassword", "CodeMismatchException")
        login.password = call["Password"]
        return {}

    def admin_user_global_sign_out(self, **call: Any) -> dict[str, Any]:
        self._enter("AdminUserGlobalSignOut", call)
        owner = call["Username"]
        self.refresh_tokens = {token: email for token, email in self.refresh_tokens.items() if email != owner}
        return {}

    def initiate_auth(self, **call: Any) -> dict[str, Any]:
        self._enter("InitiateAuth", call)
        given = call["AuthParameters"]
        if call["AuthFlow"] == "REFRESH_TOKEN_AUTH":
            email = self.refresh_tokens.get(given["REFRESH_TOKEN"])
            if email is None:
                self._raise("InitiateAuth", "NotAuthorizedException", "Refresh Token has been revoked")
            return {"AuthenticationResult": {"AccessToken": f"access:{email}", "ExpiresIn": 1800}}
        login = self.logins.get(given["USERNAME"])
        # Whatever the password: the pool would tell which addresses wait for their code.
        if login and login.status == "UNCONFIRMED":
            self._raise("InitiateAuth", "UserNotConfirmedException")
        if login is None or login.password != given["PASSWORD"]:
            self._raise("InitiateAuth", "NotAuthorizedException", "Incorrect username or password.")
        self._enabled("InitiateAuth", given["USERNAME"])
        if login.status == "FORCE_CHANGE_PASSWORD":
            return {"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "-"}
        token = f"refresh-{len(self.calls)}"
        self.refresh_tokens[token] = given["USERNAME"]
        access = f"access:{given['USERNAME']}"
        return {"AuthenticationResult": {"AccessToken": access, "ExpiresIn": 1800, "RefreshToken": token}}

    def revoke_token(self, **call: Any) -> dict[str, Any]:
        self._enter("RevokeToken", call)
        self.refresh_tokens.pop(call["Token"], None)
        return {}

    def get_user(self, **call: Any) -> dict[str, Any]:
        self._enter("GetUser", call)
        return self._described(self.logins[call["AccessToken"].removeprefix("access:")])

    def admin_get_user(self, **call: Any) -> dict[str, Any]:
        self._enter("AdminGetUser", call)
        if call["Username"] not in self.logins:
            self._raise("AdminGetUser", "UserNotFoundException")
        return self._described(self.logins[call["Username"]])

    def _enabled(self, operation: str, email: str) -> Login | None:
        login = self.logins.get(email)
        if login and login.disabled:
            self._raise(operation, "NotAuthorizedException", "User is disabled.")
        return login

    def _described(self, login: Login) -> dict[str, Any]:
        values = {"sub": login.sub, **login.attributes}
        attributes = [{"Name": name, "Value": value} for name, value in values.items()]
        return {"Username": login.sub, "UserAttributes": attributes, "UserStatus": login.status}

    def _enter(self, operation: str, call: dict[str, Any]) -> None:
        self.calls.append((operation, call))
        if operation in self.failures:
            self._raise(operation, *self.failures[operation])

    def _mail(self, why: str, email: str, call: dict[str, Any]) -> None:
        self.logins[email].code = CODE
        self.mails.append((why, email, call.get("ClientMetadata", {})))

    def _raise(self, operation: str, code: str, message: str = "") -> NoReturn:
        failure: Any = self.exceptions.from_code(code)
        raise failure({"Error": {"Code": code, "Message": message}}, operation)
