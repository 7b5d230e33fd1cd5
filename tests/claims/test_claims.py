"""Who gets what waits for an address, and who does not."""

import json
from collections.abc import Callable
from typing import Any

import pytest

import app
from chalicelib.claims import find, store
from chalicelib.claims.claim import check, claim_for
from chalicelib.claims.errors import InvitedLately, NobodyToInvite
from chalicelib.claims.facts import DetailsChecked, HostClaimed
from chalicelib.claims.invite import invite_again
from chalicelib.claims.model import Claim, claimant_of, normal, space_of
from chalicelib.core.facts import Fact
from chalicelib.identity import hosts, profile, sessions
from chalicelib.identity.errors import EmailUnconfirmed
from chalicelib.identity.facts import UserJoined
from chalicelib.identity.model import HostRole, StaffRole, host_key
from chalicelib.kit import auth, outbox
from chalicelib.spaces.find import space_of as the_space
from localdev.gateway import Gateway
from tests.conftest import SetClock
from tests.make.claims import NOW, OPERATOR, OWNER, Imports, a_file, a_row
from tests.make.identity import pool_user, saved_user, work

TWO_HOSTS = [a_row("WL-1"), a_row("WL-2"), a_row("WL-3", host_name="La Ruche")]


def came_in(email: str, user_id: str = "sub-marie") -> str:
    """As after a first sign-in; the pool keeps addresses in small letters."""
    profile.welcome(pool_user(user_id, email=normal(email)), uow=work(user_id))
    return user_id


def claimed(user_id: str) -> list[Claim]:
    return claim_for(user_id, uow=work(user_id, now=NOW))


def host_ids(user_id: str) -> set[str]:
    return {member.host_id for member in profile.hosts_of(user_id)}


def facts(host_id: str, kind: type[Fact]) -> list[Fact]:
    return [one.fact for one in outbox.facts_of(host_key(host_id)) if isinstance(one.fact, kind)]


def test_whoever_reads_the_address_owns_all_that_waits_for_it_whatever_its_letter_case(imports: Imports) -> None:
    rows = [
        row | {"owner_email": email}
        for row, email in zip(TWO_HOSTS, ("Marie@FABRIQUE.example", OWNER, OWNER.upper()), strict=True)
    ]
    imports.imported(a_file(rows))
    user_id = came_in("MARIE@fabrique.Example")
    claims = claimed(user_id)
    assert (
        host_ids(user_id)
        == {claim.host_id for claim in claims}
        == {the_space(space_of(f"WL-{n}")).host_id for n in (1, 3)}
    )
    for claim in claims:
        assert hosts.host_of(claim.host_id).owner_id == user_id
        [fact] = facts(claim.host_id, HostClaimed)
        assert fact.changes == {"owner_id": ["", user_id]}
        assert [member.role for member in profile.hosts_of(user_id)] == [HostRole.OWNER] * 2


@pytest.mark.parametrize(
    "other",
    ["paul@fabrique.example", "marie@fabrique.example.org", "marie+1@fabrique.example", "ma.rie@fabrique.example"],
)
def test_a_different_address_gets_nothing_however_near(other: str) -> None:
    assert claimant_of(other) != claimant_of(OWNER)


def test_letters_that_only_look_alike_are_another_address() -> None:
    assert claimant_of("straße@a.example") != claimant_of("strasse@a.example")
    assert claimant_of("ſophie@a.example") != claimant_of("sophie@a.example")
    assert claimant_of(" Zoe\u0301@a.example") == claimant_of("ZOÉ@a.example")


def test_a_stranger_gets_nothing_and_an_unverified_address_never_comes_in(
    imports: Imports, monkeypatch: pytest.MonkeyPatch
) -> None:
    imports.imported(a_file(TWO_HOSTS))
    stranger = came_in("paul@ruche.example", "sub-paul")
    assert claimed(stranger) == []
    monkeypatch.setattr(sessions, "holder_of", lambda _: pool_user("sub-eve", email=OWNER, verified=False))
    with pytest.raises(EmailUnconfirmed):
        sessions._session({"AccessToken": "t", "ExpiresIn": 1}, "r", work())
    # His address was verified once; the pool says no more than that he wants another one now.
    monkeypatch.setattr(sessions, "holder_of", lambda _: pool_user(stranger, email=OWNER, verified=False))
    with pytest.raises(EmailUnconfirmed):
        sessions._session({"AccessToken": "t", "ExpiresIn": 1}, "r", work())
    assert claimed(stranger) == []
    assert find.waits_for(OWNER)


