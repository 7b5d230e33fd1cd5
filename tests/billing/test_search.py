"""Documents found by what somebody remembers of them: a client, a room, a number, an amount."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib.billing import search, store
from chalicelib.billing.find import documents_of_seller
from chalicelib.billing.model import Document, Kind, Order
from chalicelib.billing.numbering import number_of
from chalicelib.billing.search import make_findable, sought, words
from chalicelib.core.facts import SYSTEM
from chalicelib.kit.table import Key
from chalicelib.kit.unit_of_work import UnitOfWork
from tests.make.documents import COMPANY, PERSON, a_document, a_line
from tests.make.orders import HOST, NOW, an_order

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)


def kept(number: int, *, name: str = "", at: datetime = NOW, cents: int = 10_000, label: str = "Salle") -> Document:
    """In the table and findable, without the verbs: a search has no opinion on how a document came."""
    sold = a_line(label=label, quantity=Decimal(1), unit_price=Decimal(cents), detail="")
    made = a_document(sold, seller_id=HOST, buyer=replace(COMPANY, name=name or COMPANY.name))
    document = replace(
        made,
        id=f"doc_{number:04}",
        number=number_of(Kind.INVOICE, 2027, number),
        issued_at=at,
        issued_on=at.date(),
    )
    uow = UnitOfWork(now=at, actor=SYSTEM)
    order: Order = an_order(f"BK#{number}", id=document.id)
    store.add_document(uow, document, order)
    uow.commit()
    make_findable(document)
    return document


def found(text: str, since: date = FIRST, until: date = LAST, seller: str = HOST) -> list[str]:
    listed, after = documents_of_seller(seller, text, since, until, after=None, limit=50)
    assert after is None
    return [one.document.id for one in listed]


@pytest.mark.parametrize(
    "text",
    [
        "Lumière", "lumiere", "LUMIERE", "lum", "Cabinet Lumière", "lumière cabinet", "  cabinet   lumiere ",
        "Ménilmontant", "menil", "salle lumiere", "F-2027-000007", "f-2027", "000007",
        "120", "120,00", "120.00", "120,0", "120.00 €", "120,00€", "« 120 »", "€ 120", "100", "100,00",
        "lumière 120", "120,00 € lumière",
    ],
)  # fmt: skip
def test_it_is_found_by(table: str, text: str) -> None:
    kept(7, label="Salle Ménilmontant")
    assert found(text) == ["doc_0007"]


@pytest.mark.parametrize(
    "text", ["lumieres", "umière", "121", "120,01", "20,00", "000008", "lumière 121", "lumière zoé"]
)
def test_it_is_not_found_by(table: str, text: str) -> None:
    kept(7)
    kept(8, name="Zoé Martin", cents=20_000) if text == "lumière zoé" else None
    assert found(text) == []


def test_a_letter_alone_and_signs_alone_find_nothing(table: str) -> None:
    kept(7)
    assert [found(text) for text in ("a", "€", "!?", "«»")] == [[], [], [], []]


def test_a_word_longer_than_what_is_indexed_is_still_compared_in_full(table: str) -> None:
    kept(1, name="Anticonstitution")
    kept(2, name="Anticonstellation")
    assert found("anticonsti") == ["doc_0001"]
    assert found("anticonst") == ["doc_0002", "doc_0001"]


@pytest.mark.parametrize(
    "text", ["1 200,00", "1 200,00 €", "1 200.00", "1\u202f200,00\u00a0€", "1\u00a0200", "1200", "lumière 1 200,00"]
)
def test_an_amount_is_found_as_people_write_thousands(table: str, text: str) -> None:
    kept(7, cents=100_000)
    assert found(text) == ["doc_0007"]


def test_a_number_and_an_amount_side_by_side_stay_two_words() -> None:
    assert sought("2 120") == ["120"]
    assert sought("salle 12 120,00") == ["12120.00", "salle"]
    assert sought("salle 12 120") == ["salle", "120", "12"]


def test_all_of_several_words_are_wanted(table: str) -> None:
    kept(1, name="Zoé Martin")
    kept(2, name="Zoé Dupont")
    kept(3, name="Paul Martin")
    assert found("zoé martin") == ["doc_0001"]
    assert sorted(found("martin")) == ["doc_0001", "doc_0003"]


def test_the_newest_comes_first_and_only_those_of_the_period(table: str) -> None:
    days = [date(2027, 3, 14), date(2027, 3, 15), date(2027, 3, 16)]
    for number, day in enumerate(days, 1):
        kept(number, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    assert found("lumiere") == ["doc_0003", "doc_0002", "doc_0001"]
    assert found("lumiere", since=days[1]) == ["doc_0003", "doc_0002"]
    assert found("lumiere", until=days[1]) == ["doc_0002", "doc_0001"]
    assert found("lumiere", since=days[1], until=days[1]) == found("", since=days[1], until=days[1]) == ["doc_0002"]


def test_nobody_finds_what_another_sold(table: str) -> None:
    kept(1)
    assert found("lumiere", seller="ho_other") == []


def pages(text: str, limit: int) -> list[list[str]]:
    after: Key | None = None
    all_of_them: list[list[str]] = []
    while True:
        listed, after = documents_of_seller(HOST, text, FIRST, LAST, after=after, limit=limit)
        all_of_them.append([one.document.id for one in listed])
        if after is None:
            return all_of_them


def test_120_documents_are_leafed_through_without_a_double_or_a_gap(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A third are Zoé's; ten share an instant, as one batch does. Only what is sought is indexed: the table that moto
    keeps is read from end to end at each call."""
    monkeypatch.setattr(search, "_beginnings", lambda known: {"martin", "zoe"} & set(known))
    for number in range(120):
        name = "Zoé Martin" if number % 3 == 0 else "Paul Martin"
        kept(number, name=name, at=NOW + timedelta(minutes=number // 10))
    everybody = [f"doc_{number:04}" for number in range(119, -1, -1)]

    for text, limit, expected in (
        ("", 25, everybody),
        ("martin", 25, everybody),
        ("martin zoé", 7, everybody[2::3]),
        ("zoé", 40, everybody[2::3]),
    ):
        leafed = pages(text, limit)
        assert [one for page in leafed for one in page] == expected
        assert max(map(len, leafed)) <= limit


def test_a_search_that_finds_little_gives_a_cursor_rather_than_reading_on(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_READS", 2)
    for number in range(9):
        kept(number, name="Zoé Martin" if number == 0 else "Paul Martin", at=NOW + timedelta(minutes=number))
    leafed = pages("martin zoé", 2)
    assert [one for page in leafed for one in page] == ["doc_0000"]
    # The longest word is looked up, the other compared: nine candidates, four a call.
    assert leafed[:2] == [[], []]


def test_being_made_findable_twice_changes_nothing(table: str) -> None:
    document = kept(1)
    make_findable(document)
    assert found("lumiere") == ["doc_0001"]


def test_the_longest_word_is_looked_up() -> None:
    assert sought("zoé martin 120,5 €") == ["martin", "120.5", "zoe"]


def test_words_of_a_document_are_not_endless() -> None:
    many = a_document(*[a_line(label=f"Salle numéro{number}", detail="") for number in range(100)], buyer=PERSON)
    found_words = words(many)
    assert len(found_words) <= search.MOST_WORDS + 2
    assert {"zoe", "martin", "000012"} <= found_words
