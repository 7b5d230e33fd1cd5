"""An order becomes one document, with the next number of its series and data that never change again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.billing import issue, store
from chalicelib.billing.facts import DocumentIssued, DocumentOrdered
from chalicelib.billing.find import Sums, documents_of_seller, sums_of_seller
from chalicelib.billing.issue import MOST_AT_ONCE, NothingToCite, issue_series
from chalicelib.billing.model import Kind, Order, Payment, Process, Reference, Series, document_id
from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.core.facts import STRIPE, SYSTEM, Recorded
from chalicelib.kit.outbox import facts_of
from chalicelib.kit.unit_of_work import MOST_WRITES, Replayed, UnitOfWork
from chalicelib.legal import store as legal
from chalicelib.legal.buyers import save_profile
from chalicelib.legal.model import PLATFORM
from chalicelib.legal.schemas import AddressBody, BillingProfileBody
from chalicelib.reactions import react_to_documents
from tests.billing.orders import ANNEX, commission, self_billed
from tests.make.documents import a_line
from tests.make.identity import saved_user
from tests.make.legal import PLATFORM_SIREN, SIREN, sells
from tests.make.orders import CREDIT_NOTES, HOST, INVOICES, NOW, an_order, issued, ordered, undoing

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _market(table: str) -> None:
    sells(HOST)
    saved_user("coworker")


def numbers(*orders: Order, now: datetime = NOW) -> list[str]:
    return [document.number for document in issued(*orders, now=now)]


# One order, one document


def test_an_order_becomes_one_document_with_the_next_number() -> None:
    first, second = issued(an_order("BK#1"), an_order("BK#2", ordered_at=NOW + MINUTE))
    assert (first.number, second.number) == ("F-2027-000001", "F-2027-000002")
    assert (first.issued_at, first.issued_on, first.due_on) == (NOW, date(2027, 3, 15), date(2027, 3, 15))
    assert first.draft.seller.siren == SIREN
    assert first.draft.buyer.name == "Ada Lovelace"
    assert first.draft.on_behalf_by == "Pupitre SAS"
    assert (first.draft.totals.payable, first.draft.totals.due) == (12_600, 0)
    assert store.orders_of(INVOICES, 10) == []


def test_a_document_is_issued_once_however_often_its_message_comes() -> None:
    issued(an_order())
    assert [issue_series(INVOICES, now=NOW + number * MINUTE) for number in range(3)] == [0, 0, 0]
    assert store.head_of(INVOICES).last == 1


def test_what_was_issued_is_told_once() -> None:
    (document,) = issued(an_order())
    (told,) = [recorded.fact for recorded in facts_of(document.key)]
    assert told == DocumentIssued(
        subject=document.key, host_id=HOST, number="F-2027-000001", document_kind="invoice", amount=12_600
    )


def test_the_reaction_to_an_order_issues_it_and_nothing_else_does() -> None:
    ordered(an_order())
    (recorded,) = facts_of(INVOICES.key)
    assert isinstance(recorded.fact, DocumentOrdered)
    react_to_documents(recorded, now=NOW)
    react_to_documents(recorded, now=NOW)
    assert store.head_of(INVOICES).last == 1


def test_an_order_at_the_same_instant_is_refused_as_repeated() -> None:
    ordered(an_order())
    with pytest.raises(Replayed):
        ordered(an_order())


@pytest.mark.parametrize("issues_between", [True, False], ids=["issued before", "still waiting"])
def test_what_is_ordered_twice_is_issued_once(*, issues_between: bool) -> None:
    """Under the name of the same sale, at two instants: nobody gets two invoices, and nobody waits behind them."""
    ordered(an_order("BK#1"))
    if issues_between:
        issue_series(INVOICES, now=NOW)
    ordered(an_order("BK#1", ordered_at=NOW + MINUTE), an_order("BK#2", ordered_at=NOW + 2 * MINUTE))

    issue_series(INVOICES, now=NOW + 3 * MINUTE)

    found = [store.get(an_order(source).id) for source in ("BK#1", "BK#2")]
    assert [document.number for document in found if document] == ["F-2027-000001", "F-2027-000002"]
    assert store.orders_of(INVOICES, 10) == []
    assert sums_of_seller(HOST, date(2027, 3, 15), date(2027, 3, 15)).count == 2


def test_the_oldest_order_has_the_first_number() -> None:
    late, early = an_order("BK#late", ordered_at=NOW + MINUTE), an_order("BK#early")
    assert numbers(late, early) == ["F-2027-000002", "F-2027-000001"]


def test_a_batch_fits_its_transaction_and_many_batches_make_one_series() -> None:
    """Four writes a document, two for the series: what moves the series' head moves all."""
    assert MOST_AT_ONCE * 4 + 2 <= MOST_WRITES
    many = [an_order(f"BK#{number}") for number in range(MOST_AT_ONCE + 1)]
    assert sorted(numbers(*many)) == [f"F-2027-{number:06d}" for number in range(1, MOST_AT_ONCE + 2)]
    assert store.head_of(INVOICES).version == 2


