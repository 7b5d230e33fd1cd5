"""What was frozen is read back exactly, whatever it says, of every kind."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.billing import store
from chalicelib.billing.model import (
    Annex,
    Document,
    Draft,
    Kind,
    Line,
    Order,
    Original,
    Payment,
    Process,
    Reference,
    Series,
    UnitCode,
    VatKey,
    totals,
)
from chalicelib.billing.model import line as a_line
from chalicelib.billing.numbering import number_of
from chalicelib.core.facts import SYSTEM
from chalicelib.core.ids import new_id
from chalicelib.kit import table as table_of_items
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.model import Exemption, LegalEntity, PostalAddress, VatCategory, VatRegime

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
DAYS = st.dates(date(2027, 1, 1), date(2031, 12, 31))
INSTANTS = st.datetimes(datetime(2027, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))
CENTS = st.integers(0, 10_000_000)
KEYS = st.builds(
    VatKey, st.sampled_from(VatCategory), st.sampled_from([2000, 850, 0]), st.none() | st.sampled_from(Exemption)
)
LINES = st.builds(
    a_line,
    WORDS,
    st.decimals("0.25", 500, places=2),
    st.decimals(0, 100_000, places=2),
    KEYS,
    unit=st.sampled_from(UnitCode),
    detail=WORDS,
)
ENTITIES = st.builds(
    LegalEntity,
    name=WORDS,
    address=st.builds(PostalAddress, WORDS, WORDS, WORDS, line2=WORDS),
    email=WORDS,
    is_company=st.booleans(),
    capital=st.none() | CENTS,
    siren=WORDS,
)
REFERENCES = st.builds(Reference, WORDS, DAYS, CENTS)
SALES: dict[str, Any] = {
    "kind": st.sampled_from(Kind),
    "process": st.sampled_from(Process),
    "language": st.sampled_from(["fr", "en"]),
    "seller_id": st.sampled_from(["ho_1", "platform"]),
    "regime": st.sampled_from(VatRegime),
    "buyer_id": st.just("coworker"),
    "lines": st.lists(LINES, min_size=1, max_size=4).map(tuple),
    "source": WORDS,
    "period": st.none() | st.tuples(DAYS, DAYS),
    "payment": st.none() | st.builds(Payment, DAYS, CENTS, st.sampled_from(["48", "30", "97"])),
    "reason": WORDS,
    "annex": st.none() | st.builds(Annex, WORDS, WORDS),
}
ORDERS = st.builds(
    Order,
    id=st.builds(new_id, st.just("doc")),
    payable=CENTS,
    ordered_at=INSTANTS,
    corrects=WORDS,
    settles=st.lists(WORDS, max_size=2).map(tuple),
    due_on=st.none() | DAYS,
    roundings=st.integers(0, 500),
    **SALES,
)
DRAFTS = st.builds(
    Draft,
    seller=ENTITIES,
    buyer=ENTITIES,
    totals=st.lists(LINES, max_size=3).map(totals),
    payment_days=st.integers(0, 90),
    on_behalf_by=WORDS,
    footer=WORDS,
    logo=WORDS,
    corrects=st.none() | REFERENCES,
    deposits=st.lists(REFERENCES, max_size=2).map(tuple),
    **SALES,
)
A_FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

NUMBERS = itertools.count(1)
"""One table serves all examples: no two documents have the same number."""


def work() -> UnitOfWork:
    return UnitOfWork(now=datetime(2027, 3, 15, 8, tzinfo=UTC), actor=SYSTEM)


def written(order: Order, document: Document) -> None:
    uow = work()
    store.add_document(uow, document, order)
    uow.commit()


def of_the_kind(kind: Kind, draft: Draft, order: Order, at: datetime) -> tuple[Order, Document]:
    order = replace(order, kind=kind, seller_id="ho_1")
    draft = replace(draft, kind=kind, seller_id="ho_1")
    return order, Document(order.id, number_of(kind, at.year, next(NUMBERS)), at, at.date(), at.date(), draft)


@pytest.mark.parametrize("kind", Kind)
@A_FEW
@given(order=ORDERS, draft=DRAFTS, at=INSTANTS)
def test_an_order_and_a_document_come_back_equal(
    table: str, kind: Kind, order: Order, draft: Draft, at: datetime
) -> None:
    order, document = of_the_kind(kind, draft, order, at)
    uow = work()
    store.add_order(uow, order)
    uow.commit()
    assert [one for one in store.orders_of(order.series, 100) if one.id == order.id] == [order]

    written(order, document)

    found = store.get(document.id)
    assert found == document
    assert found.vat_lines == document.vat_lines
    assert store.data_hash(document.id) == sha256(store.frozen(document).encode()).hexdigest()
    assert order.id not in {one.id for one in store.orders_of(order.series, 100)}


def changed(document: Document) -> Iterator[Document]:
    """The same, with one thing said otherwise each."""
    draft = document.draft
    yield replace(document, number=f"{document.number}0")
    yield replace(document, issued_on=date(2026, 12, 31))
    yield replace(document, draft=replace(draft, footer=f"{draft.footer}."))
    yield replace(document, draft=replace(draft, buyer=replace(draft.buyer, name=f"{draft.buyer.name}.")))
    first: Line = draft.lines[0]
    yield replace(document, draft=replace(draft, lines=(replace(first, net=first.net + 1), *draft.lines[1:])))


@A_FEW
@given(order=ORDERS, draft=DRAFTS, at=INSTANTS)
def test_what_is_frozen_changes_with_any_of_the_data(order: Order, draft: Draft, at: datetime) -> None:
    _, document = of_the_kind(Kind.INVOICE, draft, order, at)
    texts = [store.frozen(one) for one in (document, *changed(document))]
    assert len(set(texts)) == len(texts)


def test_a_quantity_keeps_the_digits_that_it_was_given(table: str) -> None:
    """`1.50` and `1.5` print differently: the bytes drawn from what was read must be those of what was frozen."""
    key = VatKey(VatCategory.STANDARD, 2000)
    made = a_line("Salle", Decimal("1.50"), Decimal("3500.0"), key)
    order = Order(
        "doc_1", Kind.INVOICE, Process.PAID, "fr", "ho_1", VatRegime.NORMAL, "coworker", (made,), 6_300, "BK#1",
        datetime(2027, 3, 15, tzinfo=UTC),
    )  # fmt: skip
    uow = work()
    store.add_order(uow, order)
    uow.commit()
    (found,) = store.orders_of(Series("ho_1", Kind.INVOICE), 1)
    assert (str(found.lines[0].quantity), str(found.lines[0].unit_price)) == ("1.50", "3500.0")


def test_what_was_written_before_there_were_annexes_is_still_read(table: str) -> None:
    order, document = of_the_kind(Kind.INVOICE, DRAFT, ORDER, datetime(2027, 3, 15, 8, tzinfo=UTC))
    uow = work()
    store.add_order(uow, order)
    store.add_document(uow, document, replace(order, id="doc_other"))
    uow.commit()
    # An order never holds what it does not say.
    without_fields(document.key, store.SK, "due_on", "annex", "roundings")
    assert store.orders_of(order.series, 1) == [order]
    assert store.get(document.id) == document


def without_fields(pk: str, sk: str, *names: str) -> None:
    """Takes them out of the stored text, but the document's own day, which it always had."""
    item = table_of_items.read(pk, sk)
    assert item
    said = json.loads(item["data"]["S"])
    for name in names:
        said.get("draft", said).pop(name, None)
    table_of_items.put_many([{**item, "data": {"S": json.dumps(said)}}])


