import pytest

from chalicelib.core.errors import StaleVersion
from chalicelib.identity import store
from chalicelib.identity.errors import SessionOver
from chalicelib.identity.model import User
from chalicelib.identity.profile import contact_of, edit_profile, hosts_of, names_of, profile_of, welcome
from chalicelib.kit.outbox import facts_of
from tests.make.identity import pool_user, saved_host, saved_user, work


def edited(user: User, *, expected: int | None = None, given_name: str = "Augusta") -> User:
    return edit_profile(
        user,
        expected=user.version if expected is None else expected,
        given_name=given_name,
        family_name=user.family_name,
        language="en",
        uow=work(user.id),
    )


def test_an_edited_profile_is_kept_with_its_next_version() -> None:
    user = edited(saved_user())

    assert (user.given_name, user.language, user.version) == ("Augusta", "en", 2)
    assert profile_of(user.id) == user


def test_the_facts_of_an_edit_name_its_fields_but_not_what_they_said() -> None:
    user = edited(saved_user())

    [recorded] = facts_of(user.key)
    assert recorded.fact.data() == {"subject": user.key, "fields": ["given_name", "language"]}


def test_an_edit_that_changes_nothing_writes_nothing() -> None:
    user = saved_user(given_name="Augusta", language="en")

    assert edited(user) == user
    assert facts_of(user.key) == []


def test_an_edit_of_an_older_version_is_refused() -> None:
    user = edited(saved_user())

    with pytest.raises(StaleVersion):
        edited(user, expected=1, given_name="Byron")

    assert profile_of(user.id).given_name == "Augusta"


def test_an_edit_between_our_read_and_our_write_is_not_overwritten() -> None:
    read_early = saved_user()
    edited(read_early, given_name="Augusta")

    with pytest.raises(StaleVersion):
        edited(read_early, given_name="Byron")

    assert profile_of(read_early.id).given_name == "Augusta"


def test_a_token_without_a_profile_is_a_session_that_is_over() -> None:
    with pytest.raises(SessionOver):
        profile_of("sub-of-nobody")


def test_two_first_visits_at_once_give_one_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    first = welcome(pool_user(), uow=work())
    reads = iter([None, first])
    monkeypatch.setattr(store, "user", lambda _: next(reads))

    assert welcome(pool_user(), uow=work()) == first
    assert len(facts_of(first.key)) == 1


def test_a_visit_that_loses_to_an_edit_gives_the_profile_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stale = saved_user()
    current = edited(stale)
    reads = iter([stale, current])
    monkeypatch.setattr(store, "user", lambda _: next(reads))

    assert welcome(pool_user(email="moved@example.org"), uow=work()) == current


def test_names_are_given_for_those_who_have_one() -> None:
    saved_user("sub-ada", given_name="Ada", family_name="Lovelace")
    saved_user("sub-nameless", given_name="", family_name="")

    assert names_of(["sub-ada", "sub-ada", "sub-nameless", "sub-gone"]) == {"sub-ada": "Ada Lovelace"}
    assert names_of([]) == {}


def test_names_of_more_people_than_one_read_takes() -> None:
    ids = [f"sub-{number}" for number in range(101)]
    for some in (ids[:60], ids[60:]):
        uow = work()
        for user_id in some:
            store.add_user(uow, User(user_id, "-@example.org", "Ada", "Lovelace", "fr"))
        uow.commit()

    assert names_of(ids).keys() == set(ids)


def test_a_mail_knows_where_to_go_or_that_nobody_is_there() -> None:
    user = saved_user(email="ada@example.org", language="en")

    assert contact_of(user.id) == user
    assert contact_of("sub-gone") is None


def test_ones_hosts_come_in_the_order_of_their_names_without_those_of_others() -> None:
    saved_host("sub-ada", name="Ruche", key="1")
    saved_host("sub-ada", name="Atelier", key="2")
    saved_host("sub-bob", name="Loft", key="1")

    assert [member.host_name for member in hosts_of("sub-ada")] == ["Atelier", "Ruche"]
    assert hosts_of("sub-carol") == []


def test_other_things_of_ones_own_are_not_taken_for_hosts() -> None:
    host = saved_host("sub-ada")
    uow = work()
    keys = {"pk": "BK#bk_1", "sk": "META", "mine_pk": "USER#sub-ada", "mine_sk": "BK#2027-03-01#bk_1"}
    uow.put({name: {"S": value} for name, value in keys.items()})
    uow.commit()

    assert [member.host_id for member in hosts_of("sub-ada")] == [host.id]


def test_somebody_without_a_profile_has_no_staff_role() -> None:
    assert store.staff_roles("sub-of-nobody") == frozenset()