def test_lists_show_one_batch_in_the_order_of_its_numbers() -> None:
    made = [document.number for document in issued(*[an_order(f"BK#{number}") for number in range(12)])]
    listed, _ = documents_of_seller(HOST, "", date(2027, 3, 15), date(2027, 3, 15), after=None, limit=50)
    assert [one.document.number for one in listed] == sorted(made, reverse=True)


def test_a_batch_that_is_refused_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    ordered(an_order())

    def overtaken(self: UnitOfWork) -> None:
        raise StaleVersion

    with monkeypatch.context() as racing:
        racing.setattr(UnitOfWork, "commit", overtaken)
        with pytest.raises(Busy):
            issue_series(INVOICES, now=NOW)
    assert store.head_of(INVOICES).version == 0
    assert len(store.orders_of(INVOICES, 10)) == 1
    assert issue_series(INVOICES, now=NOW) == 1


def test_somebody_who_sold_without_settings_is_an_error_and_takes_no_number() -> None:
    ordered(an_order(seller_id="ho_nobody"))
    with pytest.RaisesGroup(LookupError):
        issue_series(Series("ho_nobody", Kind.INVOICE), now=NOW)
    assert store.head_of(Series("ho_nobody", Kind.INVOICE)).last == 0


# Dates and due dates


def test_the_day_is_the_french_one() -> None:
    """Half an hour before midnight in Greenwich, the year is over in Paris."""
    eve = datetime(2027, 12, 31, 23, 30, tzinfo=UTC)
    (document,) = issued(an_order(ordered_at=eve), now=eve)
    assert (document.number, document.issued_on) == ("F-2028-000001", date(2028, 1, 1))


def test_numbers_begin_anew_with_the_year() -> None:
    eve, morning = datetime(2027, 12, 31, 12, tzinfo=UTC), datetime(2028, 1, 1, 12, tzinfo=UTC)
    found = numbers(an_order("BK#1"), now=eve) + numbers(an_order("BK#2"), an_order("BK#3"), now=morning)
    assert sorted(found) == ["F-2027-000001", "F-2028-000001", "F-2028-000002"]
    assert numbers(an_order("BK#4", ordered_at=morning), now=eve) == ["F-2028-000003"]
    assert store.get_many([an_order("BK#4").id])[0].issued_on == date(2028, 1, 1)


def test_what_is_not_paid_is_due_when_the_sellers_term_has_passed() -> None:
    (unpaid,) = issued(an_order(payment=None, process=Process.TO_PAY))
    assert unpaid.due_on == date(2027, 4, 14)
    partly = an_order("BK#2", payment=Payment(date(2027, 3, 15), 600), ordered_at=NOW + MINUTE)
    assert (issued(partly)[0].due_on, issued()) == (date(2027, 4, 14), [])


@pytest.mark.parametrize(
    ("named", "due_on"), [(date(2027, 3, 20), date(2027, 3, 20)), (date(2027, 3, 10), date(2027, 3, 15))]
)
def test_a_day_that_was_named_is_when_it_is_due_unless_it_had_passed_before_the_issue(
    named: date, due_on: date
) -> None:
    (document,) = issued(an_order(payment=None, process=Process.TO_PAY, due_on=named))
    assert document.due_on == due_on


def test_what_is_paid_was_due_when_it_was_paid_whatever_day_was_named() -> None:
    assert issued(an_order(due_on=date(2027, 3, 20)))[0].due_on == date(2027, 3, 15)


# The settlement of a month


