"""What the mails say about the money that a host is owed: its account, its months, its way to the bank. Pure."""

from datetime import date

from chalicelib.core.errors import Language
from chalicelib.legal.facts import ConnectedAccountChanged
from chalicelib.notifications.cases import Context, HostCase, OwedBookingCase
from chalicelib.notifications.labels import ACCOUNT_STATES, BANK_REASONS, labelled
from chalicelib.notifications.mails import Role
from chalicelib.notifications.words import (
    HOME_ZONE,
    capitalised,
    day,
    euros,
    moment,
    month,
    name_of,
    of_month,
    one_line,
    price,
    span,
)
from chalicelib.payouts.facts import (
    DisputeClosed,
    DisputeOpened,
    MonthContested,
    MonthParked,
    PayoutFailed,
    PayoutSent,
    TransferTakenBack,
)
from chalicelib.payouts.model import Block


def of_host(case: HostCase, role: Role, language: Language, public_url: str) -> Context:
    """The operator gets no link: what he has to do begins with the host."""
    fact, host = case.recorded.fact, case.host
    at = moment(case.recorded.at, HOME_ZONE, language)
    lines, context = {"host": one_line(host.name)}, Context()
    page = "versements"
    match fact:
        case PayoutSent(payout=payout, amount=amount, arrives_on=arrives_on):
            arrival = day(date.fromisoformat(arrives_on), language)
            lines |= {"payout": str(payout), "sum": euros(amount, language), "arrives": capitalised(arrival)}
            context = {"amount": lines["sum"], "arrives": arrival}
        case PayoutFailed(payout=payout, amount=amount, cause=cause):
            lines |= {"payout": str(payout), "sum": euros(amount, language)}
            lines |= {"noted": at, "bank_says": BANK_REASONS[language].get(cause, "")}
            context = {"amount": lines["sum"]}
        case ConnectedAccountChanged(state=state):
            lines |= {"state": ACCOUNT_STATES[language][state], "noted": at}
            page = "profil"
        case MonthParked(month=name):
            context = _month(name, language)
            lines |= {"month": capitalised(str(context["month"])), "noted": at}
            page = "profil"
        case MonthContested(month=name):
            context = _month(name, language)
            lines |= {"month": capitalised(str(context["month"])), "noted": at}
    return context | {
        "host": lines["host"],
        "link": f"{public_url}/{f'hote/{host.id}/{page}' if role is Role.OWNER else 'exploitation/clotures'}",
        "facts": labelled(lines.items(), language),
    }


def of_booking(case: OwedBookingCase, language: Language, public_url: str) -> Context:
    fact, booking = case.recorded.fact, case.booking
    lines = {
        "host": one_line(case.host.name),
        "coworker": name_of(case.coworker, language),
        "space": one_line(booking.space_name),
        "room": one_line(booking.room_name),
        "when": capitalised(span(booking.period, booking.timezone, language)),
        "price": price(booking.amount, language),
    }
    context: Context = {"coworker": lines["coworker"], "room": lines["room"]}
    match fact:
        case TransferTakenBack(amount=amount, debt=debt, cause=cause):
            lines |= {"taken_back": euros(amount, language), "debt": euros(debt, language)}
            context |= {"debt": lines["debt"], "disputed": cause == Block.DISPUTED}
        case DisputeOpened(amount=amount):
            context |= {"amount": euros(amount, language)}
        case DisputeClosed(amount=amount, won=won):
            context |= {"amount": euros(amount, language), "won": won}
    return context | {
        "link": f"{public_url}/hote/{case.host.id}/versements",
        "facts": labelled(lines.items(), language),
    }


def _month(name: str, language: Language) -> Context:
    """Of `yyyy-mm`."""
    first = date.fromisoformat(f"{name}-01")
    return {"month": month(first, language), "of_month": of_month(first, language)}
