"""What the console lets in, and how it says things."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from localdev.clock import MovableClock, TooFar
from localdev.console import guard, words
from localdev.console.queues import Queues

HOSTS = guard.hosts_of(8000)


@pytest.mark.parametrize(
    ("method", "headers", "allowed"),
    [
        ("GET", {"host": "127.0.0.1:8000"}, True),
        ("GET", {"host": "localhost:8000"}, True),
        ("GET", {"host": "evil.example:8000"}, False),
        ("GET", {}, False),
        ("POST", {"host": "127.0.0.1:8000"}, True),
        ("POST", {"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"}, True),
        ("POST", {"host": "127.0.0.1:8000", "origin": "https://evil.example"}, False),
        ("POST", {"host": "127.0.0.1:8000", "origin": "null"}, False),
        ("POST", {"host": "127.0.0.1:8000", "sec-fetch-site": "cross-site"}, False),
        ("POST", {"host": "127.0.0.1:8000", "sec-fetch-site": "same-origin"}, True),
    ],
)
def test_only_this_machine_uses_the_console(method: str, headers: dict[str, str], allowed: bool) -> None:
    assert (guard.refusal(method, headers, HOSTS) == "") is allowed


def test_moments_and_rates_are_written_in_french() -> None:
    assert words.moment(datetime(2027, 3, 16, 8, tzinfo=UTC)) == "mar. 16/03/2027 à 09:00:00"
    assert words.offset(0) == "à l'heure réelle"
    assert words.offset(90_000) == "1 jour 1 heure en avance"
    assert words.offset(-120) == "2 minutes en retard"
    assert words.rate("rate(1 minute)") == "toutes les minutes"
    assert words.rate("rate(2 days)") == "tous les 2 jours"
    assert words.rate("cron(0 12 1 * ? *)") == "le 1er du mois à 12 h 00 UTC"
    assert words.rate("cron(5 4 ? * MON *)") == "cron(5 4 ? * MON *)"


def test_a_wall_time_is_one_of_paris() -> None:
    assert words.instant_of("2027-07-01T09:00") == datetime(2027, 7, 1, 7, tzinfo=UTC)


def test_the_clock_survives_a_restart_and_takes_the_doubles_along(tmp_path: Path) -> None:
    told: list[int] = []
    clock = MovableClock(tmp_path / "clock.json", told.append)
    clock.advance(3600)
    clock.advance(900)
    assert (clock.offset_seconds, told) == (4500, [3600, 4500])
    assert MovableClock(tmp_path / "clock.json").offset_seconds == 4500
    with pytest.raises(TooFar):
        clock.move_to(10**12)


@pytest.mark.parametrize("suffix", ["", ".fifo"])
def test_dead_letters_go_back_to_the_queue_of_their_name_in_order_or_not(suffix: str) -> None:
    source, dead = f"pupitre-local-documents{suffix}", f"pupitre-local-documents-dlq{suffix}"
    queue, letters = (Queues("", "local")._queue(name, [source, dead], []) for name in (source, dead))
    assert (queue.holds_dead_letters, queue.redrives_to) == (False, "")
    assert (letters.holds_dead_letters, letters.redrives_to) == (True, source)
