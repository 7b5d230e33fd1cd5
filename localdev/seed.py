"""The demo that a fresh product starts with, planted through the API as people would.

Every step finds what an interrupted start left behind. Once planted it is never planted again: what people made
of it since is theirs.
"""

import json
from dataclasses import dataclass
from typing import Any

import boto3

from chalicelib.core import clock
from chalicelib.core.facts import SYSTEM
from chalicelib.legal.model import legal_day
from localdev import demo
from localdev.console.mailbox import Mailbox
from localdev.doubles.stripe import applicant
from localdev.gateway import Answer, Gateway

PASSWORD = "Pupitre-demo-1"  # noqa: S105 - printed at every start, for addresses that cannot receive mail
# Kept beside the data that it speaks of, so that a kill loses both or neither.
MARK = "/pupitre/local/demo-planted"
LOCAL_PAGES = "http://127.0.0.1:"


class NotPlanted(RuntimeError):
    """A step of the demo was refused."""


@dataclass(frozen=True)
class Login:
    role: str
    email: str
    given_name: str
    family_name: str


HOST = Login("host", "hote@demo.pupitre.example", "Hôte", "Démo")
COWORKER = Login("coworker", "coworker@demo.pupitre.example", "Coworker", "Démo")
MODERATOR = Login("moderator", "moderation@demo.pupitre.example", "Modération", "Démo")
OPERATOR = Login("operator", "exploitation@demo.pupitre.example", "Exploitation", "Démo")
LOGINS = (HOST, COWORKER, MODERATOR, OPERATOR)


def plant(gateway: Gateway, mailbox: Mailbox) -> None:
    """Raises NotPlanted; starting again goes on where it stopped."""
    ssm = boto3.client("ssm")
    try:
        ssm.get_parameter(Name=MARK)
    except ssm.exceptions.ParameterNotFound:
        _Gardener(gateway, mailbox).plant()
        ssm.put_parameter(Name=MARK, Value="yes", Type="String", Overwrite=True)


class _Gardener:
    def __init__(self, gateway: Gateway, mailbox: Mailbox) -> None:
        self._gateway = gateway
        self._mailbox = mailbox

    def plant(self) -> None:
        tokens = {login: self._token(login) for login in LOGINS}
        for login in (MODERATOR, OPERATOR):
            _name_staff(login)
        host = self._post("/hosts", demo.HOST, tokens[HOST], key="demo-host")
        may_sell = self._make_sellers(host, tokens)
        spaces = f"/hosts/{host['id']}/spaces"
        space = self._post(spaces, demo.PUBLISHED, tokens[HOST], key="demo-published")
        self._post(spaces, demo.DRAFT, tokens[HOST], key="demo-draft")
        space = self._get(f"{spaces}/{space['id']}", tokens[HOST])
        if space["status"] == "draft" and may_sell:
            space = self._post(f"{spaces}/{space['id']}/submission", None, tokens[HOST], key="demo-submission")
        if space["status"] == "in_moderation":
            publication = f"/moderation/spaces/{space['id']}/publication"
            version = int(space["version"])
            self._expect(
                self._call("POST", publication, token=tokens[MODERATOR], key="demo-publication", version=version),
                publication,
            )

    def _make_sellers(self, host: Any, tokens: dict[Login, str]) -> bool:
        """Paid rooms want complete billing settings of both, and the host's mandate and account. False when only a
        person can open that: Stripe itself asks who he is."""
        today = legal_day(clock.now()).isoformat()
        self._save_once("/operations/billing-settings", demo.platform_settings(today), tokens[OPERATOR])
        self._save_once(f"/hosts/{host['id']}/billing-settings", demo.host_settings(today), tokens[HOST])
        mandate = self._get(f"/hosts/{host['id']}/mandate", tokens[HOST])
        if mandate["state"]["status"] != "active":
            version = {"version": mandate["text"]["text_version"]}
            self._post(f"/hosts/{host['id']}/mandate", version, tokens[HOST], key="demo-mandate")
        return self._collects(f"/hosts/{host['id']}/collection", tokens[HOST])

    def _collects(self, collection: str, token: str) -> bool:
        if not self._get(collection, token)["can_receive"]:
            form = self._post(f"{collection}/onboarding", None, token)["url"]
            if not form.startswith(LOCAL_PAGES):
                return False
            applicant.finish(form)
        return bool(self._post(f"{collection}/refresh", None, token)["can_receive"])

    def _save_once(self, path: str, body: Any, token: str) -> None:
        if self._get(path, token)["version"] == 0:
            self._expect(self._call("PUT", path, body, token=token, version=0), path)

    def _token(self, login: Login) -> str:
        credentials = {"email": login.email, "password": PASSWORD}
        answer = self._call("POST", "/auth/sign-in", credentials)
        if answer.status != 200:
            self._open(login)
            answer = self._expect(self._call("POST", "/auth/sign-in", credentials), "/auth/sign-in")
        token: str = answer.json()["access_token"]
        return token

    def _open(self, login: Login) -> None:
        """Also finishes what a start that was cut short began: signing up again mails another code."""
        names = {"given_name": login.given_name, "family_name": login.family_name, "language": "fr"}
        self._post("/auth/sign-up", {"email": login.email, "password": PASSWORD, **names})
        self._confirm(login)

    def _confirm(self, login: Login) -> None:
        codes = [mail.code for mail in self._mailbox.mails(login.email) if mail.code]
        if not codes:
            raise NotPlanted(f"No code was mailed to {login.email}.")
        self._post("/auth/confirm", {"email": login.email, "code": codes[0]})

    def _get(self, path: str, token: str) -> Any:
        return self._expect(self._call("GET", path, token=token), path).json()

    def _post(self, path: str, body: Any, token: str = "", key: str = "") -> Any:
        answer = self._expect(self._call("POST", path, body, token=token, key=key), path)
        return answer.json() if answer.body else None

    def _call(
        self, method: str, path: str, body: Any = None, *, token: str = "", key: str = "", version: int | None = None
    ) -> Answer:
        headers = {"Content-Type": "application/json", "Accept-Language": "fr"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if key:
            headers["Idempotency-Key"] = key
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        content = b"" if body is None else json.dumps(body).encode()
        return self._gateway.call(method, f"/api/v1{path}", headers, content)

    def _expect(self, answer: Answer, path: str) -> Answer:
        if answer.status >= 400:
            raise NotPlanted(f"The demo data: {path} answered {answer.status} {answer.body.decode()}")
        return answer


def _name_staff(login: Login) -> None:
    # Not at the top: the stores name their table while they are imported, when it is not known yet.
    from chalicelib.identity import bootstrap
    from chalicelib.identity.model import StaffRole
    from chalicelib.identity.user_pool import login_at
    from chalicelib.kit.unit_of_work import UnitOfWork

    holder = login_at(login.email)
    assert holder is not None
    bootstrap.name_staff(holder, [StaffRole(login.role)], uow=UnitOfWork(now=clock.now(), actor=SYSTEM))