def test_a_self_billed_invoice_is_the_hosts_and_addressed_to_the_platform() -> None:
    (document,) = issued(self_billed())
    draft = document.draft
    assert (document.number, document.due_on) == ("AF-2027-000001", date(2027, 4, 12))
    assert (draft.seller.siren, draft.buyer.siren, draft.on_behalf_by) == (SIREN, PLATFORM_SIREN, "Pupitre SAS")
    assert draft.annex == ANNEX


def test_its_credit_note_cites_it_even_if_it_still_waits() -> None:
    sold = self_billed()
    note = undoing(sold, kind=Kind.SELF_BILLED_CREDIT_NOTE, due_on=None, annex=None)
    ordered(sold, note)
    issue_series(note.series, now=NOW)
    (found,) = store.get_many([note.id])
    assert (found.number, found.draft.buyer.siren) == ("AAF-2027-000001", PLATFORM_SIREN)
    assert found.draft.corrects == Reference("AF-2027-000001", date(2027, 3, 15), 12_600)


def test_a_commission_is_the_platforms_and_addressed_to_the_host() -> None:
    """Withheld from three bookings, three cents more than VAT on their sum."""
    (document,) = issued(commission())
    draft = document.draft
    assert (draft.seller.siren, draft.buyer.siren, draft.on_behalf_by) == (PLATFORM_SIREN, SIREN, "")
    assert (draft.totals.rounding, draft.totals.due, document.due_on) == (3, 0, date(2027, 3, 15))


def test_more_cents_than_there_were_bookings_are_for_people_to_look_at() -> None:
    ordered(commission(roundings=2))
    with pytest.RaisesGroup(ValueError):
        issue_series(commission().series, now=NOW)


def test_a_buyer_without_billing_settings_gets_no_number() -> None:
    ordered(commission(buyer_id="ho_nobody"))
    with pytest.RaisesGroup(LookupError):
        issue_series(commission().series, now=NOW)
    assert store.head_of(commission().series).last == 0


# Credit notes


def test_a_credit_note_cites_its_invoice() -> None:
    sold = an_order()
    issued(sold)
    (note,) = issued(undoing(sold), now=NOW + timedelta(days=1))
    assert note.number == "A-2027-000001"
    assert note.draft.corrects == Reference("F-2027-000001", date(2027, 3, 15), 12_600)
    assert note.draft.totals.payable == 12_600


def test_an_invoice_that_still_waits_is_issued_before_its_credit_note() -> None:
    """The messages of two series come in any order."""
    sold = an_order()
    ordered(sold, undoing(sold))
    issue_series(CREDIT_NOTES, now=NOW)
    invoice, note = store.get_many([sold.id, undoing(sold).id])
    assert note.draft.corrects
    assert (invoice.number, note.draft.corrects.number) == ("F-2027-000001", "F-2027-000001")
    assert issue_series(INVOICES, now=NOW) == 0


def test_a_final_invoice_cites_the_deposits_that_it_settles() -> None:
    deposit = an_order("BK#deposit", kind=Kind.DEPOSIT)
    final = an_order("BK#final", process=Process.FINAL, settles=(deposit.id,))
    ordered(deposit, final)
    issue_series(INVOICES, now=NOW)
    (document,) = store.get_many([final.id])
    assert document.draft.deposits == (Reference("AC-2027-000001", date(2027, 3, 15), 12_600),)


def test_a_credit_note_of_nothing_is_for_people_to_look_at() -> None:
    ordered(undoing(an_order()))
    with pytest.RaisesGroup(NothingToCite):
        issue_series(CREDIT_NOTES, now=NOW)
    assert store.head_of(CREDIT_NOTES).last == 0


def test_an_order_that_cannot_be_issued_keeps_none_of_the_others() -> None:
    lost = undoing(an_order("BK#lost"))
    invoice = an_order("BK#sold")
    ordered(lost, invoice, replace(undoing(invoice), ordered_at=NOW + MINUTE))
    with pytest.RaisesGroup(NothingToCite):
        issue_series(CREDIT_NOTES, now=NOW)
    assert store.head_of(CREDIT_NOTES).last == 1
    assert [order.id for order in store.orders_of(CREDIT_NOTES, 10)] == [lost.id]


def test_a_credit_note_is_from_and_to_whom_its_invoice_was() -> None:
    invoice = an_order()
    (issued_then,) = issued(invoice)
    now_a_company = BillingProfileBody(
        is_company=True,
        name="Cabinet Lovelace",
        siren=PLATFORM_SIREN,
        address=AddressBody(line1="1 rue de la Paix", postcode="75002", city="Paris"),
    )
    save_profile("coworker", now_a_company, expected=0, uow=UnitOfWork(now=NOW, actor=SYSTEM))
    (note,) = issued(undoing(invoice), now=NOW + MINUTE)
    assert (note.draft.seller, note.draft.buyer) == (issued_then.draft.seller, issued_then.draft.buyer)


