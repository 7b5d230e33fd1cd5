"""A series is told once, by the booking that pays for it; what concerns one date is told of that date."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.billing.facts import DocumentStored
from chalicelib.billing.find import Listed
from chalicelib.bookings.facts import (
    BookingCancelled,
    BookingConfirmed,
    BookingRequested,
    DatesCancelled,
    PaymentRefunded,
)
from chalicelib.bookings.model import Booking, Party, SeriesPart
from chalicelib.core.facts import Fact
from chalicelib.core.period import Period
from chalicelib.notifications import deliver as module
from chalicelib.notifications.deliver import deliver
from tests.make.bookings import NOW
from tests.notifications.samples import BOOKING, OF_DOCUMENT, PUBLIC_URL, SPACE, TOGETHER, document_of, recorded
from tests.notifications.test_deliver import Sent, people, sent, subjects  # noqa: F401

FIRST = replace(BOOKING, series=SeriesPart("se_1", BOOKING.id, 3, 3 * BOOKING.amount))
REQUESTED: dict[str, Any] = {"amount": 1, "answer_by": "2027-03-17T08:00:00+00:00"}
CANCELLED: dict[str, Any] = {"by": Party.COWORKER.value, "refunded": True, "amount": 1}


def later(weeks: int) -> Booking:
    shift = timedelta(weeks=weeks)
    period = Period(FIRST.period.start + shift, FIRST.period.end + shift)
    return replace(FIRST, id=f"bk_{weeks + 1}", period=period)


ALL = [FIRST, later(1), later(2)]


@pytest.fixture
def told(people: None, sent: Sent, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: F811
    known = {one.id: one for one in ALL}
    monkeypatch.setattr(module, "booking_of", known.__getitem__)
    monkeypatch.setattr(module, "parts_of", lambda _: ALL)

    def tell(booking: Booking, kind: type[Fact], **fields: Any) -> Sent:
        sent.clear()
        deliver(recorded(kind(subject=booking.key, host_id="ho_1", **fields)), now=NOW)
        return sent

    return tell


def text(mail: dict[str, Any]) -> str:
    body: str = mail["Content"]["Simple"]["Body"]["Text"]["Data"]
    return body.replace("\u00a0", " ").replace("\u202f", " ")


def test_one_request_names_all_dates_and_what_they_cost(told: Any) -> None:
    to_host, to_coworker = told(FIRST, BookingRequested, **REQUESTED)
    assert to_host["Destination"]["ToAddresses"] == [SPACE.contact_email]
    assert "3 dates" in text(to_host)
    assert "your answer counts for all dates" in text(to_host)
    assert "une fois pour vos 3 dates" in text(to_coworker)
    assert all(day in text(to_coworker) for day in ("14 avril 2027", "21 avril 2027", "28 avril 2027"))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (BookingRequested, REQUESTED),
        (BookingConfirmed, {"automatic": False, "amount": 1}),
        (BookingCancelled, {**CANCELLED, "was_confirmed": False}),
    ],
)
def test_the_others_are_not_told_again(told: Any, kind: type[Fact], fields: dict[str, Any]) -> None:
    assert told(later(1), kind, **fields) == []


def test_one_date_that_is_cancelled_is_told_of(told: Any) -> None:
    assert len(told(later(1), BookingCancelled, **CANCELLED, was_confirmed=True)) == 2


def test_dates_given_up_together_are_one_mail_to_each_side(told: Any, sent: Sent) -> None:  # noqa: F811
    assert told(later(1), BookingCancelled, **CANCELLED, was_confirmed=True, act="ac_1") == []
    fact = DatesCancelled(subject="WEEKLY#se_1", host_id="ho_1", bookings=["bk_1", "bk_2"], back=9000)
    deliver(recorded(fact), now=NOW)
    to_host, to_coworker = sent
    assert subjects(sent) == ["2 dates cancelled: Salle Écluse", "2 dates annulées : Salle Écluse"]
    assert to_host["Destination"]["ToAddresses"] == [SPACE.contact_email]
    for mail, back, rest in ((to_host, "€90.00", "€30.00"), (to_coworker, "90,00 €", "30,00 €")):
        assert back in text(mail)
        assert rest in text(mail)
    assert "Mercredi 14 avril 2027 de 9 h 00 à 12 h 00 · 30,00 € rendus" in text(to_coworker)
    assert "Mercredi 21 avril 2027 de 9 h 00 à 12 h 00 · 60,00 € rendus" in text(to_coworker)
    assert "Wednesday 14 April 2027 from 09:00 to 12:00 · €30.00 given back" in text(to_host)
    assert f"{PUBLIC_URL}/series/se_1" in text(to_coworker)
    assert f"{PUBLIC_URL}/hote/ho_1/reservations/series/se_1" in text(to_host)


def test_an_act_of_which_one_date_was_left_is_singular(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(module, "bookings_among", lambda _: [TOGETHER[0]])
    fact = DatesCancelled(subject="WEEKLY#se_1", host_id="ho_1", bookings=["bk_1"], back=3000)
    deliver(recorded(fact), now=NOW)
    assert subjects(sent) == ["1 date cancelled: Salle Écluse", "1 date annulée : Salle Écluse"]
    assert "Votre date est annulée" in text(sent[1])


@pytest.mark.parametrize(("together", "letters"), [(True, 0), (False, 1)])
def test_what_they_give_back_is_told_by_that_mail(
    told: Any,
    sent: Sent,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    together: bool,
    letters: int,
) -> None:
    monkeypatch.setattr(module, "goes_back_together", lambda booking_id: together and booking_id == "bk_2")
    assert len(told(later(1), PaymentRefunded, amount=6000)) == letters
    fact = DocumentStored(**OF_DOCUMENT, number="A-2027-000003", document_kind="credit_note")
    document = document_of(fact, "fr")
    note = replace(document, draft=replace(document.draft, source="BK#bk_2"))
    monkeypatch.setattr(module, "documents", lambda _: [Listed(note, stored=True)])
    sent.clear()
    deliver(recorded(fact), now=NOW)
    assert len(sent) == letters
