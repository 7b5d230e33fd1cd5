import pytest

from chalicelib.core.facts import SYSTEM
from chalicelib.identity.facts import HostUpdated
from chalicelib.identity.hosts import create_host, rename_host
from chalicelib.identity.journal import page_of
from chalicelib.identity.model import Host
from chalicelib.identity.schemas import JournalEntryView
from chalicelib.identity.team.change import hand_over
from chalicelib.kit.cursor import BadCursor
from chalicelib.kit.outbox import item_of, relay
from chalicelib.kit.unit_of_work import UnitOfWork
from tests.make.identity import NOW, saved_host, saved_user, work
from tests.make.teams import MANAGER, saved_team


def relayed(uow: UnitOfWork) -> None:
    for recorded in uow.facts:
        relay(item_of(recorded), consumers={})


def host_renamed(times: int) -> Host:
    saved_user("sub-ada", given_name="Ada", family_name="Lovelace")
    host = saved_host("sub-ada", name="Ruche 0")
    for number in range(1, times + 1):
        uow = work("sub-ada")
        host = rename_host(host, expected=host.version, name=f"Ruche {number}", language="fr", uow=uow)
        relayed(uow)
    return host


def test_an_entry_says_who_did_what_from_where_and_what_changed() -> None:
    host = host_renamed(1)

    [entry], cursor = page_of(host.id, None, 25, for_staff=False)

    assert entry == {
        "sequence": 1,
        "at": NOW,
        "kind": "HostUpdated",
        "subject": host.key,
        "actor": "user",
        "actor_name": "Ada Lovelace",
        "ip": "203.0.113.7",
        "changes": {"name": ["Ruche 0", "Ruche 1"]},
        "details": {},
    }
    assert cursor is None
    JournalEntryView(**entry)


def test_pages_follow_each_other_newest_first_without_an_empty_one() -> None:
    host = host_renamed(4)

    newest, cursor = page_of(host.id, None, 2, for_staff=False)
    oldest, end = page_of(host.id, cursor, 2, for_staff=False)

    assert [entry["sequence"] for entry in newest + oldest] == [4, 3, 2, 1]
    assert end is None


def test_a_cursor_of_another_host_is_refused() -> None:
    _, cursor = page_of(host_renamed(3).id, None, 2, for_staff=False)

    with pytest.raises(BadCursor):
        page_of("ho_other", cursor, 2, for_staff=False)


def test_what_a_machine_did_has_no_name_and_details_of_a_fact_stand_apart() -> None:
    uow = UnitOfWork(now=NOW, actor=SYSTEM)
    host = saved_host("sub-gone", name="La Ruche")
    uow.record(HostUpdated(subject=host.key, host_id=host.id))
    uow.commit()
    relayed(uow)
    creation = work("sub-gone")
    saved = create_host("Le Loft", "fr", key="key-2", user_id="sub-gone", uow=creation)
    relayed(creation)

    [by_machine], _ = page_of(host.id, None, 25, for_staff=False)
    [by_unknown], _ = page_of(saved.id, None, 25, for_staff=False)

    assert (by_machine["actor"], by_machine["actor_name"], by_machine["ip"]) == ("system", None, None)
    assert (by_unknown["actor"], by_unknown["actor_name"]) == ("user", None)
    assert by_unknown["details"] == {"name": "Le Loft", "owner_id": "sub-gone"}


def test_a_host_without_facts_has_an_empty_journal() -> None:
    assert page_of("ho_new", None, 25, for_staff=False) == ([], None)


def test_a_member_is_named_in_what_happened_to_him() -> None:
    host = saved_team(bob=MANAGER)
    uow = work("sub-ada")
    hand_over(host.id, "sub-bob", step_down=False, actor_id="sub-ada", uow=uow)
    relayed(uow)

    [handed, raised], _ = page_of(host.id, None, 25, for_staff=False)

    assert (raised["kind"], raised["changes"]) == ("MemberRoleChanged", {"role": ["manager", "owner"]})
    assert handed["details"] == {"member": "sub-bob", "member_name": "Bob"}
    assert handed["changes"] == {"owner_id": ["Ada Lovelace", "Bob"]}
    JournalEntryView(**handed)
