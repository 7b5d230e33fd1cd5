"""Nobody is missed, and nobody is told twice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from botocore.stub import ANY, Stubber

from chalicelib.billing.facts import DocumentStored
from chalicelib.billing.find import Listed
from chalicelib.bookings.facts import BookingAbandoned, BookingConfirmed, BookingRequested
from chalicelib.bookings.model import Booking
from chalicelib.claims import find as claims
from chalicelib.claims.facts import ClaimantInvited
from chalicelib.core.facts import Fact
from chalicelib.identity.model import Host, User
from chalicelib.identity.team.facts import MemberInvited, MemberJoined
from chalicelib.identity.team.model import State
from chalicelib.kit.aws import dynamodb, ses
from chalicelib.kit.settings import settings
from chalicelib.legal.facts import ConnectedAccountChanged
from chalicelib.notifications import deliver as module
from chalicelib.notifications import store
from chalicelib.notifications.cases import ClaimantCase
from chalicelib.notifications.deliver import deliver, wants
from chalicelib.notifications.mails import Role, mails_for
from chalicelib.notifications.render import render
from chalicelib.payouts.facts import MonthParked, TransferTakenBack
from chalicelib.spaces.facts import SpaceSubmitted
from tests.notifications.conftest import SENDER
from tests.notifications.samples import (
    BOOKING,
    CO_OWNER,
    COWORKER,
    FACTS,
    INVITATION,
    MANDATE,
    MEMBER,
    NOW,
    OF_ACCOUNT,
    OF_BOOKING,
    OF_DOCUMENT,
    OF_INVITATION,
    OF_MEMBER,
    OF_MONTH,
    OF_PURSE,
    OF_SPACE,
    OPERATOR,
    OWNER,
    PUBLIC_URL,
    SPACE,
    TOGETHER,
    TOKEN,
    case_of,
    document_of,
    recorded,
)

REQUESTED = BookingRequested(**OF_BOOKING, amount=6000, answer_by="2027-04-13T12:00:00+00:00")
ACCEPTED = BookingConfirmed(**OF_BOOKING, automatic=False, amount=6000)

Sent = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def people(post_office: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """One booking in one space; a host who reads English."""
    monkeypatch.setattr(module, "booking_of", lambda _: BOOKING)
    monkeypatch.setattr(module, "bookings_among", lambda _: list(TOGETHER))
    monkeypatch.setattr(module, "space_of", lambda _: SPACE)
    monkeypatch.setattr(module, "host_of", lambda _: Host("ho_1", "Les Quais", "en", OWNER.id))
    monkeypatch.setattr(module, "owner_of", lambda _: OWNER)
    monkeypatch.setattr(module, "contact_of", lambda id_: MEMBER if id_ == MEMBER.id else COWORKER)
    monkeypatch.setattr(module, "invitation_of", lambda *_: INVITATION)
    monkeypatch.setattr(module, "token_of", lambda _: TOKEN)
    monkeypatch.setattr(module, "owners_of", lambda _: [OWNER, CO_OWNER])


@pytest.fixture
def sent() -> Sent:
    """What SES was asked to send."""
    asked: Sent = []

    def keep(params: dict[str, Any], **_: Any) -> None:
        asked.append(params)

    ses().meta.events.register("provide-client-params.sesv2.SendEmail", keep)
    return asked


@pytest.fixture
def stubbed() -> Iterator[Stubber]:
    with Stubber(ses()) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def records() -> dict[str, str]:
    """Mail -> what became of it."""
    items = dynamodb().query(
        TableName=settings().table_name,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": "MAIL#fc_1"}},
    )["Items"]
    return {item["sk"]["S"]: f"{item['outcome']['S']} {item['detail']['S']}" for item in items}


def addressees(sent: Sent) -> list[str]:
    return [mail["Destination"]["ToAddresses"][0] for mail in sent]


def subjects(sent: Sent) -> list[str]:
    return [mail["Content"]["Simple"]["Subject"]["Data"].replace("\u00a0", " ") for mail in sent]


def refuse(stubber: Stubber, code: str, message: str = "") -> None:
    stubber.add_client_error("send_email", service_error_code=code, service_message=message)


def let_pass(stubber: Stubber, times: int = 1) -> None:
    for number in range(times):
        stubber.add_response("send_email", {"MessageId": f"m{number}"}, expected_params=_any_mail())


def _any_mail() -> dict[str, Any]:
    return dict.fromkeys(("FromEmailAddress", "Destination", "ReplyToAddresses", "Content"), ANY)


def test_each_reader_is_told_in_his_language(sent: Sent) -> None:
    deliver(recorded(REQUESTED), now=NOW)
    assert addressees(sent) == [SPACE.contact_email, COWORKER.email]
    assert subjects(sent) == [
        "Booking request: Salle Écluse, Wednesday 14 April 2027",
        "Demande envoyée : Salle Écluse, mercredi 14 avril 2027",
    ]


def test_a_mail_names_its_sender_and_where_answers_go(sent: Sent) -> None:
    deliver(recorded(REQUESTED), now=NOW)
    assert {mail["FromEmailAddress"] for mail in sent} == {SENDER}
    assert [mail["ReplyToAddresses"] for mail in sent] == [[COWORKER.email], [OPERATOR]]
    simple = sent[0]["Content"]["Simple"]
    assert {"Name": "Auto-Submitted", "Value": "auto-generated"} in simple["Headers"]
    assert simple["Body"]["Text"]["Data"]
    assert simple["Body"]["Html"]["Data"]


def test_a_repeated_fact_sends_nothing_more(sent: Sent) -> None:
    deliver(recorded(REQUESTED), now=NOW)
    deliver(recorded(REQUESTED), now=NOW + timedelta(minutes=5))
    assert len(sent) == 2


def test_a_record_is_kept_a_year_and_names_no_address(sent: Sent) -> None:
    deliver(recorded(ACCEPTED), now=NOW)
    item = dynamodb().get_item(
        TableName=settings().table_name,
        Key={"pk": {"S": "MAIL#fc_1"}, "sk": {"S": "booking_confirmed#coworker"}},
    )["Item"]
    assert item["ttl"] == {"N": str(int((NOW + timedelta(days=365)).timestamp()))}
    assert "@" not in str(item)


def test_an_acceptance_is_told_to_the_coworker_alone(sent: Sent) -> None:
    deliver(recorded(ACCEPTED), now=NOW)
    assert addressees(sent) == [COWORKER.email]


def test_a_space_without_a_contact_writes_to_its_owner(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "space_of", lambda _: replace(SPACE, contact_email=""))
    deliver(recorded(REQUESTED), now=NOW)
    assert addressees(sent) == [OWNER.email, COWORKER.email]


def test_a_submission_is_told_to_the_owner_and_to_the_operator(sent: Sent) -> None:
    deliver(recorded(SpaceSubmitted(**OF_SPACE)), now=NOW)
    assert addressees(sent) == [OWNER.email, OPERATOR]
    assert subjects(sent)[1] == "Espace à modérer : L'Atelier du Canal"


@pytest.mark.parametrize("code", ["TooManyRequestsException", "LimitExceededException", "SendingPausedException"])
def test_a_refusal_that_passes_brings_back_only_the_mail_still_due(stubbed: Stubber, code: str) -> None:
    refuse(stubbed, code)
    let_pass(stubbed)
    with pytest.raises(ExceptionGroup):
        deliver(recorded(REQUESTED), now=NOW)
    assert records() == {"request_sent#coworker": "sent m0"}

    let_pass(stubbed)
    deliver(recorded(REQUESTED), now=NOW)
    assert records().keys() == {"request_sent#coworker", "new_request#host"}


@pytest.mark.parametrize("code", ["MessageRejected", "BadRequestException"])
def test_a_refusal_that_lasts_is_recorded_and_never_tried_again(stubbed: Stubber, code: str) -> None:
    refuse(stubbed, code, "Address blacklisted: accueil@canal.example")
    let_pass(stubbed)
    deliver(recorded(REQUESTED), now=NOW)
    assert records() == {"new_request#host": f"failed {code}", "request_sent#coworker": "sent m0"}
    deliver(recorded(REQUESTED), now=NOW)


def test_a_sender_that_is_not_verified_yet_loses_no_mail(stubbed: Stubber) -> None:
    refuse(stubbed, "MessageRejected", "Email address is not verified. The following identities failed: x@y")
    with pytest.raises(ExceptionGroup) as raised:
        deliver(recorded(ACCEPTED), now=NOW)
    assert records() == {}
    assert "x@y" not in repr(raised.value)


def test_a_template_that_breaks_does_not_hold_back_the_other_mail(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(template: str, *rest: Any) -> Any:
        if template == "new_request":
            raise ValueError("broken")
        return render(template, *rest)

    monkeypatch.setattr(module, "render", broken)
    with pytest.raises(ExceptionGroup):
        deliver(recorded(REQUESTED), now=NOW)
    assert addressees(sent) == [COWORKER.email]


def test_a_death_between_sending_and_recording_sends_a_second_copy(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: Any, **__: Any) -> bool:
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(store, "settle", die)
        with pytest.raises(SystemExit):
            deliver(recorded(ACCEPTED), now=NOW)
    with pytest.raises(ExceptionGroup):
        deliver(recorded(ACCEPTED), now=NOW)
    assert len(sent) == 1, "who comes while it may still be on its way waits"
    deliver(recorded(ACCEPTED), now=NOW + store.LEASE + timedelta(seconds=1))
    assert len(sent) == 2
    assert records().keys() == {"booking_confirmed#coworker"}


def test_a_coworker_whose_login_is_gone_is_recorded_as_unreachable(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_: str) -> User | None:
        return None

    monkeypatch.setattr(module, "contact_of", nobody)
    deliver(recorded(ACCEPTED), now=NOW)
    assert sent == []
    assert records() == {"booking_confirmed#coworker": "failed no_recipient"}


def test_an_address_with_an_accented_domain_is_sent_in_ascii(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "contact_of", lambda _: replace(COWORKER, email="moi@écluse.example"))
    deliver(recorded(ACCEPTED), now=NOW)
    assert addressees(sent) == ["moi@xn--cluse-9ra.example"]


def test_an_answer_address_that_ses_cannot_write_to_never_costs_the_mail(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "contact_of", lambda _: replace(COWORKER, email="prénom@mail.example"))
    deliver(recorded(REQUESTED), now=NOW)
    assert addressees(sent)[0] == SPACE.contact_email
    assert sent[0]["ReplyToAddresses"] == []


def test_an_invoice_is_told_to_its_buyer_in_its_own_language(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    fact = DocumentStored(**OF_DOCUMENT, number="F-2027-000012", document_kind="invoice")
    asked: list[str] = []

    def found(ids: Sequence[str]) -> list[Listed]:
        asked.extend(ids)
        return [Listed(document_of(fact, "en"), stored=True)]

    monkeypatch.setattr(module, "documents", found)
    deliver(recorded(fact), now=NOW)
    assert asked == ["doc-1"]
    assert addressees(sent) == [COWORKER.email]
    assert subjects(sent) == ["Your invoice F-2027-000012: Salle Écluse"]


def test_an_invoice_to_a_host_is_told_to_its_owner_and_fails_for_nobody(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user has no such id: a mail to a coworker would be given up, and counted as failed."""

    def found(_: Sequence[str]) -> list[Listed]:
        return [Listed(document_of(fact, "en", sold_to_host=True), stored=True)]

    fact = DocumentStored(**OF_DOCUMENT, number="F-2027-000013", document_kind="invoice")
    monkeypatch.setattr(module, "documents", found)
    monkeypatch.setattr(module, "contact_of", lambda _: None)
    deliver(recorded(fact), now=NOW)
    assert addressees(sent) == [OWNER.email]
    assert subjects(sent) == ["Invoice of our commission for April 2027: €180.00"]
    assert records().keys() == {"invoice_ready#buyer"}


