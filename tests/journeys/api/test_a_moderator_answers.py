"""Step 2: the host submits, the moderator sees the queue with its 48 hours, refuses or publishes, mails arrive."""

from datetime import datetime, timedelta

from tests.journeys import offers
from tests.journeys.client import Json
from tests.journeys.market import Market
from tests.journeys.offers import a_room, a_space, as_edit

OPERATOR = "operator@pupitre.example"


def test_an_incomplete_space_is_not_submitted_and_says_what_is_missing(market: Market) -> None:
    closed: list[list[str]] = [[]] * 7
    draft = offers.drafted(market.host, a_space(description="Trop court", opening_hours=closed))
    assert draft.space["missing"] == ["description", "opening_hours", "rooms"]
    refusal = market.host.api.refused(409, "space_incomplete", "POST", f"{draft.path}/submission")
    assert refusal.params["missing"] == draft.space["missing"]
    assert market.host.api.get(draft.path)["status"] == "draft"


def test_a_submitted_space_waits_in_the_queue_for_48_hours(market: Market) -> None:
    waiting = offers.submitted(market.host, a_space(a_room()))
    entry = _queued(market, waiting.id)
    submitted_at = datetime.fromisoformat(entry["submitted_at"])
    assert datetime.fromisoformat(entry["moderate_by"]) - submitted_at == timedelta(hours=48)
    assert entry["overdue"] is False
    assert entry["host_name"] == market.host.name
    market.told(market.host.owner.email, "est en cours de vérification", waiting.space["name"])
    market.told(OPERATOR, "Espace à modérer", waiting.space["name"])
    market.host.api.refused(409, "already_submitted", "POST", f"{waiting.path}/submission")
    market.product.advance(timedelta(hours=48, minutes=1))
    assert _queued(market, waiting.id)["overdue"] is True
    # The others' queue stays tidy.
    offers.decided(market.moderator, waiting.id, "publication")


def test_a_refused_space_comes_back_corrected_and_is_published(market: Market) -> None:
    waiting = offers.submitted(market.host, a_space(a_room()))
    decide, seen = f"/moderation/spaces/{waiting.id}", waiting.space["version"]
    market.moderator.api.refused(422, "invalid", "POST", f"{decide}/refusal", {"reason": ""}, version=seen)
    market.moderator.api.refused(428, "version_required", "POST", f"{decide}/publication")
    market.moderator.api.refused(412, "stale_version", "POST", f"{decide}/publication", version=seen - 1)
    reason = "La description ne dit rien de l'accès."
    refused = market.moderator.api.post(f"{decide}/refusal", {"reason": reason}, version=seen)
    assert (refused["status"], refused["refusal_reason"]) == ("refused", reason)
    seen = market.host.api.get(waiting.path)
    assert (seen["status"], seen["refusal_reason"]) == ("refused", reason)
    mail = market.product.wait_for_mail(market.host.owner.email, "pas encore publié", waiting.space["name"])
    assert reason in mail["text"]
    assert f"{market.product.url}/hote/espaces/{waiting.id}" in mail["text"]
    version = refused["version"]
    market.moderator.api.refused(409, "not_in_moderation", "POST", f"{decide}/publication", version=version)

    description = "Un atelier calme, accessible par la cour."
    market.host.api.put(waiting.path, as_edit(seen, description=description), version=seen["version"])
    again = market.host.api.post(f"{waiting.path}/submission")
    assert (again["status"], again["refusal_reason"]) == ("in_moderation", "")
    live = offers.decided(market.moderator, waiting.id, "publication")
    assert live["status"] == "live"
    market.told(market.host.owner.email, "est en ligne", waiting.space["name"])
    shown = market.anonymous.get(f"/catalogue/spaces/{waiting.id}")
    assert shown["description"] == description
    # The address for requests stays with the platform.
    assert "contact_email" not in shown


def test_only_staff_sees_the_queue(market: Market) -> None:
    waiting = offers.submitted(market.host, a_space(a_room()))
    for who in (market.host.api, market.coworker.api):
        who.refused(403, "staff_only", "GET", "/moderation/spaces")
        who.refused(403, "staff_only", "POST", f"/moderation/spaces/{waiting.id}/publication", version=1)
    assert market.host.api.get(waiting.path)["status"] == "in_moderation"


def test_a_moderator_publishes_but_does_not_edit_what_is_not_his(market: Market) -> None:
    waiting = offers.submitted(market.host, a_space(a_room()))
    seen = market.moderator.api.get(f"/moderation/spaces/{waiting.id}")
    edit = as_edit(seen, name="Piraté")
    market.moderator.api.refused(404, "not_found", "PUT", waiting.path, edit, version=seen["version"])
    # The audit log is for the owner and for staff.
    assert market.moderator.api.get(f"{market.host.path}/journal")["items"]


def _queued(market: Market, space_id: str) -> Json:
    entries = market.moderator.api.get("/moderation/spaces", limit=100)["items"]
    submissions = [entry["submitted_at"] for entry in entries]
    assert submissions == sorted(submissions)
    [entry] = [entry for entry in entries if entry["id"] == space_id]
    return Json(entry)
