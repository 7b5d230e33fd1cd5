"""From a file to drafts and the letters to their owners."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.claims import bring, find, invite, objects, store, work
from chalicelib.claims.facts import ClaimantInvited, ImportEnded, ListingImported
from chalicelib.claims.model import Counts, Import, ImportState, claimant_key, claimant_of, host_of, space_of
from chalicelib.core.money import Basis
from chalicelib.identity import hosts
from chalicelib.identity.model import host_key
from chalicelib.kit import aws, outbox, queue, table, unit_of_work
from chalicelib.kit.settings import settings
from chalicelib.spaces.find import space_of as the_space
from chalicelib.spaces.model import OpenInterval, RoomKind, SpaceStatus, Tariff
from tests.make.claims import NOW, OWNER, Imports, a_file, a_row, codes, put, told

THREE = [a_row("WL-1"), a_row("WL-2"), a_row("WL-3", owner_email="paul@ruche.example", host_name="La Ruche")]


def all_items() -> list[Any]:
    return sorted(
        aws.dynamodb().scan(TableName=settings().table_name)["Items"],
        key=lambda item: (item["pk"]["S"], item["sk"]["S"]),
    )


def lasting() -> list[Any]:
    """All but imports and facts, whose ids are random."""
    return [
        item for item in all_items() if not item["pk"]["S"].startswith("IMPORT#") and not outbox.is_fact(item)
    ]  # fmt: skip


def invited(*emails: str) -> int:
    facts = [one.fact for email in emails for one in outbox.facts_of(claimant_key(claimant_of(email)))]
    return sum(isinstance(fact, ClaimantInvited) for fact in facts)


def test_a_row_becomes_a_draft_of_a_host_without_anybody(imports: Imports) -> None:
    known = imports.imported(a_file([a_row()]))
    space = the_space(space_of("WL-1"))
    host = hosts.host_of(space.host_id)
    assert (known.state, known.counts, known.invited) == (ImportState.DONE, Counts(made=1), 1)
    assert (space.status, space.name, space.address.city) == (SpaceStatus.DRAFT, "Espace WL-1", "Paris")
    assert space.opening_hours[4] == (OpenInterval(540, 1080),)
    assert not space.opening_hours[5]
    assert space.contact_email == OWNER
    [room] = space.rooms
    assert (room.kind, room.capacity, room.tariff) == (
        RoomKind.MEETING_ROOM, 8, Tariff(Basis.HT, hour=2550, day=16_000),
    )  # fmt: skip
    assert (host.name, host.owner_id) == ("La Fabrique", "")
    [fact] = outbox.facts_of(host_key(host.id))
    assert isinstance(fact.fact, ListingImported)
    assert fact.actor.user_id == "sub-operator"


def test_a_draft_may_lack_all_that_its_owner_knows_better(imports: Imports) -> None:
    row = {name: cell for name, cell in a_row().items() if name in {"reference", "owner_email", "space_name", "city"}}
    assert imports.imported(a_file([row])).counts == Counts(made=1)
    space = the_space(space_of("WL-1"))
    assert (space.address.line1, space.rooms) == ("", ())
    assert hosts.host_of(space.host_id).name == space.name


def test_an_owner_is_written_to_once_for_all_his_listings(imports: Imports) -> None:
    known = imports.imported(a_file(THREE, delimiter=";"))
    assert (known.counts, known.invited) == (Counts(made=3), 2)
    assert invited(OWNER) == invited("paul@ruche.example") == 1
    first, second = the_space(space_of("WL-1")), the_space(space_of("WL-2"))
    assert first.host_id == second.host_id != the_space(space_of("WL-3")).host_id
    [ended] = [one.fact for one in outbox.facts_of(known.key) if isinstance(one.fact, ImportEnded)]
    assert (ended.made, ended.invited) == (3, 2)


def test_a_second_import_changes_nothing_and_writes_to_nobody(imports: Imports) -> None:
    imports.imported(a_file(THREE))
    before = lasting()
    again = imports.imported(a_file(THREE), key="second", now=NOW + timedelta(days=1))
    assert (again.counts, again.invited) == (Counts(present=3), 0)
    assert lasting() == before
    assert codes(again.id) == []


def test_a_row_that_changed_since_is_told_and_not_applied(imports: Imports) -> None:
    imports.imported(a_file(THREE))
    again = imports.imported(a_file([a_row("WL-1", space_name="Autrement"), a_row("WL-2")]), key="second")
    assert again.counts == Counts(present=2)
    assert codes(again.id) == [(2, "", "already_there")]
    assert the_space(space_of("WL-1")).name == "Espace WL-1"


def test_rows_that_are_wrong_are_told_cell_by_cell_and_the_others_come(imports: Imports) -> None:
    wrong = a_row("WL-2", owner_email="nobody", capacity="many", price_hour="1.234", opening_hours="always")
    known = imports.imported(a_file([a_row("WL-1"), wrong, a_row("WL-3", city=" "), a_row("WL-1"), a_row("WL-5")]))
    assert known.counts == Counts(made=2, refused=3)
    assert set(codes(known.id)) == {
        (3, "owner_email", "value_error"),
        (3, "opening_hours", "value_error.hours_unreadable"),
        (3, "capacity", "int_parsing"),
        (3, "price_hour", "value_error.price_unreadable"),
        (4, "city", "missing"),
        (5, "", "reference_twice"),
    }
    [note, *_] = find.notes(known.id, after="", limit=1)[0]
    assert (note.reference, note.value) == ("WL-2", "nobody")


def test_a_price_says_on_which_side_of_the_tax_it_is(imports: Imports) -> None:
    known = imports.imported(a_file([a_row(price_basis="")]))
    assert codes(known.id) == [(2, "price_basis", "missing")]


def stretches(monkeypatch: pytest.MonkeyPatch, rows: int = 1, owners: int = 1) -> None:
    monkeypatch.setattr(bring, "MOST_ROWS", rows)
    monkeypatch.setattr(invite, "OWNERS_AT_ONCE", owners)


def test_messages_that_come_twice_or_late_change_nothing(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    stretches(monkeypatch)
    import_id = imports.sends(a_file(THREE))
    handled: list[str] = []
    while imports.sent:
        handled.append(imports.step())
        if len(handled) < 12:
            imports.sent.append(handled[-1])
    known = find.import_of(import_id)
    assert (known.state, known.counts, known.invited) == (ImportState.DONE, Counts(made=3), 2)
    before = all_items()
    for message in handled:
        work.handle(message, NOW + timedelta(hours=1))
    imports.run()
    assert all_items() == before


class Killed(BaseException):
    """As Lambda ends a worker: nothing catches it."""


def dying(monkeypatch: pytest.MonkeyPatch, at: int) -> Callable[[], int]:
    """Of all that a worker writes and sends, the one of number `at` is the last that it does. Counts them."""
    calls = [0]

    def last(genuine: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            answer = genuine(*arguments, **named)
            calls[0] += 1
            if calls[0] == at:
                raise Killed
            return answer

        return call

    for module, name in (
        (unit_of_work.UnitOfWork, "commit"),
        (store, "put_notes"),
        (queue, "send"),
        (objects, "drop"),
    ):
        monkeypatch.setattr(module, name, last(getattr(module, name)))
    return lambda: calls[0]


def emptied() -> None:
    for item in all_items():
        aws.dynamodb().delete_item(TableName=settings().table_name, Key={"pk": item["pk"], "sk": item["sk"]})


def test_a_worker_may_die_after_anything_that_it_does(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    stretches(monkeypatch)
    rows = a_file([THREE[0], THREE[0]])
    for at in range(1, 30):
        emptied()
        import_id = imports.sends(rows)
        with monkeypatch.context() as patch:
            count = dying(patch, at)
            while imports.sent:
                message = imports.sent[0]
                try:
                    imports.step()
                except Killed:
                    imports.sent.append(message)
        known = find.import_of(import_id)
        assert (known.state, known.counts) == (ImportState.DONE, Counts(made=1, refused=1)), at
        assert [code for _, _, code in codes(import_id)] == ["reference_twice"]
        assert invited(OWNER) == known.invited == 1
        if count() < at:
            return
    pytest.fail("more steps than were tried")


def test_a_message_lost_between_writing_and_sending_is_made_up_for(imports: Imports) -> None:
    import_id = imports.sends(a_file(THREE))
    came = imports.step()
    imports.sent.clear()
    work.handle(came, NOW)
    imports.run()
    assert find.import_of(import_id).state is ImportState.DONE


def test_a_file_that_is_replaced_on_the_way_is_read_no_further(
    imports: Imports, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretches(monkeypatch)
    import_id = imports.sends(a_file(THREE))
    imports.step()
    imports.step()
    put(import_id, a_file([a_row("WL-9")]))
    imports.run()
    known = find.import_of(import_id)
    assert (known.state, known.reason, known.counts) == (ImportState.REFUSED, "file_replaced", Counts(made=1))


def test_the_file_is_gone_when_all_is_done(imports: Imports) -> None:
    imports.imported(a_file(THREE))
    assert "Contents" not in aws.s3().list_objects_v2(Bucket=settings().uploads_bucket)


def test_a_file_that_no_form_of_ours_let_in_is_nothing(imports: Imports) -> None:
    put("ip_unknown", a_file(THREE))
    work.handle(told("ip_unknown"), NOW)
    assert all_items() == []


@pytest.fixture
def light(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Counts the items of listings instead of keeping them: moto copies its table for each transaction."""
    counted: dict[str, int] = {}
    genuine = aws.dynamodb().transact_write_items

    def write(**named: Any) -> Any:
        puts = [next(iter(one.values()))["Item"] for one in named["TransactItems"]]
        if any(item["sk"]["S"] == store.IMPORTED for item in puts):
            for item in puts:
                kind = item["sk"]["S"].split("#")[0]
                counted[kind] = counted.get(kind, 0) + 1
            return {}
        return genuine(**named)

    monkeypatch.setattr(aws.dynamodb(), "transact_write_items", write)
    monkeypatch.setattr(store, "claim", lambda *_: None)
    monkeypatch.setattr(store, "claimant", lambda *_: None)
    monkeypatch.setattr(store, "origins", lambda *_: {})
    return counted