def test_a_self_billed_invoice_is_told_to_the_seller_in_his_language(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def host_of(host_id: str) -> Host:
        return Host(host_id, "Les Quais", "fr", OWNER.id)

    fact = DocumentStored(**OF_DOCUMENT, number="AF-2027-000004", document_kind="self_billed")
    monkeypatch.setattr(module, "documents", lambda _: [Listed(document_of(fact, "fr"), stored=True)])
    monkeypatch.setattr(module, "host_of", host_of)
    deliver(recorded(fact), now=NOW)
    assert addressees(sent) == [OWNER.email]
    assert subjects(sent) == ["Votre facture AF-2027-000004 d'avril 2027 est prête"]
    assert f"{PUBLIC_URL}/hote/ho_1/versements" in sent[0]["Content"]["Simple"]["Body"]["Text"]["Data"]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.kind)
def test_every_fact_reaches_whom_the_table_names(fact: Fact, sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the case that `deliver` reads, not the samples' own."""
    asked: list[str] = []

    def booking_of(booking_id: str) -> Booking:
        asked.append(booking_id)
        return BOOKING

    monkeypatch.setattr(module, "booking_of", booking_of)
    monkeypatch.setattr(module, "mandate_of", lambda _: MANDATE)
    waits = case_of(ClaimantInvited(subject="CLAIM#cl_1", claimant_id="cl_1"))
    assert isinstance(waits, ClaimantCase)
    monkeypatch.setattr(claims, "owner_of", lambda _: waits.owner)
    monkeypatch.setattr(claims, "listings_of", lambda _: list(waits.listings))
    if isinstance(fact, DocumentStored):
        listed = [Listed(document_of(fact, "fr"), stored=True)]
        monkeypatch.setattr(module, "documents", lambda _: listed)
    deliver(recorded(fact), now=NOW)
    addresses = {
        Role.HOST: SPACE.contact_email,
        Role.COWORKER: COWORKER.email,
        Role.BUYER: COWORKER.email,
        Role.OWNER: OWNER.email,
        Role.OPERATOR: OPERATOR,
        Role.INVITED: INVITATION.email,
        Role.MEMBER: MEMBER.email,
        Role.CLAIMANT: "lucie@host.example",
    }
    assert addressees(sent) == [addresses[mail.role] for mail in mails_for(fact)]
    assert set(asked) <= {BOOKING.id}


def test_an_invitation_carries_its_link_to_the_invited_address_alone(sent: Sent) -> None:
    deliver(recorded(MemberInvited(**OF_INVITATION)), now=NOW)
    assert addressees(sent) == [INVITATION.email]
    assert subjects(sent) == ["Coworker Un vous invite à gérer Les Quais sur Pupitre"]
    assert f"{PUBLIC_URL}/invitations/{TOKEN}" in sent[0]["Content"]["Simple"]["Body"]["Text"]["Data"]


def test_an_invitation_that_was_withdrawn_before_its_mail_left_is_not_sent(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "invitation_of", lambda *_: INVITATION.ended(State.WITHDRAWN))
    deliver(recorded(MemberInvited(**OF_INVITATION)), now=NOW)
    assert sent == []


def test_who_joins_is_told_to_all_owners_in_one_letter(sent: Sent) -> None:
    joined = MemberJoined(**OF_MEMBER, invitation="in_1", changes={"role": [None, "manager"]})
    deliver(recorded(joined), now=NOW)
    assert [mail["Destination"]["ToAddresses"] for mail in sent] == [[OWNER.email, CO_OWNER.email]]


def test_an_account_that_stays_restricted_is_told_once() -> None:
    again = ConnectedAccountChanged(**OF_ACCOUNT, state="restricted", was="restricted")
    active = ConnectedAccountChanged(**OF_ACCOUNT, state="active", was="restricted")
    assert [mails_for(again), mails_for(active)] == [[], []]


def test_money_that_came_back_whole_is_told_to_nobody() -> None:
    fact = TransferTakenBack(**OF_PURSE, booking="bk_1", amount=5400, debt=0, cause="disputed")
    assert mails_for(fact) == []


def test_a_month_without_a_mandate_is_the_hosts_and_any_other_that_stands_still_the_operators() -> None:
    reasons = ("no_mandate", "sums_differ")
    facts = [MonthParked(**OF_MONTH, reason=reason) for reason in reasons]
    assert [[mail.role for mail in mails_for(fact)] for fact in facts] == [[Role.OWNER], [Role.OPERATOR]]


@pytest.mark.parametrize(
    ("fact", "wanted"), [(REQUESTED, True), (ACCEPTED, True), (BookingAbandoned(**OF_BOOKING), False)]
)
def test_only_facts_that_call_for_a_mail_are_wanted(fact: Fact, wanted: bool) -> None:
    assert wants(recorded(fact)) is wanted
