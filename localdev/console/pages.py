"""Routes of the console: pages for people, JSON for browser journeys, forms that lead back to their page."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import jinja2

from localdev.clock import MovableClock
from localdev.console import guard, words
from localdev.console.mailbox import Mailbox
from localdev.console.queues import Queues, UnknownQueue
from localdev.gateway import Answer, message
from localdev.lambdas import Lambdas
from localdev.mishaps import Mishaps
from localdev.pump import Pump
from localdev.schedules import Run

HERE = Path(__file__).parent
ASSETS = {"console.css": "text/css; charset=utf-8", "console.js": "text/javascript; charset=utf-8"}
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A mail may link out but never run anything, nor act with the console's origin.
MAIL_POLICY = (
    "default-src 'none'; img-src data: https:; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
)
TEMPLATES.filters.update(
    moment=words.moment,
    short=words.moment_to_the_minute,
    short_moment=words.short_moment,
    offset=words.offset,
    rate=words.rate,
)


@dataclass(frozen=True)
class Insides:
    """What the console shows and moves."""

    port: int
    stage: Mapping[str, str]
    stripe_page: str
    mailbox: Mailbox
    queues: Queues
    clock: MovableClock
    pump: Pump
    lambdas: Lambdas
    mishaps: Mishaps


@dataclass(frozen=True)
class Done:
    """The result of an action, and the page to go back to when a form asked for it."""

    result: Any
    page: str


Fields = Mapping[str, Any]


class Console:
    def __init__(self, insides: Insides) -> None:
        self._in = insides
        self._hosts = guard.hosts_of(insides.port)
        self._pages: Mapping[str, Callable[[Mapping[str, str]], Answer]] = {
            "": self._mail_page,
            "/mails": self._mails,
            "/state": self._state,
            "/time": lambda _: self._page("time.html", runs=self._in.pump.schedules.last_runs),
            "/queues": lambda _: self._page("queues.html", queues=self._in.queues.all()),
            "/errors": lambda _: self._page("errors.html", mishaps=self._in.mishaps.latest()),
        }

    def answer(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """`path` begins with /_local; `headers` have lower-case names."""
        refused = guard.refusal(method, headers, self._hosts)
        if refused:
            return _json({"error": refused}, 403)
        path = path.removeprefix("/_local").rstrip("/")
        if method == "POST":
            return self._act(path, headers, body)
        asked = dict(parse_qsl(query, keep_blank_values=True))
        if path in self._pages:
            return self._pages[path](asked)
        match path.split("/")[1:]:
            case ["assets", name] if name in ASSETS:
                return _answer(200, ASSETS[name], (HERE / "assets" / name).read_bytes())
            case ["mails", mail_id]:
                return self._mail_page({**asked, "id": mail_id})
            case ["mails", mail_id, "html"]:
                return self._mail_html(mail_id)
        return _json({"error": "Rien ici."}, 404)

    def _act(self, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        sent_by_a_form = headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
        try:
            fields = _form(body) if sent_by_a_form else json.loads(body or b"{}")
            done = self._action(path, fields)
        except (ValueError, TypeError, LookupError) as problem:
            unknown = isinstance(problem, UnknownQueue | KeyError)
            return _json({"error": f"{type(problem).__name__}: {problem}"}, 404 if unknown else 400)
        if sent_by_a_form:
            return Answer(303, message({"Location": f"/_local{done.page}", "Content-Length": "0"}), b"")
        return _json(done.result)

    def _action(self, path: str, fields: Fields) -> Done:
        match path.split("/")[1:]:
            case ["clock"]:
                return Done(self._move_clock(fields), "/time")
            case ["schedules", name]:
                run = self._in.pump.schedules.run(name)
                self._in.pump.wake()
                return Done(_told(run), "/time")
            case ["queues", name, "redrive"]:
                moved = self._in.queues.redrive(name)
                self._in.pump.wake()
                return Done({"moved": moved}, "/queues")
            case ["errors", "forget"]:
                self._in.mishaps.forget()
                return Done({}, "/errors")
            case ["code-mail"]:
                # The local Cognito calls its CustomMessage trigger here.
                return Done(self._in.lambdas.invoke("customise_code_mail", dict(fields)), "")
        raise KeyError(path)

    def _move_clock(self, fields: Fields) -> dict[str, Any]:
        """What became due is done before this returns, so that whoever waits for it can look at once."""
        clock = self._in.clock
        if "advance_seconds" in fields:
            clock.advance(int(fields["advance_seconds"]))
        elif "to" in fields:
            clock.move_to(round((words.instant_of(fields["to"]) - datetime.now(UTC)).total_seconds()))
        elif "offset_seconds" in fields:
            clock.move_to(int(fields["offset_seconds"]))
        else:
            raise ValueError("advance_seconds, offset_seconds or to is missing")
        runs = self._in.pump.schedules.run_all()
        self._in.pump.wake()
        return {**self._time(), "schedules": [_told(run) for run in runs]}

    def _time(self) -> dict[str, Any]:
        return {"now": self._in.clock.now().isoformat(), "offset_seconds": self._in.clock.offset_seconds}

    def _state(self, _: Mapping[str, str]) -> Answer:
        queues = {queue.name: queue.visible + queue.hidden for queue in self._in.queues.all()}
        errors = len(self._in.mishaps.latest())
        return _json({"clock": self._time(), "queues": queues, "errors": errors, "stage": dict(self._in.stage)})

    def _mails(self, asked: Mapping[str, str]) -> Answer:
        mails = self._in.mailbox.mails(asked.get("to", ""))
        return _json([{**asdict(mail), "at": mail.at.isoformat()} for mail in mails])

    def _mail_page(self, asked: Mapping[str, str]) -> Answer:
        mails = self._in.mailbox.mails(asked.get("to", ""))
        opened = next((mail for mail in mails if mail.id == asked.get("id")), None)
        if "id" in asked and opened is None:
            return _json({"error": "Ce message n'existe plus."}, 404)
        return self._page("mails.html", mails=mails, opened=opened, to=asked.get("to", ""))

    def _mail_html(self, mail_id: str) -> Answer:
        mail = self._in.mailbox.mail(mail_id)
        if mail is None:
            return _json({"error": "Ce message n'existe plus."}, 404)
        # Links would open inside the frame, where the site refuses to be shown.
        content = f'<base target="_blank">{mail.html}'
        return _answer(200, "text/html; charset=utf-8", content.encode(), policy=MAIL_POLICY)

    def _page(self, template: str, **values: Any) -> Answer:
        html = TEMPLATES.get_template(template).render(
            **values,
            page=template,
            stage=self._in.stage,
            clock=self._in.clock,
            schedules=self._in.pump.schedules.rates,
            stripe_page=self._in.stripe_page,
            errors=len(self._in.mishaps.latest()),
        )
        return _answer(200, "text/html; charset=utf-8", html.encode())


def _form(body: bytes) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}


def _told(run: Run) -> dict[str, Any]:
    return {**asdict(run), "at": run.at.isoformat()}


def _json(value: Any, status: int = 200) -> Answer:
    content = json.dumps(value, ensure_ascii=False, indent=2, default=str).encode()
    return _answer(status, "application/json; charset=utf-8", content)


def _answer(status: int, content_type: str, content: bytes, policy: str = PAGE_POLICY) -> Answer:
    headers = {
        "Content-Type": content_type,
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        # With no-referrer browsers send "Origin: null" with our own forms.
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return Answer(status, message(headers), content)