def test_a_second_time_changes_nothing(imports: Imports) -> None:
    imports.imported(a_file(TWO_HOSTS))
    user_id = came_in(OWNER)
    first = claimed(user_id)
    assert claimed(user_id) == first
    assert len(facts(first[0].host_id, HostClaimed)) == 1


def test_what_is_claimed_stays_claimed(imports: Imports) -> None:
    imports.imported(a_file(TWO_HOSTS))
    [first, *_] = claimed(came_in(OWNER))
    again = imports.imported(a_file([a_row("WL-1", space_name="Repris")]), key="again")
    assert (again.counts.present, again.invited) == (1, 0)
    assert the_space(space_of("WL-1")).name == "Espace WL-1"
    # The login was deleted; somebody opens another one with the address.
    assert claimed(came_in(OWNER, "sub-again")) == []
    assert hosts.host_of(first.host_id).owner_id == "sub-marie"


def test_a_later_listing_of_a_claimed_host_is_its_owners_at_once_and_no_letter_says_otherwise(
    imports: Imports,
) -> None:
    imports.imported(a_file([a_row("WL-1")]))
    [claim] = claimed(came_in(OWNER))
    later = imports.imported(a_file([a_row("WL-9")]), key="later")
    assert the_space(space_of("WL-9")).host_id == claim.host_id
    assert later.invited == 0


def test_a_host_that_has_an_owner_is_given_to_nobody_even_if_its_claim_stands_open(imports: Imports) -> None:
    imports.imported(a_file([a_row()]))
    [claim] = claimed(came_in(OWNER))
    uow = work()
    store.save_claim(uow, Claim(claim.claimant_id, claim.host_id, claim.host_name, version=claim.version + 1))
    uow.commit()
    assert claimed(came_in(OWNER, "sub-again")) == []
    assert hosts.host_of(claim.host_id).owner_id == "sub-marie"