def test_an_original_comes_back_equal(table: str) -> None:
    at = datetime(2027, 3, 15, 8, 0, 0, 123456, tzinfo=UTC)
    original = Original("documents/ho_1/doc_1.pdf", "0" * 64, 4096, at)
    order, document = of_the_kind(Kind.INVOICE, DRAFT, ORDER, at)
    uow = work()
    store.add_original(uow, document, original)
    uow.commit()
    assert store.original_of(order.id) == original
    assert store.original_of("doc_other") is None
    assert store.stored_among([order.id, "doc_other"]) == {order.id}


SOMEBODY = LegalEntity("Ada", PostalAddress("1 rue de Paradis", "75010", "Paris"))
LINE = a_line("Salle", Decimal(1), Decimal(3500), VatKey(VatCategory.STANDARD, 2000))
DRAFT = Draft(
    Kind.INVOICE, Process.PAID, "fr", "ho_1", SOMEBODY, VatRegime.NORMAL, "coworker", SOMEBODY, (LINE,),
    totals([LINE]), "BK#1",
)  # fmt: skip
ORDER = Order(
    "doc_1", Kind.INVOICE, Process.PAID, "fr", "ho_1", VatRegime.NORMAL, "coworker", (LINE,), 4_200, "BK#1",
    datetime(2027, 3, 15, tzinfo=UTC),
)  # fmt: skip
