"""Inviting, accepting, withdrawing."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from chalicelib.core.errors import NotFound, Refusal
from chalicelib.identity.errors import RoleTooLow
from chalicelib.identity.model import Host, HostRole, Membership
from chalicelib.identity.team import accept as accepting
from chalicelib.identity.team import links, store
from chalicelib.identity.team.accept import accept
from chalicelib.identity.team.change import remove
from chalicelib.identity.team.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationOver,
    InvitedElsewhere,
    TeamFull,
    TooManyInvitations,
)
from chalicelib.identity.team.facts import MemberJoined
from chalicelib.identity.team.find import team_of
from chalicelib.identity.team.invite import send_again, withdraw
from chalicelib.identity.team.links import token_of
from chalicelib.identity.team.model import LASTS, Invitation, State, Team
from chalicelib.identity.team.views import invited_view, team_view
from chalicelib.kit import outbox
from tests.make.audit import everything
from tests.make.identity import NOW, saved_user, work
from tests.make.teams import ACCOUNTANT, MANAGER, OWNER, RECEPTION, saved_team, sent_invitation

LATE = NOW + LASTS


def accepted(invitation: Invitation, user_id: str = "sub-new", *, now: datetime = NOW) -> Membership:
    return accept(token_of(invitation.id), user_id=user_id, uow=work(user_id, now=now))


def roles(host: Host) -> dict[str, HostRole]:
    return {member.user_id: member.role for member in team_of(host.id).members}


def kinds(host: Host) -> list[str]:
    told = sorted(recorded.fact.kind for recorded in outbox.facts_of(host.key))
    return [kind for kind in told if kind != "HostCreated"]


def test_an_invitation_is_sent_accepted_and_told() -> None:
    host = saved_team()
    invitation = sent_invitation(host, " New@Example.ORG ")
    saved_user("sub-new", email="new@example.org")

    assert accepted(invitation) == Membership(host.id, host.name, "sub-new", RECEPTION)
    assert roles(host) == {"sub-ada": OWNER, "sub-new": RECEPTION}
    assert kinds(host) == ["MemberInvited", "MemberJoined"]
    (joined,) = (told.fact for told in outbox.facts_of(host.key) if isinstance(told.fact, MemberJoined))
    assert (joined.member, joined.changes) == ("sub-new", {"role": [None, "reception"]})


def test_a_second_click_changes_nothing_more() -> None:
    host = saved_team()
    invitation = sent_invitation(host)
    saved_user("sub-new", email="new@example.org")
    assert accepted(invitation) == accepted(invitation, now=LATE)
    assert kinds(host) == ["MemberInvited", "MemberJoined"]


def test_two_clicks_at_the_same_moment_join_once(monkeypatch: pytest.MonkeyPatch) -> None:
    host = saved_team()
    invitation = sent_invitation(host)
    saved_user("sub-new", email="new@example.org")
    done: list[Membership] = []

    def read_then(host_id: str) -> Team:
        team = team_of(host_id)
        if not done:
            monkeypatch.setattr(accepting, "team_of", team_of)
            done.append(accepted(invitation))
        return team

    monkeypatch.setattr(accepting, "team_of", read_then)
    assert accepted(invitation) == done[0]
    assert kinds(host) == ["MemberInvited", "MemberJoined"]


def test_another_address_is_refused_and_told_which_one_is_wanted() -> None:
    host = saved_team()
    invitation = sent_invitation(host)
    saved_user("sub-other", email="other@example.org")
    with pytest.raises(InvitedElsewhere) as refused:
        accepted(invitation, "sub-other")
    assert "n***@example.org" in refused.value.words("fr")
    assert roles(host) == {"sub-ada": OWNER}


def test_an_invitation_ends_after_a_week_unless_it_is_sent_again() -> None:
    host = saved_team()
    invitation = sent_invitation(host)
    saved_user("sub-new", email="new@example.org")
    with pytest.raises(InvitationOver):
        accepted(invitation, now=LATE)
    send_again(host.id, invitation.id, actor_id="sub-ada", uow=work("sub-ada", now=LATE))
    assert accepted(invitation, now=LATE + LASTS - timedelta(seconds=1)).role is RECEPTION


def test_an_invitation_that_was_withdrawn_opens_nothing() -> None:
    host = saved_team()
    invitation = sent_invitation(host)
    saved_user("sub-new", email="new@example.org")
    for _ in range(2):
        withdraw(host.id, invitation.id, actor_id="sub-ada", uow=work("sub-ada"))
    with pytest.raises(InvitationOver):
        accepted(invitation)
    with pytest.raises(InvitationOver):
        send_again(host.id, invitation.id, actor_id="sub-ada", uow=work("sub-ada"))
    assert kinds(host) == ["InvitationWithdrawn", "MemberInvited"]


def test_who_was_removed_does_not_come_back_by_the_old_link_nor_by_one_of_his_own() -> None:
    host = saved_team(bob=MANAGER)
    own = sent_invitation(host, "bobs-other@example.org", MANAGER, by="sub-bob")
    remove(host.id, "sub-bob", actor_id="sub-ada", uow=work("sub-ada"))
    saved_user("sub-twin", email="bobs-other@example.org")
    with pytest.raises(InvitationOver):
        accepted(own, "sub-twin")

    invitation = sent_invitation(host)
    saved_user("sub-new", email="new@example.org")
    accepted(invitation)
    remove(host.id, "sub-new", actor_id="sub-ada", uow=work("sub-ada"))
    with pytest.raises(InvitationOver):
        accepted(invitation)


def test_who_is_a_member_by_now_keeps_his_role() -> None:
    host = saved_team()
    first, second = sent_invitation(host), sent_invitation(host, "other@example.org", MANAGER, key="l")
    saved_user("sub-new", email="new@example.org")
    accepted(first)
    uow = work("sub-new")
    store.replace(uow, Invitation(**{**vars(second), "email": "new@example.org", "version": 2}))
    uow.commit()
    assert accepted(second).role is RECEPTION
    assert kinds(host) == ["MemberInvited", "MemberInvited", "MemberJoined"]


def test_the_same_call_again_finds_its_invitation() -> None:
    host = saved_team()
    assert sent_invitation(host) == sent_invitation(host)
    assert kinds(host) == ["MemberInvited"]


def test_nobody_is_invited_twice_or_once_too_often() -> None:
    host = saved_team(bob=RECEPTION)
    sent_invitation(host)
    with pytest.raises(AlreadyInvited):
        sent_invitation(host, "NEW@example.org", key="again")
    with pytest.raises(AlreadyMember):
        sent_invitation(host, "sub-bob@example.org", key="member")
    for number in range(19):
        sent_invitation(host, f"{number}@example.org", key=str(number))
    with pytest.raises(TooManyInvitations):
        sent_invitation(host, "one-more@example.org", key="more")


def test_a_team_has_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    host = saved_team(bob=RECEPTION)
    invitation = sent_invitation(host)
    saved_user("sub-new", email="new@example.org")
    monkeypatch.setattr("chalicelib.identity.team.accept.MOST_MEMBERS", 2)
    monkeypatch.setattr("chalicelib.identity.team.invite.MOST_MEMBERS", 2)
    with pytest.raises(TeamFull):
        accepted(invitation)
    with pytest.raises(TeamFull):
        sent_invitation(host, "other@example.org", key="other")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda host, invitation, by: sent_invitation(host, "x@example.org", by=by, key="x"),
        lambda host, invitation, by: withdraw(host.id, invitation.id, actor_id=by, uow=work(by)),
        lambda host, invitation, by: send_again(host.id, invitation.id, actor_id=by, uow=work(by)),
    ],
)
@pytest.mark.parametrize(
    ("by", "refusal"), [("sub-rob", RoleTooLow), ("sub-carl", RoleTooLow), ("sub-nobody", NotFound)]
)
def test_only_owners_and_managers_deal_with_invitations(
    attempt: Callable[[Host, Invitation, str], object], by: str, refusal: type[Refusal]
) -> None:
    host = saved_team(rob=RECEPTION, carl=ACCOUNTANT)
    with pytest.raises(refusal):
        attempt(host, sent_invitation(host), by)


def test_an_owner_is_not_invited() -> None:
    with pytest.raises(RoleTooLow):
        sent_invitation(saved_team(), role=OWNER)


def test_the_links_secret_lies_nowhere_and_outlives_a_new_key(monkeypatch: pytest.MonkeyPatch) -> None:
    host = saved_team()
    invitation = sent_invitation(host)
    token = token_of(invitation.id)
    assert token not in str(everything())
    assert links.hash_of(token) in str(everything())
    with monkeypatch.context() as changed:
        changed.setattr(links, "token_of", lambda _: "of another key")
        assert store.invitation_behind(token) == invitation
    assert store.invitation_behind(token[:-1] + "A") is None


def test_the_item_goes_by_itself_after_a_month_and_sooner_once_it_is_over() -> None:
    invitation = sent_invitation(saved_team())
    assert invitation.forgotten_at == LATE + timedelta(days=30)
    assert invitation.ended(State.ACCEPTED, by="x").forgotten_at == LATE


def test_a_link_tells_no_more_than_who_invites_where_and_whether_the_address_fits() -> None:
    host = saved_team()
    invitation = sent_invitation(host)
    new, other = saved_user("sub-new", email="new@example.org"), saved_user("sub-other")
    shown = invited_view(invitation, None, NOW)
    assert shown.model_dump(include={"host_name", "role", "sent_by", "email", "state", "fits"}) == {
        "host_name": "La Ruche", "role": RECEPTION, "sent_by": "Ada Lovelace", "email": "n***@example.org",
        "state": "open", "fits": None,
    }  # fmt: skip
    assert [invited_view(invitation, user, NOW).fits for user in (new, other)] == [True, False]
    assert invited_view(invitation, None, LATE).state == "over"


def test_each_member_sees_of_the_team_what_his_role_allows() -> None:
    host = saved_team(bob=MANAGER, rob=RECEPTION)
    sent_invitation(host)
    seen = {name: team_view(host.id, f"sub-{name}", NOW) for name in ("ada", "bob", "rob")}

    assert [len(view.invitations) for view in seen.values()] == [1, 1, 0]
    assert [view.invitable for view in seen.values()] == [[MANAGER, RECEPTION, ACCOUNTANT]] * 2 + [[]]
    of_rob = {member.user_id: member for member in seen["rob"].members}
    assert [of_rob[f"sub-{name}"].email for name in ("ada", "bob", "rob")] == [None, None, "sub-rob@example.org"]
    assert [member.user_id for member in seen["bob"].members if member.may_remove] == ["sub-bob", "sub-rob"]
    (last,) = [member for member in seen["ada"].members if member.is_me]
    assert (last.leads, last.is_last_owner, last.roles, last.may_remove) == (True, True, [], False)
