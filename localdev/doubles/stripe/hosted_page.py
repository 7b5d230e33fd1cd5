"""The page a payer sees: the form, the bank's 3-D Secure step, and what a closed session shows."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from localdev.doubles.stripe import deadlines, faults, payment
from localdev.doubles.stripe.card_form import CardForm, read_card_form
from localdev.doubles.stripe.cards import GENERIC_DECLINE, QUICK_CARDS
from localdev.doubles.stripe.clock import current_time
from localdev.doubles.stripe.faults import FaultKind
from localdev.doubles.stripe.store import Store
from localdev.doubles.stripe.texts import TEXTS, Language, language_of, money
from localdev.doubles.stripe.unit_of_work import Configuration, Json, UnitOfWork
from localdev.doubles.stripe.webhooks import Courier
from localdev.doubles.stripe.wire import Answer, Call, page_answer, redirect

TEMPLATES = Environment(
    loader=PackageLoader("localdev.doubles.stripe"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)
_CARD_LABELS = {
    "ok": "accepted_card",
    "three_d_secure": "three_d_secure_card",
    "insufficient_funds": "insufficient_card",
    "expired": "expired_card",
}


class HostedPage:
    def __init__(self, store: Store, configuration: Configuration, courier: Courier) -> None:
        self._store = store
        self._configuration = configuration
        self._courier = courier

    def answer(self, call: Call) -> Answer:
        session_id, _, step = call.path.removeprefix("/pay/").partition("/")
        with self._store.transaction() as connection:
            due = deadlines.run_due(connection, self._configuration)
            unit = UnitOfWork(connection, current_time(connection), self._configuration)
            answer = self._answer_in(unit, call, session_id, step)
            self._courier.hold(unit.emitted)
        self._courier.release(due)
        return Answer(answer.status, answer.content, answer.content_type, answer.headers, events=tuple(unit.emitted))

    def _answer_in(self, unit: UnitOfWork, call: Call, session_id: str, step: str) -> Answer:
        session = unit.find(session_id)
        browser_language = call.header("Accept-Language") or ""
        if session is None or session["object"] != "checkout.session" or step not in ("", "3ds"):
            return self._notice(404, "missing", language_of(None, browser_language))
        language = language_of(session["locale"], browser_language)
        if session["status"] == "expired":
            return self._notice(410, "expired", language, session["cancel_url"])
        if session["status"] == "complete":
            # A second submission of the form, or of the bank's page, lands where the first one did.
            if call.method == "POST":
                return redirect(payment.address_after_success(session))
            return self._notice(200, "complete", language, payment.address_after_success(session))
        if step == "3ds":
            return self._three_d_secure(unit, call, session, language)
        return self._payment_form(unit, call, session, language)

    def _payment_form(self, unit: UnitOfWork, call: Call, session: Json, language: Language) -> Answer:
        if call.method != "POST":
            form = CardForm(email=session["customer_email"] or "")
            return self._form(unit, session, language, form, _last_refusal(unit, session))
        form = read_card_form(call.fields(), unit.now)
        if form.errors or form.card is None:
            return self._form(unit, session, language, form, None)
        fault = faults.take(unit.connection, "POST", call.path, only=FaultKind.CARD_DECLINED)
        forced = GENERIC_DECLINE if fault else None
        intent = payment.pay(unit, session, form.card, form.payer, forced_decline=forced)
        if intent["status"] == "requires_action":
            return redirect(intent["next_action"]["redirect_to_url"]["url"])
        if intent["status"] == "requires_payment_method":
            return self._form(unit, session, language, form, _refusal_text(intent))
        return redirect(payment.address_after_success(session))

    def _three_d_secure(self, unit: UnitOfWork, call: Call, session: Json, language: Language) -> Answer:
        intent = unit.find(session["payment_intent"] or "")
        if intent is None or intent["status"] != "requires_action":
            return redirect(f"/pay/{session['id']}")
        if call.method != "POST":
            return self._render(200, "three_d_secure.html", language, session=_shown(session, language))
        approved = call.fields().get("outcome") == "approve"
        payment.finish_three_d_secure(unit, session, approved=approved)
        return redirect(payment.address_after_success(session) if approved else f"/pay/{session['id']}")

    def _form(
        self, unit: UnitOfWork, session: Json, language: Language, form: CardForm, refusal: str | None
    ) -> Answer:
        quick_cards = [
            {"number": card.number, "label": TEXTS[language][_CARD_LABELS[card.label]]} for card in QUICK_CARDS
        ]
        items = [
            {
                "name": item["description"],
                "detail": unit.private(session["id"])["descriptions"].get(item["id"]),
                "quantity": item["quantity"],
                "amount": money(item["amount_total"], item["currency"], language),
            }
            for item in unit.private(session["id"])["line_items"]
        ]
        return self._render(
            200,
            "pay.html",
            language,
            session=_shown(session, language),
            items=items,
            form=form,
            refusal=refusal,
            quick_cards=quick_cards,
        )

    def _notice(self, status: int, what: str, language: Language, back_to: str | None = None) -> Answer:
        return self._render(status, "notice.html", language, what=what, back_to=back_to)

    def _render(self, status: int, template: str, language: Language, **values: Any) -> Answer:
        merchant = self._configuration.merchant_name
        html = TEMPLATES.get_template(template).render(
            t=TEXTS[language], language=language, merchant=merchant, **values
        )
        return page_answer(status, html)


def _shown(session: Json, language: Language) -> Mapping[str, Any]:
    return {
        "id": session["id"],
        "total": money(session["amount_total"], session["currency"], language),
        "cancel_url": session["cancel_url"],
    }


def _last_refusal(unit: UnitOfWork, session: Json) -> str | None:
    """A payer who comes back from the bank's page, or reloads, still reads why the last attempt failed."""
    intent = unit.find(session["payment_intent"] or "")
    return _refusal_text(intent) if intent and intent["last_payment_error"] else None


def _refusal_text(intent: Json) -> str:
    error = intent["last_payment_error"]
    if error["code"] == "payment_intent_authentication_failure":
        return "error_authentication"
    specific = f"error_{error.get('decline_code') or error['code']}"
    return specific if specific in TEXTS["fr"] else "error_card_declined"
