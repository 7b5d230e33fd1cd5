"""What the holder of a connected account sees: Stripe's questions (onboarding), and the Express dashboard."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from localdev.doubles.stripe import account_links, balance, deadlines, login_links, onboarding, single_use
from localdev.doubles.stripe.account_shapes import status_of
from localdev.doubles.stripe.clock import current_time
from localdev.doubles.stripe.errors import StripeFailure
from localdev.doubles.stripe.hosted_page import TEMPLATES
from localdev.doubles.stripe.onboarding import Bank
from localdev.doubles.stripe.store import Store
from localdev.doubles.stripe.texts import CAPABILITY_LABELS, PAYOUT_LABELS, TEXTS, money
from localdev.doubles.stripe.unit_of_work import Configuration, Json, UnitOfWork
from localdev.doubles.stripe.webhooks import Courier
from localdev.doubles.stripe.wire import Answer, Call, page_answer, redirect

_VISITS = "/connect/visits"
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_WITH_ANSWERS = ("finish", "pending")
_OUTCOMES = (*_WITH_ANSWERS, "later", "reject", "restrict")
_SHOWN = 50


class ConnectPages:
    def __init__(self, store: Store, configuration: Configuration, courier: Courier) -> None:
        self._store = store
        self._configuration = configuration
        self._courier = courier

    def answer(self, call: Call) -> Answer:
        try:
            return self._answer(call)
        except StripeFailure as refused:
            # An account that was closed, or asks for nothing: its links outlive it.
            return self._notice(refused.status, "link_missing")

    def _answer(self, call: Call) -> Answer:
        with self._store.transaction() as connection:
            due = deadlines.run_due(connection, self._configuration)
            unit = UnitOfWork(connection, current_time(connection), self._configuration)
            answer = self._answer_in(unit, call)
            self._courier.hold(unit.emitted)
        self._courier.release(due)
        return Answer(answer.status, answer.content, answer.content_type, answer.headers, events=tuple(unit.emitted))

    def _answer_in(self, unit: UnitOfWork, call: Call) -> Answer:
        path, _, token = call.path.rpartition("/")
        if path == account_links.PATH:
            link, visit = single_use.open_once(unit, account_links.KIND, token)
            if link and visit is None:
                return redirect(_addresses(link)["refresh_url"])
            return redirect(f"{_VISITS}/{visit}") if link else self._notice(404, "link_missing")
        if path == login_links.PATH:
            link, visit = single_use.open_once(unit, login_links.KIND, token)
            if link and visit is None:
                return self._notice(410, "link_used")
            return redirect(f"{_VISITS}/{visit}") if link else self._notice(404, "link_missing")
        visited = unit.find(token) if path == _VISITS else None
        if visited is None or not visited["object"].endswith(".visit"):
            return self._notice(404, "link_missing")
        account = unit.get("v2.core.account", visited["account"])
        if visited["object"] == f"{login_links.KIND}.visit":
            return self._dashboard(unit, account)
        return self._onboarding(unit, call, account, unit.get(account_links.KIND, visited["link"]))

    def _onboarding(self, unit: UnitOfWork, call: Call, account: Json, link: Json) -> Answer:
        if call.method != "POST":
            return self._form(call.path, account, {}, {})
        fields = {name: str(value).strip() for name, value in call.fields().items()}
        outcome, bank = fields.get("outcome"), Bank.of(_iban(fields))
        if outcome not in _OUTCOMES:
            return self._form(call.path, account, fields, {})
        problems = _problems(fields) if outcome in _WITH_ANSWERS else {}
        if problems:
            return self._form(call.path, account, fields, problems)
        if outcome == "finish":
            onboarding.finish(unit, account, bank)
        elif outcome == "pending":
            onboarding.verify(unit, account, bank)
        elif outcome == "reject":
            onboarding.reject(unit, account)
        elif outcome == "restrict":
            onboarding.restrict(unit, account)
        addresses = _addresses(link)
        return redirect(str(addresses.get("return_url", addresses["refresh_url"])))

    def _form(self, path: str, account: Json, fields: Mapping[str, str], problems: Mapping[str, str]) -> Answer:
        return self._render(
            200 if not problems else 422,
            "onboarding.html",
            path=path,
            name=_name_of(account),
            typed={name: fields.get(name, "") for name in ("representative", "iban")},
            problems=problems,
        )

    def _dashboard(self, unit: UnitOfWork, account: Json) -> Answer:
        there = unit.within(account["id"])
        currency = account["defaults"]["currency"] or "eur"
        received = [one for one in unit.all("transfer") if one["destination"] == account["id"]]
        return self._render(
            200,
            "dashboard.html",
            name=_name_of(account),
            state=CAPABILITY_LABELS.get(status_of(account), status_of(account)),
            available=money(balance.held(there, currency, "available"), currency, "fr"),
            pending=money(balance.held(there, currency, "pending"), currency, "fr"),
            transfers=received[:_SHOWN],
            payouts=there.all("payout")[:_SHOWN],
            payout_labels=PAYOUT_LABELS,
            money=lambda amount, one: money(amount, one, "fr"),
            day=lambda seconds: datetime.fromtimestamp(seconds, UTC).strftime("%d/%m/%Y"),
        )

    def _notice(self, status: int, what: str) -> Answer:
        return self._render(status, "notice.html", what=what, back_to=None)

    def _render(self, status: int, template: str, **values: Any) -> Answer:
        merchant = self._configuration.merchant_name
        page = TEMPLATES.get_template(template)
        return page_answer(status, page.render(t=TEXTS["fr"], language="fr", merchant=merchant, **values))


def _addresses(link: Json) -> Json:
    use_case = link["use_case"]
    found: Json = use_case[use_case["type"]]
    return found


def _name_of(account: Json) -> str:
    return str(account["display_name"] or account["contact_email"] or account["id"])


def _iban(fields: Mapping[str, str]) -> str:
    return re.sub(r"\s", "", fields.get("iban", "")).upper()


def _problems(fields: Mapping[str, str]) -> dict[str, str]:
    found = {}
    if not fields.get("representative"):
        found["representative"] = "Saisissez le nom du représentant."
    if not _IBAN.fullmatch(_iban(fields)):
        found["iban"] = "Saisissez un IBAN, par exemple FR14 2004 1010 0505 0001 3M02 606."
    return found
