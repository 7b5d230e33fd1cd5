"""What a host changes of a published space: the harmless holds at once, the sensitive waits for a moderator."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import StaleVersion
from chalicelib.core.facts import Actor, ActorKind
from chalicelib.identity.journal import page_of
from chalicelib.images import store as images
from chalicelib.images.model import Image, ImageState
from chalicelib.kit import outbox
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.operations.rules import submissions_are_answered
from chalicelib.spaces import facts
from chalicelib.spaces.edit import update_space
from chalicelib.spaces.errors import NoEditWaiting, SpaceIncomplete
from chalicelib.spaces.find import live_space, queue, space_of
from chalicelib.spaces.history import history_of
from chalicelib.spaces.items import space_item
from chalicelib.spaces.items import space_of as read_item
from chalicelib.spaces.model import Address, Location, Picture, Room, Space, SpaceStatus
from chalicelib.spaces.moderate_edit import approve_edit, refuse_edit, withdraw_edit
from chalicelib.spaces.pending import SENSITIVE, pictures_named, settled, split, typed, waiting_fields
from chalicelib.spaces.remind import remind
from chalicelib.spaces.schemas import SpaceBody
from chalicelib.spaces.views import queue_entry, space_view
from tests.journeys.offers import as_edit
from tests.make.identity import saved_host, saved_user
from tests.make.legal import SELLS
from tests.make.spaces import a_live_space, a_room, a_space, a_submitted_space, saved

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)
HOUR = timedelta(hours=1)

PARIS, LILLE = Address("1 rue A", "", "75019", "Paris"), Address("2 rue B", "", "59000", "Lille")

names = st.sampled_from(["La Fabrique", "La Halle", "Le Comptoir"])
sensitive = st.fixed_dictionaries(
    {
        "name": names,
        "description": st.sampled_from(["Un atelier calme au fond de la cour.", "Sous les toits, très clair."]),
        "address": st.sampled_from([PARIS, LILLE]),
        "location": st.sampled_from([None, Location(48.8, 2.3)]),
        "pictures": st.sampled_from([(), (Picture("im_a"),), (Picture("im_b", "La cour"), Picture("im_a"))]),
    }
)
harmless = st.fixed_dictionaries(
    {
        "house_rules": st.sampled_from(["", "Pas de bruit."]),
        "contact_phone": st.sampled_from(["", "01 42 00 00 00"]),
        "rooms": st.sampled_from([(), (a_room(id="rm_1", name="Une autre"),)]),
    }
)
edits = st.tuples(sensitive, harmless)


def apart(space: Space) -> dict[str, Any]:
    return {name: getattr(space, name) for name in SENSITIVE}


# Pure


@given(st.lists(edits, min_size=1, max_size=4))
def test_what_is_published_stays_and_all_that_is_harmless_holds_at_once(saves: list[Any]) -> None:
    published = space = a_live_space(**apart(a_space()))
    for hours, (looks, rest) in enumerate(saves):
        space = split(space, replace(space, **looks, **rest), now=NOW + hours * HOUR, by="sub-ada")
        assert apart(space) == apart(published)
        assert {name: getattr(space, name) for name in rest} == rest
        assert apart(typed(space)) == looks
        assert apart(settled(space)) == looks
        assert settled(space).pending is None
        assert (space.pending is None) is (looks == apart(published)) is not bool(waiting_fields(space))
        assert space.waiting_since is None or NOW <= space.waiting_since <= NOW + hours * HOUR
        assert read_item(space_item(space), ()) == replace(space, rooms=())


def test_an_edit_waits_since_the_first_save_and_typing_back_gives_it_up() -> None:
    published = a_live_space()
    once = split(published, replace(published, name="La Halle"), now=NOW, by="sub-ada")
    twice = split(once, replace(once, name="La Halle", description="Plus calme."), now=LATER, by="sub-bob")
    assert twice.pending
    assert (twice.waiting_since, twice.pending.by) == (NOW, "sub-bob")
    assert waiting_fields(twice) == ["name", "description"]
    assert split(twice, replace(twice, **apart(published)), now=LATER, by="sub-ada") == published


def test_what_was_refused_waits_again_only_once_it_is_changed() -> None:
    published = a_live_space()
    edited = split(published, replace(published, name="La Halle"), now=NOW, by="sub-ada")
    assert edited.pending
    refused = replace(edited, pending=replace(edited.pending, refusal="Trop vague."))
    assert refused.waiting_since is None
    same = split(refused, replace(refused, name="La Halle", house_rules="Calme."), now=LATER, by="sub-ada")
    assert (same.pending, same.waiting_since, same.house_rules) == (refused.pending, None, "Calme.")
    amended = split(refused, replace(refused, name="La Halle aux Grains"), now=LATER, by="sub-ada")
    assert amended.pending
    assert (amended.waiting_since, amended.pending.refusal) == (LATER, "")


@pytest.mark.parametrize("make", [a_space, a_submitted_space, lambda: a_space(status=SpaceStatus.REFUSED)])
def test_what_is_not_published_is_edited_as_a_whole(make: Any) -> None:
    space = make()
    edited = replace(space, name="La Halle")
    assert split(space, edited, now=NOW, by="sub-ada") == edited


# On the table


def work(user_id: str = "sub-ada", now: datetime = NOW) -> UnitOfWork:
    return UnitOfWork(now=now, actor=Actor(ActorKind.USER, user_id))


def published(**changes: Any) -> Space:
    saved_user("sub-ada")
    return saved(a_live_space(rooms=(a_room(),), host_id=saved_host("sub-ada").id, **changes))


def save(space: Space, *, now: datetime = NOW, **changes: Any) -> Space:
    """The host saves his page with `changes` typed in it."""
    page = space_view(space, SELLS).model_dump(mode="json")
    body = SpaceBody.model_validate(as_edit(page, **changes))
    return update_space(space_of(space.id), body, expected=space.version, uow=work(now=now))


def told(space: Space) -> list[Any]:
    return [recorded.fact for recorded in outbox.facts_of(space.key)]


def queued() -> list[str]:
    return [space.id for space in queue(after=None, limit=10)[0]]


@pytest.mark.usefixtures("table")
def test_a_published_name_stays_until_a_moderator_approves_while_the_rules_change_at_once() -> None:
    space = save(published(), name="La Halle", house_rules="Pas de bruit.")
    shown = live_space(space.id)
    assert (shown.name, shown.house_rules) == ("La Fabrique de Belleville", "Pas de bruit.")
    updated, proposed = told(space)
    assert updated.changes == {"house_rules": ["", "Pas de bruit."]}
    assert (proposed.fields, proposed.again) == (["name"], False)
    assert proposed.changes == {"name": ["La Fabrique de Belleville", "La Halle"]}
    assert queued() == [space.id]
    entry = queue_entry(shown, now=NOW)
    assert (entry.asks, entry.fields, entry.name) == ("edit", ["name"], "La Fabrique de Belleville")

    approved = approve_edit(shown, expected=shown.version, uow=work("sub-mod", LATER))
    assert (live_space(space.id), approved.name, approved.pending) == (approved, "La Halle", None)
    assert queued() == []
    fact = told(space)[-1]
    assert isinstance(fact, facts.SpaceEditApproved)
    assert (fact.space_name, fact.fields, fact.changes) == ("La Halle", ["name"], proposed.changes)
    with pytest.raises(NoEditWaiting):
        approve_edit(approved, expected=approved.version, uow=work("sub-mod"))


@pytest.mark.usefixtures("table")
def test_a_refused_edit_leaves_the_queue_and_keeps_what_was_typed() -> None:
    space = save(published(), name="La Halle")
    refused = refuse_edit(space, expected=space.version, reason="Nom trompeur.", uow=work("sub-mod"))
    view = space_view(space_of(space.id), SELLS)
    assert view.pending
    assert (view.name, view.pending.published.name) == ("La Halle", "La Fabrique de Belleville")
    assert (view.pending.state, view.pending.refusal_reason, view.pending.moderate_by) == (
        "refused", "Nom trompeur.", None,
    )  # fmt: skip
    assert queued() == []
    with pytest.raises(NoEditWaiting):
        refuse_edit(refused, expected=refused.version, reason="Encore.", uow=work("sub-mod"))
    again = save(refused, name="La Halle du Canal", now=LATER)
    assert queued() == [space.id]
    assert (again.waiting_since, told(space)[-1].again) == (LATER, False)


@pytest.mark.usefixtures("table")
def test_an_edit_saved_since_the_moderator_looked_is_not_decided_on() -> None:
    seen = save(published(), name="La Halle")
    now = save(seen, name="La Halle du Canal", now=LATER)
    assert told(now)[-1].again
    with pytest.raises(StaleVersion):
        approve_edit(space_of(seen.id), expected=seen.version, uow=work("sub-mod"))
    with pytest.raises(StaleVersion):
        refuse_edit(space_of(seen.id), expected=seen.version, reason="Non.", uow=work("sub-mod"))
    assert space_of(now.id) == now


@pytest.mark.usefixtures("table")
def test_a_host_goes_back_to_what_is_published() -> None:
    space = published()
    edited = save(space, name="La Halle")
    with pytest.raises(StaleVersion):
        withdraw_edit(edited, expected=space.version, uow=work())
    back = withdraw_edit(edited, expected=edited.version, uow=work(now=LATER))
    assert back == replace(space, version=back.version)
    assert queued() == []
    assert isinstance(told(space)[-1], facts.SpaceEditWithdrawn)
    assert withdraw_edit(back, expected=back.version, uow=work()) == back


@pytest.mark.usefixtures("table")
def test_what_would_empty_a_published_space_does_not_even_wait() -> None:
    with pytest.raises(SpaceIncomplete):
        save(published(), description="Bientôt")
    assert queued() == []


@pytest.mark.usefixtures("table")
def test_photos_that_only_one_of_the_two_versions_shows_are_kept() -> None:
    space = published(pictures=(Picture("im_old"),))
    for image_id in ("im_old", "im_new", "im_never"):
        _ready(space, image_id)
    edited = save(space, pictures=[{"image_id": "im_new"}])
    assert pictures_named(edited) == {"im_old", "im_new"}
    assert _kept(space) == {"im_old", "im_new"}
    # A photo that waits is known: it may be named again without being looked up.
    edited = save(edited, pictures=[{"image_id": "im_new", "caption": "La cour"}])
    approve_edit(edited, expected=edited.version, uow=work("sub-mod"))
    assert _kept(space) == {"im_new"}


def _ready(space: Space, image_id: str) -> None:
    uow = work()
    begun = NOW - timedelta(days=3)
    images.add(uow, Image(image_id, space.host_id, space.id, begun, begun, ImageState.READY))
    uow.commit()


def _kept(space: Space) -> set[str]:
    return {image.id for image in images.of_space(space.id)}


@pytest.mark.usefixtures("table")
def test_moderators_are_reminded_once_of_each_wait_and_of_none_that_is_young() -> None:
    edited = save(published(), name="La Halle")
    first = saved(a_submitted_space(submitted_at=NOW - HOUR))
    assert remind(NOW + 34 * HOUR) == 0
    assert [remind(NOW + 35 * HOUR + timedelta(minutes=m)) for m in (1, 2)] == [1, 0]
    assert _due_soon(first) == [(False, NOW + 47 * HOUR)]
    again = save(edited, name="La Halle du Canal", now=LATER)
    assert [remind(NOW + 37 * HOUR), remind(NOW + 60 * HOUR)] == [1, 0]
    assert _due_soon(edited) == [(True, NOW + 48 * HOUR)]
    assert space_of(edited.id) == again
    refused = refuse_edit(again, expected=again.version, reason="Non.", uow=work("sub-mod", LATER))
    save(refused, name="Autre chose", now=NOW + 60 * HOUR)
    assert [remind(NOW + hours * HOUR) for hours in (95, 97, 98)] == [0, 1, 0]


def _due_soon(space: Space) -> list[tuple[bool, datetime]]:
    due = [fact for fact in told(space) if isinstance(fact, facts.ModerationDueSoon)]
    assert all(fact.host_id is None for fact in due)
    return [(fact.is_edit, datetime.fromisoformat(fact.moderate_by)) for fact in due]


@pytest.mark.usefixtures("table")
def test_an_edit_that_waits_for_longer_than_promised_is_told() -> None:
    space = save(published(), name="La Halle")
    assert submissions_are_answered.examine(None, NOW + 47 * HOUR).violations == []
    (late,) = submissions_are_answered.examine(None, NOW + 48 * HOUR).violations
    assert (late.subject, late.detail) == (space.id, "edit proposed 2027-03-01 09:00 UTC")


@pytest.mark.usefixtures("table")
def test_the_history_names_people_to_staff_and_nobody_but_his_own_to_the_host() -> None:
    space = published()
    saved_user("sub-mod", given_name="Ines", family_name="Moreau")
    edited = save(space, name="La Halle")
    refuse_edit(edited, expected=edited.version, reason="Nom trompeur.", uow=work("sub-mod", LATER))
    _ready(space, "im_a")
    staff = history_of(space.id, None, 20, for_staff=True)
    host = history_of(space.id, None, 20, for_staff=False)
    assert [(one.kind, one.by, one.reason) for one in host.items] == [
        ("SpaceEditRefused", "moderation", "Nom trompeur."),
        ("SpaceEditProposed", "host", ""),
    ]
    assert [one.name for one in staff.items] == ["Ines Moreau", "Ada Lovelace"]
    assert [one.name for one in host.items] == [None, "Ada Lovelace"]
    assert host.items[1].changes == {"name": ["La Fabrique de Belleville", "La Halle"]}
    first = history_of(space.id, None, 1, for_staff=True)
    second = history_of(space.id, first.next_cursor, 1, for_staff=True)
    assert [*first.items, *second.items] == staff.items


@pytest.mark.usefixtures("table")
def test_the_journal_of_a_host_names_no_moderator_and_that_of_staff_does() -> None:
    space = published(pictures=(Picture("im_old"),))
    saved_user("sub-mod", given_name="Ines", family_name="Moreau")
    _ready(space, "im_old")
    _ready(space, "im_new")
    edited = save(space, pictures=[{"image_id": "im_new"}])
    approved = approve_edit(edited, expected=edited.version, uow=work("sub-mod", LATER))
    assert _kept(space) == {"im_new"}
    again = save(approved, name="La Halle")
    refuse_edit(again, expected=again.version, reason="Nom trompeur.", uow=work("sub-mod", LATER))
    for subject in (space.key, Image("im_old", space.host_id, space.id, NOW, NOW).key):
        for recorded in outbox.facts_of(subject):
            outbox.relay(outbox.item_of(recorded), consumers={})

    to_host, _ = page_of(space.host_id, None, 20, for_staff=False)
    to_staff, _ = page_of(space.host_id, None, 20, for_staff=True)

    assert _who(to_host) == {
        "SpaceEditProposed": ("user", "Ada Lovelace"),
        "SpaceEditApproved": ("moderation", None),
        "SpaceEditRefused": ("moderation", None),
        "ImageRemoved": ("system", None),
    }
    assert _who(to_staff)["SpaceEditRefused"] == ("user", "Ines Moreau")
    assert "sub-mod" not in str(to_host)


def _who(entries: list[dict[str, Any]]) -> dict[str, tuple[str, str | None]]:
    return {entry["kind"]: (entry["actor"], entry["actor_name"]) for entry in entries}


@pytest.mark.usefixtures("table")
def test_rooms_with_their_names_and_prices_go_live_at_once() -> None:
    space = published()
    page = space_view(space, SELLS).model_dump(mode="json")
    room: Room = save(space, rooms=[page["rooms"][0] | {"name": "Salle Canal"}]).rooms[0]
    assert room.name == "Salle Canal"
    assert queued() == []