def test_of_two_at_once_one_gets_it(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second has read that the claim is open, and writes after the first."""
    imports.imported(a_file([a_row()]))
    first, second = came_in(OWNER), came_in(OWNER, "sub-again")
    genuine = store.save_claim

    def overtaken(uow: Any, after: Claim) -> None:
        monkeypatch.setattr(store, "save_claim", genuine)
        assert [claim.by for claim in claimed(first)] == [first]
        genuine(uow, after)

    monkeypatch.setattr(store, "save_claim", overtaken)
    assert claimed(second) == []
    assert host_ids(second) == set()
    [claim] = store.claims_of(claimant_of(OWNER))
    assert claim.by == first


def test_the_fact_of_a_first_sign_in_claims_too(imports: Imports) -> None:
    imports.imported(a_file([a_row()]))
    user_id = came_in(OWNER)
    [joined] = outbox.facts_of(f"USER#{user_id}")
    assert isinstance(joined.fact, UserJoined)
    item = outbox.item_of(joined)
    imports.sent.append(json.dumps({"pk": item["pk"]["S"], "sk": item["sk"]["S"]}))
    imports.run()
    assert len(host_ids(user_id)) == 1


def test_an_owner_says_once_that_all_is_right(imports: Imports) -> None:
    imports.imported(a_file([a_row()]))
    [claim] = claimed(came_in(OWNER))
    checked = check(claim.host_id, uow=work(now=NOW))
    assert checked
    assert checked.checked_at == NOW
    check(claim.host_id, uow=work())
    assert len(facts(claim.host_id, DetailsChecked)) == 1


def test_an_owner_is_written_to_again_by_hand_while_something_waits(imports: Imports) -> None:
    imports.imported(a_file([a_row()]))
    claimant_id = claimant_of(OWNER)
    with pytest.raises(InvitedLately):
        invite_again(claimant_id, uow=work(now=NOW))
    later = NOW.replace(hour=NOW.hour + 1)
    assert invite_again(claimant_id, uow=work(now=later)).invited_at == later
    claimed(came_in(OWNER))
    with pytest.raises(NobodyToInvite):
        invite_again(claimant_id, uow=work(now=later.replace(hour=20)))


Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask(imports: Imports, at: SetClock, monkeypatch: pytest.MonkeyPatch) -> Ask:
    at(NOW)
    monkeypatch.setattr(auth, "verified_subject", lambda authorization: authorization or None)
    saved_user(OPERATOR, roles=[StaffRole.OPERATOR])
    gateway = Gateway(app.app)

    def call(method: str, path: str, *, who: str = OPERATOR, body: Any = None, key: str = "k") -> tuple[int, Any]:
        sent = {"authorization": who, "content-type": "application/json", "idempotency-key": key}
        raw = b"" if body is None else json.dumps(body).encode()
        answer = gateway.call(method, f"/v1{path}", {name: value for name, value in sent.items() if value}, raw)
        told = answer.json()
        return answer.status, told.get("code", told)

    return call


def test_the_operator_follows_an_import_page_by_page(ask: Ask, imports: Imports) -> None:
    status, begun = ask("POST", "/operations/imports", body={"file_name": "fiches.csv"})
    assert (status, set(begun)) == (201, {"import_id", "url", "fields", "expires_at"})
    known = imports.imported(a_file([*TWO_HOSTS, a_row("WL-4", city="")]), key="k")
    path = f"/operations/imports/{known.id}"
    view = ask("GET", path)[1]
    assert (view["state"], view["total"], view["read"], view["made"], view["refused"]) == ("done", 4, 4, 3, 1)
    assert [one["id"] for one in ask("GET", "/operations/imports")[1]["items"]] == [known.id]
    [note] = ask("GET", f"{path}/notes")[1]["items"]
    assert (note["row"], note["column"], note["message"]) == (5, "city", "Ce champ est obligatoire.")
    [owner] = ask("GET", f"{path}/owners")[1]["items"]
    assert (owner["email"], owner["waits"], {one["name"] for one in owner["hosts"]}) == (
        OWNER, True, {"La Fabrique", "La Ruche"},
    )  # fmt: skip
    assert ask("POST", f"/operations/claimants/{owner['id']}/invitation") == (429, "invited_lately")
    assert ask("GET", "/operations/imports/ip_other")[0] == 404


def test_an_owner_claims_checks_and_is_told_where_he_stands(ask: Ask, imports: Imports) -> None:
    imports.imported(a_file([a_row()]))
    user_id = came_in(OWNER)
    [item] = ask("POST", "/claims", who=user_id)[1]["items"]
    path = f"/hosts/{item['host_id']}/claim"
    assert (item["name"], item["checked_at"]) == ("La Fabrique", None)
    space = f"/hosts/{item['host_id']}/spaces/{space_of('WL-1')}"
    assert ask("GET", space, who=user_id)[0] == 200
    assert ask("GET", path, who=user_id)[1]["checked_at"] is None
    assert ask("POST", f"{path}/check", who=user_id)[1]["checked_at"] == "2027-03-01T09:00:00+00:00"
    assert ask("GET", path, who=came_in("paul@ruche.example", "sub-paul"))[0] == 404
    mine = hosts.create_host("À moi", "fr", key="mine", user_id=user_id, uow=work(user_id))
    assert ask("GET", f"/hosts/{mine.id}/claim", who=user_id)[1]["imported"] is False
    assert ask("POST", f"/hosts/{mine.id}/claim/check", who=user_id)[1]["imported"] is False


def test_a_draft_without_street_can_be_opened_and_says_what_it_lacks(ask: Ask, imports: Imports) -> None:
    imports.imported(a_file([a_row(street="", postcode="")]))
    user_id = came_in(OWNER)
    [claim] = claimed(user_id)
    status, view = ask("GET", f"/hosts/{claim.host_id}/spaces/{space_of('WL-1')}", who=user_id)
    assert (status, view["address"]["line1"]) == (200, "")
    assert "address" in view["missing"]


def test_the_sign_in_page_learns_of_imported_addresses_and_of_no_login(ask: Ask, imports: Imports) -> None:
    imports.imported(a_file([a_row()]))
    came_in("paul@ruche.example", "sub-paul")

    def waits(email: str) -> Any:
        return ask("POST", "/claims/lookup", who="", body={"email": email})[1]

    assert waits(OWNER.upper()) == {"waits": True}
    assert waits("paul@ruche.example") == waits("nobody@ruche.example") == {"waits": False}
    claimed(came_in(OWNER))
    assert waits(OWNER) == {"waits": False}
    answers = [waits("nobody@ruche.example") for _ in range(10)]
    assert answers[-1] == "too_many_tries"
