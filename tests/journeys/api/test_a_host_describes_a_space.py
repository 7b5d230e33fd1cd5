"""Step 1: a host signs up, confirms his e-mail, founds an organisation and describes a space with its rooms."""

from tests.journeys import offers, people
from tests.journeys.market import Market
from tests.journeys.offers import a_room, a_space, an_open_space, as_edit, as_typed


def test_a_login_opens_only_once_its_mailed_code_was_entered(market: Market) -> None:
    email = people.address_of("nadia")
    credentials = {"email": email, "password": people.PASSWORD}
    names = {"given_name": "Nadia", "family_name": "Haddad", "language": "fr"}
    market.anonymous.post("/auth/sign-up", {**credentials, **names})
    market.anonymous.refused(401, "wrong_credentials", "POST", "/auth/sign-in", credentials)
    code = people.code_mailed_to(market.product, email)
    wrong = "000000" if code != "000000" else "111111"
    market.anonymous.refused(422, "wrong_code", "POST", "/auth/confirm", {"email": email, "code": wrong})
    market.anonymous.post("/auth/confirm", {"email": email, "code": code})
    session = market.anonymous.post("/auth/sign-in", credentials)
    assert session["user"]["email"] == email
    assert session["user"]["language"] == "fr"
    assert session["user"]["hosts"] == []
    assert session["user"]["roles"] == []


def test_the_code_is_mailed_in_the_language_of_the_sign_up(market: Market) -> None:
    french = market.join("Louise", "Petit")
    english = market.join("Emma", "Brown", language="en")
    assert "Confirmez votre adresse" in market.product.mails(french.email)[0]["text"]
    assert "Confirm your" in market.product.mails(english.email)[0]["text"]


def test_signing_up_twice_tells_nobody_that_the_address_is_known(market: Market) -> None:
    names = {"given_name": "Karim", "family_name": "Encore", "language": "fr"}
    known = {"email": market.coworker.email, "password": people.PASSWORD, **names}
    fresh = {**known, "email": people.address_of("fresh")}
    answers = [market.anonymous.send("POST", "/auth/sign-up", body) for body in (known, fresh)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert market.coworker.api.get("/me")["family_name"] == market.coworker.family_name


def test_a_forgotten_password_is_replaced_with_a_mailed_code(market: Market) -> None:
    person = market.join("Zoé", "Lambert")
    market.product.settle()
    before = len(market.product.mails(person.email))
    market.anonymous.post("/auth/forgot-password", {"email": person.email})
    mail = market.product.wait_for_mail(person.email, "", copies=before + 1)
    reset = {"email": person.email, "code": mail["code"], "password": "Un-autre-mot-2"}
    market.anonymous.post("/auth/reset-password", reset)
    old = {"email": person.email, "password": people.PASSWORD}
    market.anonymous.refused(401, "wrong_credentials", "POST", "/auth/sign-in", old)
    person.password = reset["password"]
    person.sign_in()
    assert person.api.get("/me")["email"] == person.email


def test_a_space_keeps_its_rooms_as_they_were_typed(market: Market) -> None:
    owner = market.join("Inès", "Moreau")
    host = offers.found(owner)
    meeting = a_room(colour="#aa3311", answer_delay_hours=24)
    seats = an_open_space(tariff={"basis": "TTC", "hour": 450, "half_day": None, "day": 1800})
    booth = a_room(kind="phone_booth", capacity=1, tariff=None, automatic_acceptance=True)
    body = a_space(meeting, seats, booth, contact_email=None)
    created = owner.api.post(f"{host.path}/spaces", body)
    assert created["status"] == "draft"
    assert created["contact_email"] == owner.email
    for shown, typed in zip(created["rooms"], (meeting, seats, booth), strict=True):
        room, tariff = as_typed(shown), typed["tariff"]
        assert (room["tariff"] or {}).items() >= (tariff or {}).items()
        assert room.items() >= {name: value for name, value in typed.items() if name != "tariff"}.items()
    assert created["opening_hours"] == body["opening_hours"]
    assert owner.api.get(f"{host.path}/spaces/{created['id']}") == created
    [listed] = owner.api.get(f"{host.path}/spaces")["items"]
    assert (listed["id"], listed["room_count"], listed["status"]) == (created["id"], 3, "draft")
    assert owner.api.get("/me")["hosts"] == [{"id": host.id, "name": host.name, "role": "owner"}]


def test_an_edit_is_saved_and_a_stale_one_is_refused_without_loss(market: Market) -> None:
    draft = offers.drafted(market.host, a_space(a_room()))
    first = market.host.api.get(draft.path)
    renamed = as_edit(first, name="Un nouveau nom", rooms=[{**first["rooms"][0], "capacity": 6}, a_room()])
    saved = market.host.api.put(draft.path, renamed, version=first["version"])
    assert saved["name"] == "Un nouveau nom"
    assert [room["capacity"] for room in saved["rooms"]] == [6, 8]
    assert saved["rooms"][0]["id"] == first["rooms"][0]["id"]
    stale = as_edit(first, name="Écrasé")
    version = first["version"]
    refusal = market.host.api.refused(412, "stale_version", "PUT", draft.path, stale, version=version)
    assert "modifié" in refusal.detail
    market.host.api.refused(428, "version_required", "PUT", draft.path, stale)
    assert market.host.api.get(draft.path) | {"cancelled": [], "left": []} == saved


def test_a_draft_is_seen_by_its_host_only(market: Market) -> None:
    address = {"line1": "4 place de la Cible", "line2": "", "postcode": "17000", "city": "La Rochelle"}
    draft = offers.drafted(market.host, a_space(a_room(), address=address))
    market.anonymous.refused(404, "not_found", "GET", f"/catalogue/spaces/{draft.id}")
    market.anonymous.refused(404, "not_found", "GET", f"{draft.catalogue()}/price", query=_wish(market))
    market.moderator.api.refused(404, "not_found", "GET", f"/moderation/spaces/{draft.id}")
    assert market.anonymous.get("/catalogue/spaces", where="La Rochelle")["items"] == []


def test_the_journal_tells_who_changed_what(market: Market) -> None:
    owner = market.join("Paul", "Girard")
    host = offers.found(owner)
    draft = offers.drafted(host, a_space(a_room()))
    first = owner.api.get(draft.path)
    owner.api.put(draft.path, as_edit(first, name="Le Comptoir"), version=first["version"])
    market.product.settle()
    entries = owner.api.get(f"{host.path}/journal")["items"]
    assert [entry["kind"] for entry in entries] == ["SpaceUpdated", "SpaceCreated", "HostCreated"]
    assert entries[0]["changes"]["name"] == [first["name"], "Le Comptoir"]
    assert {entry["actor_name"] for entry in entries} == {owner.name}
    assert entries[0]["ip"]
    sequences = [entry["sequence"] for entry in entries]
    assert sequences == sorted(sequences, reverse=True)


def _wish(market: Market) -> dict[str, str]:
    day = market.day()
    return {"start": f"{day}T10:00", "end": f"{day}T11:00"}