def test_ten_thousand_listings_come_in_bounded_memory(
    imports: Imports, light: dict[str, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The file lies on a disk, since the S3 of these tests holds it in our own memory."""
    file = tmp_path / "fiches.csv"
    words = "Un lieu clair, calme et bien équipé. " * 20
    rows = (
        a_row(f"WL-{number}", owner_email=f"o{number}@hosts.example", description=words) for number in range(10_000)
    )
    file.write_bytes(a_file(rows))
    size = file.stat().st_size

    def chunks(_: str, __: str, *, offset: int = 0) -> Iterator[bytes]:
        with file.open("rb") as opened:
            opened.seek(offset)
            while chunk := opened.read(objects.CHUNK_BYTES):
                yield chunk

    monkeypatch.setattr(objects, "etag_of", lambda _: ("etag", size))
    monkeypatch.setattr(objects, "chunks", chunks)
    import_id = imports.sends(b"elsewhere")
    peaks: list[int] = []
    while imports.sent:
        # The first look and some of the stretches: counting makes each several times slower. The others are read and
        # judged as always, and made no drafts of.
        measured = len(peaks) % 25 == 0
        with monkeypatch.context() as patch:
            if measured:
                tracemalloc.start()
            else:
                patch.setattr(bring, "_make", lambda *_: light.update(made=light.get("made", 0) + 1))
            imports.step()
        peaks.append(tracemalloc.get_traced_memory()[1] if measured else 0)
        tracemalloc.stop()
    known = find.import_of(import_id)
    assert (known.state, known.counts) == (ImportState.DONE, Counts(made=10_000))
    assert light["IMPORTED"] == light["OWNER"] > 200
    assert light["IMPORTED"] + light["made"] == 10_000
    assert max(peaks) < size / 2, peaks


def test_two_workers_at_one_stretch_count_it_once(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    import_id = imports.sends(a_file(THREE))
    imports.step()
    genuine, message = bring.bring, imports.sent[0]

    def overtaken(known: Import, *arguments: Any, **named: Any) -> Any:
        monkeypatch.setattr(work, "bring", genuine)
        work.handle(message, NOW)
        return genuine(known, *arguments, **named)

    monkeypatch.setattr(work, "bring", overtaken)
    imports.step()
    imports.run()
    assert find.import_of(import_id).counts == Counts(made=3)


def test_two_imports_may_meet_at_one_owner(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look for a claim and the writing, another import makes it."""
    genuine = store.claim
    claimant_id = claimant_of(OWNER)

    def late(*arguments: Any) -> Any:
        found = genuine(*arguments)
        monkeypatch.setattr(store, "claim", genuine)
        imports.imported(a_file([a_row("WL-2")]), key="other")
        return found

    first = imports.sends(a_file([a_row("WL-1")]))
    imports.step()
    step = imports.sent.pop()
    monkeypatch.setattr(store, "claim", late)
    work.handle(step, NOW)
    imports.run()
    assert find.import_of(first).counts == Counts(made=1)
    assert [claim.host_id for claim in store.claims_of(claimant_id)] == [host_of(claimant_id, "La Fabrique")]
    assert the_space(space_of("WL-1")).host_id == the_space(space_of("WL-2")).host_id
    assert table.read(host_key(host_of(claimant_id, "La Fabrique")), "META")
