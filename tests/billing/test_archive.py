"""The bytes that were written first are the document, whoever comes later and whatever he would draw."""

import hashlib
from datetime import timedelta

import pytest

from chalicelib.billing import archive, store
from chalicelib.billing.archive import keep_original
from chalicelib.billing.facts import DocumentStored
from chalicelib.billing.model import Document, Original
from chalicelib.kit import files
from chalicelib.kit.aws import s3
from chalicelib.kit.outbox import facts_of
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger.find import journal_of
from chalicelib.ledger.model import Journal
from chalicelib.legal.model import PLATFORM
from chalicelib.reactions import react_to_documents
from tests.make.identity import saved_user
from tests.make.legal import sells
from tests.make.orders import HOST, NOW, an_order, issued

LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _market(table: str) -> None:
    sells(HOST)
    saved_user("coworker")


@pytest.fixture
def document() -> Document:
    return issued(an_order())[0]


def the_file(document: Document) -> bytes:
    body = files.read(settings().archive_bucket, f"documents/{document.draft.seller_id}/{document.id}.pdf")
    assert body
    return body


def drawn_otherwise(monkeypatch: pytest.MonkeyPatch, body: bytes = b"%PDF another version of the program") -> None:
    monkeypatch.setattr(archive, "_rendered", lambda _: body)


def died(_: UnitOfWork) -> None:
    raise ConnectionError("the process is gone")


def test_a_document_has_its_file_and_the_ledger_knows_both_hashes(document: Document) -> None:
    keep_original(document.id, now=LATER)

    body = the_file(document)
    assert body.startswith(b"%PDF-")
    sha256 = hashlib.sha256(body).hexdigest()
    name = f"documents/{HOST}/{document.id}.pdf"
    assert store.original_of(document.id) == Original(name, sha256, len(body), LATER)
    assert journal_of(f"document:{document.id}") == Journal(
        f"document:{document.id}",
        "document_stored",
        LATER,
        (),
        HOST,
        {
            "document": document.id,
            "number": "F-2027-000001",
            "seller": HOST,
            "sha256": sha256,
            "data_sha256": store.data_hash(document.id),
        },
    )
    assert facts_of(document.key)[-1].fact == DocumentStored(
        subject=document.key,
        host_id=HOST,
        number="F-2027-000001",
        document_kind="invoice",
        amount=12_600,
        sha256=sha256,
    )


def test_a_second_run_changes_nothing(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_original(document.id, now=NOW)
    before = the_file(document), store.original_of(document.id), facts_of(document.key)
    drawn_otherwise(monkeypatch)
    keep_original(document.id, now=LATER)
    assert (the_file(document), store.original_of(document.id), facts_of(document.key)) == before


def test_after_a_death_before_the_commit_the_first_bytes_are_kept(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next version of the program would draw it differently: what was archived is the original."""
    with monkeypatch.context() as dying:
        dying.setattr(UnitOfWork, "commit", died)
        with pytest.raises(ConnectionError):
            keep_original(document.id, now=NOW)
    first = the_file(document)
    assert store.original_of(document.id) is None
    drawn_otherwise(monkeypatch)

    keep_original(document.id, now=LATER)

    original = store.original_of(document.id)
    assert original
    assert the_file(document) == first
    assert original.sha256 == hashlib.sha256(first).hexdigest()
    assert journal_of(f"document:{document.id}").evidence["sha256"] == original.sha256


def test_of_two_at_once_the_first_to_put_wins_and_the_second_takes_his_bytes(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both found nothing there; the bucket refuses the second put."""
    name, first = f"documents/{HOST}/{document.id}.pdf", b"%PDF of the other worker"
    read = files.read

    def overtaken(bucket: str, wanted: str) -> bytes | None:
        if wanted == name:
            monkeypatch.setattr(files, "read", read)
            s3().put_object(Bucket=bucket, Key=name, Body=first)
            return None
        return read(bucket, wanted)

    monkeypatch.setattr(files, "read", overtaken)
    keep_original(document.id, now=NOW)
    original = store.original_of(document.id)
    assert original
    assert the_file(document) == first
    assert original.sha256 == hashlib.sha256(first).hexdigest()


def test_of_two_at_once_the_second_to_commit_leaves_it_at_that(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = UnitOfWork.commit

    def overtaken(self: UnitOfWork) -> None:
        monkeypatch.setattr(UnitOfWork, "commit", commit)
        keep_original(document.id, now=NOW)
        commit(self)

    monkeypatch.setattr(UnitOfWork, "commit", overtaken)
    keep_original(document.id, now=LATER)
    original = store.original_of(document.id)
    assert original
    assert original.stored_at == NOW
    assert [type(recorded.fact) for recorded in facts_of(document.key)].count(DocumentStored) == 1


def test_the_message_of_its_issue_may_come_as_often_as_it_likes(document: Document) -> None:
    (recorded,) = facts_of(document.key)
    for number in range(3):
        react_to_documents(recorded, now=NOW + timedelta(days=number))
    original = store.original_of(document.id)
    assert original
    assert original.stored_at == NOW


def test_what_the_platform_sells_is_in_no_hosts_journal() -> None:
    (own,) = issued(an_order(seller_id=PLATFORM))
    keep_original(own.id, now=NOW)
    assert journal_of(f"document:{own.id}").host_id is None
    assert facts_of(own.key)[-1].fact.host_id is None


def test_a_document_that_was_never_issued_has_no_file() -> None:
    with pytest.raises(LookupError):
        keep_original("doc_nobody", now=NOW)
