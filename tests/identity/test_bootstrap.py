import pytest

from chalicelib.core.errors import StaleVersion
from chalicelib.identity import bootstrap, store
from chalicelib.identity.bootstrap import main, name_staff
from chalicelib.identity.model import StaffRole
from chalicelib.identity.sessions import sign_in
from chalicelib.kit.outbox import facts_of
from chalicelib.kit.settings import Settings, settings
from tests.identity.fake_pool import FakePool
from tests.make.identity import PASSWORD, pool_user, saved_user, work

NAMED = ["--email", "Ada@Example.org", "--role", "moderator", "--role", "operator"]


def test_a_confirmed_person_is_named_before_they_ever_signed_in(
    pool: FakePool, capsys: pytest.CaptureFixture[str]
) -> None:
    pool.holds("ada@example.org", password=PASSWORD)

    assert main(NAMED) == 0

    assert capsys.readouterr().out == "ada@example.org is now moderator, operator.\n"
    assert store.staff_roles("sub-ada") == {StaffRole.MODERATOR, StaffRole.OPERATOR}
    facts = {recorded.fact.kind: recorded for recorded in facts_of("USER#sub-ada")}
    assert facts.keys() == {"UserJoined", "StaffNamed"}
    assert facts["StaffNamed"].fact.changes == {"roles": [[], ["moderator", "operator"]]}
    assert facts["StaffNamed"].actor.kind == "system"


def test_a_named_person_keeps_their_roles_when_they_sign_in(pool: FakePool) -> None:
    pool.holds("ada@example.org", password=PASSWORD)
    main(NAMED)

    session = sign_in("ada@example.org", PASSWORD, uow=work())

    assert session.user.roles == {StaffRole.MODERATOR, StaffRole.OPERATOR}


def test_roles_are_added_to_those_held_already(pool: FakePool) -> None:
    pool.holds("ada@example.org")
    saved_user("sub-ada", email="ada@example.org", roles=[StaffRole.OPERATOR])

    assert main(["--email", "ada@example.org", "--role", "moderator"]) == 0

    user = store.user("sub-ada")
    assert user is not None
    assert user.roles == {StaffRole.MODERATOR, StaffRole.OPERATOR}
    assert user.version == 2


def test_naming_twice_changes_nothing(pool: FakePool) -> None:
    pool.holds("ada@example.org")
    main(NAMED)

    assert main(NAMED) == 0
    assert len(facts_of("USER#sub-ada")) == 2


@pytest.mark.parametrize(
    ("status", "verified"), [("UNCONFIRMED", "false"), ("CONFIRMED", "false"), ("UNCONFIRMED", "true")]
)
def test_an_address_that_nobody_confirmed_is_not_named(
    pool: FakePool, capsys: pytest.CaptureFixture[str], status: str, verified: str
) -> None:
    login = pool.holds("ada@example.org")
    login.status, login.attributes["email_verified"] = status, verified

    assert main(NAMED) == 1
    assert "is not confirmed" in capsys.readouterr().err
    assert store.staff_roles("sub-ada") == frozenset()


def test_somebody_unknown_is_not_named(pool: FakePool, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(NAMED) == 1
    assert "Nobody signed up as Ada@Example.org" in capsys.readouterr().err


def test_a_terminal_without_a_stage_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = Settings(**{**vars(settings()), "user_pool_id": ""})
    monkeypatch.setattr(bootstrap, "settings", lambda: nowhere)

    assert main(NAMED) == 1
    assert "USER_POOL_ID" in capsys.readouterr().err


def test_an_unknown_role_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--email", "ada@example.org", "--role", "emperor"])

    assert ended.value.code == 2
    assert "moderator" in capsys.readouterr().err


def test_naming_does_not_overwrite_a_first_visit_made_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    saved_user("sub-ada")
    monkeypatch.setattr(store, "user", lambda _: None)

    with pytest.raises(StaleVersion):
        name_staff(pool_user(), [StaffRole.OPERATOR], uow=work())