def test_a_final_invoice_leaves_due_what_its_deposits_did_not_pay() -> None:
    deposit = an_order("BK#deposit", kind=Kind.DEPOSIT)
    final = an_order("BK#final", process=Process.FINAL, settles=(deposit.id,), payment=None)
    ordered(deposit, final)
    issue_series(INVOICES, now=NOW)
    (document,) = store.get_many([final.id])
    assert (document.draft.totals.prepaid, document.draft.totals.due) == (12_600, 0)


# Series and sums


def test_each_kind_and_each_seller_count_for_themselves() -> None:
    sells("ho_other")
    sold = an_order("BK#1")
    found = issued(
        sold,
        undoing(sold),
        an_order("BK#2", kind=Kind.DEPOSIT),
        an_order("BK#3", kind=Kind.SELF_BILLED),
        an_order("BK#4", kind=Kind.SELF_BILLED_CREDIT_NOTE),
        an_order("BK#5", seller_id="ho_other"),
        an_order("BK#6", seller_id=PLATFORM),
    )
    assert [document.number for document in found] == [
        "F-2027-000001", "A-2027-000001", "AC-2027-000001", "AF-2027-000001", "AAF-2027-000001",
        "F-2027-000001", "F-2027-000001",
    ]  # fmt: skip
    own = found[-1]
    assert (own.draft.seller.siren, own.draft.on_behalf_by) == (PLATFORM_SIREN, "")


def test_the_sums_of_a_day_are_those_of_its_documents() -> None:
    one, other = an_order("BK#1"), an_order("BK#2", lines=(a_line(quantity=Decimal(2)),), payable=8_401, payment=None)
    issued(one, other)
    issued(undoing(one), now=NOW + timedelta(days=1))
    assert sums_of_seller(HOST, date(2027, 3, 15), date(2027, 3, 15)) == Sums(2, 17_500, 3_500, 21_001)
    assert sums_of_seller(HOST, date(2027, 3, 16), date(2027, 3, 16)) == Sums(1, -10_500, -2_100, -12_600)
    assert sums_of_seller(HOST, date(2027, 3, 1), date(2027, 3, 31)) == Sums(3, 7_000, 1_400, 8_401)
    assert sums_of_seller("ho_other", date(2027, 3, 1), date(2027, 3, 31)) == Sums(0, 0, 0, 0)


def test_an_order_that_was_refused_orders_nothing() -> None:
    ordered(an_order())
    uow = UnitOfWork(now=NOW, actor=SYSTEM)
    store.add_order(uow, an_order())
    store.add_order(uow, an_order("BK#2"))
    with pytest.raises(Replayed):
        uow.commit()
    assert [one.source for one in store.orders_of(INVOICES, 10)] == ["BK#bk_1"]


def test_what_is_frozen_does_not_follow_its_parties() -> None:
    """Settings and profiles that change later change no document."""
    (before,) = issued(an_order())
    changed = legal.settings(HOST)
    assert changed
    uow = UnitOfWork(now=NOW, actor=STRIPE)
    legal.save_settings(uow, type(changed)(**{**vars(changed), "footer": "Autre", "version": 2}), read_at=1)
    uow.commit()
    assert store.get(before.id) == before
    assert issued(an_order("BK#2"))[0].draft.footer == "Autre"


def test_other_facts_are_none_of_its_business() -> None:
    (document,) = issued(an_order())
    (told,) = facts_of(document.key)
    react_to_documents(Recorded(told.id, told.at, told.actor, facts_of(INVOICES.key)[0].fact), now=NOW)
    assert store.head_of(INVOICES).last == 1


@settings(max_examples=5)
@given(st.integers(1, 5))
def test_a_smaller_batch_makes_the_same_series(size: int) -> None:
    """Each example orders five more."""
    done = store.head_of(INVOICES).last
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(issue, "MOST_AT_ONCE", size)
        many = [an_order(document_id(str(done), str(number))) for number in range(5)]
        assert sorted(numbers(*many)) == [f"F-2027-{done + number:06d}" for number in range(1, 6)]
