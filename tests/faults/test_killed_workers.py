"""SIGKILL of each worker that no caller waits for, at each of its steps: a message comes back, or only the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from chalicelib.bookings.model import Money
from tests.faults import stages
from tests.faults.deaths import Moment
from tests.faults.ends import ABANDONED, CONFIRMED, DECLINED, REFUNDED, SILENT
from tests.faults.toll import End, Prepare, Toll, end_of
from tests.faults.world import Desk, World
from tests.make.bookings import NOW
from tests.make.sold import AUTOMATIC, FREE, LONG_DELAY, NEXT_WEEK
from tests.make.till import REFUND_LATER

pytestmark = pytest.mark.engine

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class News:
    """What Stripe tells of a booking, some `hours` after it was prepared."""

    kind: str
    prepare: Prepare
    ends: End
    hours: float = 0


def _refund_that_takes_its_time(world: World) -> Desk:
    desk = stages.confirmed(world, REFUND_LATER)
    assert world.cancel(desk).well
    assert desk.booking.money is Money.REFUNDING
    return desk


NEWS: dict[str, News] = {
    "held": News("checkout.session.completed", stages.paid_unheard, SILENT),
    "charged": News("payment_intent.succeeded", lambda world: stages.paid_unheard(world, **AUTOMATIC), CONFIRMED),
    "page closed": News("checkout.session.expired", stages.requested, ABANDONED, hours=1),
    "hold lapsed": News(
        "payment_intent.canceled",
        lambda world: stages.paid(world, span=NEXT_WEEK, **LONG_DELAY),
        SILENT,
        hours=7 * 24 + 0.1,
    ),
    "refund arrived": News("refund.updated", _refund_that_takes_its_time, REFUNDED, hours=2),
}


@pytest.mark.parametrize("name", NEWS)
def test_a_worker_that_died_over_news_of_stripe_leaves_it_to_the_next_or_to_the_clock(
    world: World, name: str
) -> None:
    news = NEWS[name]
    deaths = [(moment, comes_back) for moment in Moment for comes_back in (True, False)]
    desks = [news.prepare(world) for _ in deaths]
    world.till.later(hours=news.hours)
    world.new_events()  # which nobody ever hears, unless it is handed over below
    for desk, (moment, comes_back) in zip(desks, deaths, strict=True):
        message = world.news_of(desk, news.kind)
        end = world.killed(lambda message=message: world.hand_over([message]), at=1, moment=moment)  # type: ignore[misc]
        assert (end.died, end.steps) == (True, ["TransactWriteItems"])
        if comes_back:
            assert world.hand_over([message]) == []

    world.settle()

    assert {end_of(desk) for desk in desks} == {news.ends}
    world.assert_sound()


def test_the_edge_that_died_over_a_webhook_hears_it_again(world: World) -> None:
    """Stripe repeats what it was not thanked for; what was queued all the same comes twice."""
    desks = [stages.paid_unheard(world) for _ in Moment]
    for desk, moment in zip(desks, Moment, strict=True):
        news = world.news_of(desk, "checkout.session.completed")
        end = world.killed(lambda news=news: world.knock(news), at=1, moment=moment)  # type: ignore[misc]
        assert (end.died, end.steps) == (True, ["SendMessage"])
        assert world.knock(news).well
    queued = world.queued_events()
    assert len(queued) == 3
    assert world.hand_over(queued) == []
    assert {desk.booking.money for desk in desks} == {Money.HELD}

    world.settle()

    world.assert_sound()


@dataclass(frozen=True)
class Hour:
    """What a run of the clock finds and must do. `steps` are those of a run that nobody killed."""

    prepare: Prepare
    steps: list[str]
    ends: End


def _left_behind(prepare: Prepare, work: Callable[[World, Desk], object], after: int) -> Prepare:
    """The worker of a call died after that many steps."""

    def prepared(world: World) -> Desk:
        desk = prepare(world)
        assert world.killed(lambda: work(world, desk), at=after, moment=Moment.AFTER).died
        return desk

    return prepared


WRITE, PAGE = "TransactWriteItems", "Stripe POST checkout/sessions"
CAPTURE, RELEASE = "Stripe POST payment_intents/{id}/capture", "Stripe POST payment_intents/{id}/cancel"
REFUND = "Stripe POST refunds"

HOURS: dict[str, Hour] = {
    "a silent host": Hour(stages.paid, [WRITE, RELEASE, WRITE], SILENT),
    "an unpaid page": Hour(stages.requested, [WRITE], ABANDONED),
    "a page that nobody noted": Hour(_left_behind(World.desk, World.request, 2), [PAGE, WRITE], ABANDONED),
    "a page that was never made": Hour(_left_behind(World.desk, World.request, 1), [PAGE, WRITE], ABANDONED),
    "a capture": Hour(
        _left_behind(stages.paid, lambda world, desk: world.answer(desk, "acceptance"), 2),
        [CAPTURE, WRITE],
        CONFIRMED,
    ),
    "a release": Hour(
        _left_behind(stages.paid, lambda world, desk: world.answer(desk, "decline", {"reason": ""}), 2),
        [RELEASE, WRITE],
        DECLINED,
    ),
    "a refund": Hour(_left_behind(stages.confirmed, World.cancel, 2), [REFUND, WRITE], REFUNDED),
}


@pytest.mark.parametrize("name", HOURS)
def test_a_run_of_the_clock_that_died_is_finished_by_the_next(world: World, name: str) -> None:
    hour, toll = HOURS[name], Toll(world)

    def prepare(world: World) -> Desk:
        world.till.at(NOW)
        desk = hour.prepare(world)
        due = desk.booking.due_at
        assert due
        world.till.at(due + SECOND)
        return desk

    desks = []
    for desk in toll.deaths(prepare, lambda _: world.run("run_deadlines"), Moment.AFTER):
        world.put_in_order()
        desks.append(desk)

    assert toll.steps == hour.steps
    world.settle()
    with toll.told():
        assert {end_of(desk) for desk in desks} == {hour.ends}
        world.assert_sound()


RELAY = ["TransactWriteItems", "SendMessage", "UpdateItem"]
LETTER = ["PutItem", "SendEmail", "PutItem"]


@pytest.mark.parametrize("comes_back", [True, False], ids=["its record comes back", "only the sweep comes"])
def test_a_relay_that_died_loses_no_fact_and_numbers_none_twice(world: World, comes_back: bool) -> None:
    for number in range(1, len(RELAY) + 2):
        stages.requested(world, **FREE)
        facts = world.pump.new_facts()[-1:]
        end = world.killed(lambda facts=facts: world.pump.relay(facts), at=number, moment=Moment.AFTER)  # type: ignore[misc]
        assert (end.died, end.steps) == (number <= len(RELAY), RELAY[:number])
        if comes_back:
            assert world.pump.relay(facts) == []

    world.settle()
    world.assert_sound()


def test_a_sweep_that_died_is_finished_by_the_next(world: World) -> None:
    for number in range(1, len(RELAY) + 1):
        stages.requested(world, **FREE)
        world.till.later(minutes=2)
        end = world.killed(lambda: world.run("relay_missed_facts"), at=number, moment=Moment.AFTER)
        assert end.died
        world.run("relay_missed_facts")

    world.settle()
    world.assert_sound()


@pytest.mark.parametrize("moment", Moment)
def test_a_postman_that_died_misses_nobody_and_sends_again_only_what_he_did_not_write_down(
    world: World, moment: Moment
) -> None:
    """A request is told to its host and to its coworker: two letters, three steps each."""
    for number in range(1, 2 * len(LETTER) + 2):
        stages.requested(world, **FREE)
        world.pump.stream()
        mails = world.pump.new_mails()
        end = world.killed(
            lambda mails=mails: world.pump.deliver("send_mails", mails),  # type: ignore[misc]
            at=number,
            moment=moment,
        )
        assert (end.died, end.steps) == (number <= 2 * len(LETTER), (2 * LETTER)[:number])
        world.pump.bring_back(mails)

    world.settle()
    world.assert_sound(copies=2)
    assert world.copies() == 2, "a death between sending and writing it down"
