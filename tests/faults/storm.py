"""A storm: people act, machines work, and meanwhile things go wrong, as dice decide that a seed has set."""

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from chalicelib.kit.queue import MOST_RECEIVES
from tests.faults.lives import LIVES, Guest
from tests.faults.proxy import Rule
from tests.faults.pump import Message
from tests.faults.toll import End, end_of
from tests.faults.world import World

_log = logging.getLogger(__name__)

MOST_TURNS = 60
MOST_RECEIVES_IN_A_STORM = 3


@dataclass(frozen=True)
class StripeFault:
    """A kind of the double's faults, and the calls that it may hit."""

    kind: str
    method: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Weather:
    """`dynamodb` and `aws` are rules of the proxies; `webhooks` is what becomes of Stripe's news on its way.

    `lives` are those that this weather meets, `also` where they may end in it and nowhere else.
    """

    dynamodb: Sequence[Rule] = ()
    aws: Sequence[Rule] = ()
    stripe: Sequence[StripeFault] = ()
    webhooks: Callable[["Dice", list[Message]], list[Message]] = lambda _, news: news
    lives: Sequence[str] = tuple(LIVES)
    also: frozenset[End] = frozenset()


class Dice(random.Random):
    def falls(self, probability: float) -> bool:
        return self.random() < probability


@dataclass
class Storm:
    world: World
    weather: Weather
    seed: int
    fired: Counter[str] = field(default_factory=Counter)
    ordered: Counter[str] = field(default_factory=Counter)
    untold: list[Message] = field(default_factory=list)
    _disorder: int = 0

    def blow(self, guests: Sequence[Guest]) -> None:
        """One after the other: the same seed, the same storm."""
        with self._told(guests):
            self._rise()
            dice = Dice(self.seed)
            for _ in range(MOST_TURNS):
                waiting = [one for one in guests if one.acts]
                if not waiting:
                    break
                self._person(dice, dice.choice(waiting))
                self._machines(dice)

    def rage(self, guests: Sequence[Guest], people: int = 3) -> None:
        """All at once: who meets whom is up to the machine."""
        with self._told(guests):
            self._rise()
            over = threading.Event()
            with ThreadPoolExecutor(people + 1) as threads:
                machines = threads.submit(self._work_until, over)
                lines = [list(guests[number::people]) for number in range(people)]
                for future in [threads.submit(self._live, number, line) for number, line in enumerate(lines)]:
                    future.result()
                over.set()
                machines.result()

    def calm(self, guests: Sequence[Guest]) -> None:
        """Nothing goes wrong any more: who was not heard says it again, then everything is settled."""
        with self._told(guests):
            self.fired = self._count()
            _log.info("seed %s fired %s", self.seed, dict(self.fired))
            self.world.calm()
            dice = Dice(self.seed)
            for _ in range(MOST_TURNS):
                waiting = [one for one in guests if one.acts]
                if not waiting:
                    break
                for one in waiting:
                    one.act(self.world)
                # What Stripe did not answer is asked again when its minute has come.
                self.world.till.later(minutes=1)
                self._machines(dice, patience=MOST_RECEIVES)
            assert not [one.name for one in guests if one.acts], "not heard although all is well"
            self.world.late += self.untold
            self.world.settle()

    def assert_survived(self, guests: Sequence[Guest]) -> None:
        with self._told(guests):
            for one in guests:
                assert one.ends is None or end_of(one.desk) in one.ends | self.weather.also, one.name
            self.world.assert_sound(copies=self._letters_that_may_come_twice())

    # People and machines

    def _person(self, dice: Dice, guest: Guest) -> None:
        self._order_stripe_faults(dice)
        if dice.falls(0.3):
            # What a dead call kept in flight is free again after half a minute, which a patient caller waits for.
            self.world.eyes.end_invocations()
        guest.act(self.world)

    def _live(self, number: int, guests: list[Guest]) -> None:
        dice = Dice(self.seed * 100 + number)
        for _ in range(MOST_TURNS):
            waiting = [one for one in guests if one.acts]
            if not waiting:
                return
            self._person(dice, dice.choice(waiting))

    def _work_until(self, over: threading.Event) -> None:
        dice = Dice(self.seed)
        while not over.is_set():
            self._machines(dice)

    def _machines(self, dice: Dice, *, patience: int = MOST_RECEIVES_IN_A_STORM) -> None:
        """What Lambda would start about now; once the storm is over all of it, and no message rests."""
        world, over = self.world, patience == MOST_RECEIVES
        turns: list[tuple[float, Callable[[], object]]] = [
            (0.5, lambda: self._stripe_tells(dice)),
            (0.5, lambda: self._hand_over(patience)),
            (0.3, lambda: world.pump.stream(lose=lambda: dice.falls(0.2))),
            (0.5, lambda: world.pump.documents(most_receives=patience)),
            (0.5, lambda: world.pump.payouts(most_receives=patience)),
            (0.25, lambda: world.pump.mails(most_receives=patience)),
            (0.15, lambda: world.pump.tick("run_deadlines")),
            (0.05, lambda: world.pump.tick("relay_missed_facts")),
        ]
        for probability, turn in turns:
            if over or dice.falls(probability):
                turn()

    def _stripe_tells(self, dice: Dice) -> None:
        """Through the edge. What it does not thank for comes again."""
        news, self.untold = self.untold + self.world.new_events(), []
        unruly = self.weather.webhooks(dice, news)
        self._disorder += len(unruly) if unruly != news else 0
        for message in unruly:
            if not self.world.knock(message).well:
                self.untold.append(message)

    def _hand_over(self, patience: int) -> None:
        world = self.world
        waiting = world.late + world.queued_events()
        now = [message for message in waiting if message.receives <= patience]
        world.late = [message for message in waiting if message not in now] + world.hand_over(now)

    # What goes wrong

    def _rise(self) -> None:
        dynamodb, aws = self.world.proxies
        dynamodb.blow(list(self.weather.dynamodb), seed=self.seed)
        aws.blow(list(self.weather.aws), seed=self.seed)

    def _order_stripe_faults(self, dice: Dice) -> None:
        if self.weather.stripe and dice.falls(0.7):
            fault = dice.choice(self.weather.stripe)
            times = dice.randint(1, 4)
            self.world.till.fail(fault.kind, fault.method, dice.choice(fault.paths), times)
            self.ordered[fault.kind] += times

    def _count(self) -> Counter[str]:
        """What really went wrong: the proxies' own logs, and the faults that the double has used up."""
        done = self.ordered - self.world.till.ordered_faults()
        done["webhooks in disorder"] = self._disorder
        for proxy in self.world.proxies:
            for (operation, action), times in proxy.fired().items():
                done[f"{operation} {action}"] += times
        return done

    def _letters_that_may_come_twice(self) -> int:
        """SES took a letter and its answer was lost, or the note of it was (docs/adr/0004)."""
        suspects = ("SendEmail response:abort", "PutItem")
        return sum(times for fault, times in self.fired.items() if fault.startswith(suspects))

    @contextmanager
    def _told(self, guests: Sequence[Guest]) -> Iterator[None]:
        try:
            yield
        except Exception as failure:
            failure.add_note(f"seed {self.seed}; fired: {dict(self.fired)}")
            failure.add_note("\n".join(f"{one.desk.booking_id} {one.name}" for one in guests))
            raise
