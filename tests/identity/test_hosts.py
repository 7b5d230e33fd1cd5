import pytest

from chalicelib.core.errors import NotFound, StaleVersion
from chalicelib.identity import store
from chalicelib.identity.hosts import create_host, host_ids, host_of, owner_of, rename_host
from chalicelib.identity.model import Host, HostRole, Membership
from chalicelib.identity.profile import hosts_of
from chalicelib.kit.outbox import facts_of
from tests.make.identity import saved_host, saved_user, work


def renamed(host: Host, name: str = "Le Rucher", *, expected: int | None = None) -> Host:
    version = host.version if expected is None else expected
    return rename_host(host, expected=version, name=name, language="en", uow=work(host.owner_id))


def test_whoever_creates_a_host_owns_it() -> None:
    host = saved_host("sub-ada", name="La Ruche")

    assert host_of(host.id) == host
    assert (host.name, host.owner_id, host.version) == ("La Ruche", "sub-ada", 1)
    assert store.membership(host.id, "sub-ada") == Membership(host.id, "La Ruche", "sub-ada", HostRole.OWNER)
    assert store.membership(host.id, "sub-bob") is None


def test_a_creation_is_told_once_in_the_journal_of_the_host() -> None:
    host = saved_host("sub-ada", name="La Ruche")

    [created] = facts_of(host.key)
    assert created.fact.kind == "HostCreated"
    assert created.fact.data() == {
        "subject": host.key, "host_id": host.id, "name": "La Ruche", "owner_id": "sub-ada",
    }  # fmt: skip


def test_a_repeated_creation_gives_the_host_made_first() -> None:
    first = saved_host("sub-ada", name="La Ruche", key="key-1")
    again = create_host("Autre", "en", key="key-1", user_id="sub-ada", uow=work("sub-ada"))

    assert again == first
    assert len(hosts_of("sub-ada")) == 1
    assert len(facts_of(first.key)) == 1


def test_the_same_key_of_two_people_makes_two_hosts() -> None:
    assert saved_host("sub-ada", key="key-1").id != saved_host("sub-bob", key="key-1").id


def test_a_renamed_host_has_its_new_name_everywhere() -> None:
    host = renamed(saved_host("sub-ada", name="La Ruche"), "Le Rucher")

    assert host_of(host.id) == host
    assert (host.name, host.language, host.version) == ("Le Rucher", "en", 2)
    assert [member.host_name for member in hosts_of("sub-ada")] == ["Le Rucher"]


def test_a_renaming_keeps_the_old_name_in_the_journal() -> None:
    host = renamed(saved_host("sub-ada", name="La Ruche"), "Le Rucher")

    [updated] = [each.fact for each in facts_of(host.key) if each.fact.kind == "HostUpdated"]
    assert updated.host_id == host.id
    assert updated.changes == {"name": ["La Ruche", "Le Rucher"], "language": ["fr", "en"]}


def test_an_edit_that_changes_nothing_writes_nothing() -> None:
    host = renamed(saved_host(), "Le Rucher")

    assert renamed(host, "Le Rucher") == host
    assert host_of(host.id).version == 2


def test_an_edit_of_an_older_version_is_refused() -> None:
    host = renamed(saved_host())

    with pytest.raises(StaleVersion):
        renamed(host, "Loft", expected=1)


def test_an_edit_between_our_read_and_our_write_is_not_overwritten() -> None:
    read_early = saved_host()
    renamed(read_early, "Le Rucher")

    with pytest.raises(StaleVersion):
        renamed(read_early, "Loft")

    assert host_of(read_early.id).name == "Le Rucher"
    assert [member.host_name for member in hosts_of("sub-ada")] == ["Le Rucher"]


def test_the_owner_of_a_host_is_known_to_other_domains() -> None:
    ada = saved_user("sub-ada")

    assert owner_of(saved_host("sub-ada").id) == ada


def test_an_unknown_host_is_not_found() -> None:
    with pytest.raises(NotFound):
        host_of("ho_unknown")
    with pytest.raises(NotFound):
        owner_of("ho_unknown")


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
def test_all_hosts_are_gone_through_a_page_at_a_time_each_once(limit: int) -> None:
    hosts = [saved_host("sub-ada", key=f"key-{number}") for number in range(5)]
    renamed(hosts[2])

    found: list[str] = []
    more = True
    while more:
        page, more = host_ids(after=found[-1] if found else None, limit=limit)
        assert len(page) <= limit
        found += page

    assert found == sorted(host.id for host in hosts)
