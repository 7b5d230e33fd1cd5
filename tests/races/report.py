"""`python -m tests.races.report`: writes docs/race-report.* from what the races left under build/races/.

The page and its chart are made of docs/race-report.json and of nothing else; a figure that is missing is an error.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.races.engine import version
from tests.races.evidence import Figures, gathered
from tests.races.workload import MEETS

DOCS = Path(__file__).parents[2] / "docs"
TEMPLATES = Path(__file__).parent / "page"
LANGUAGES = ("fr", "en")

WIDTH, LEFT, TOP, BOTTOM, BAR, STEP = 760, 40, 64, 20, 22, 92
GUARDED, UNGUARDED, INK, FAINT = "#2b8a3e", "#c92a2a", "#212529", "#868e96"


def rendered(figures: Figures) -> dict[str, str]:
    """File name under docs/ -> what stands in it."""
    return {
        "race-report.json": json.dumps(figures, indent=2, sort_keys=True) + "\n",
        "race-report.md": "\n---\n\n".join(page(figures, language) for language in LANGUAGES),
        "race-report.svg": chart(figures["races"]),
    }


def page(figures: Figures, language: str) -> str:
    races, day = figures["races"], figures["races"]["busy_day"]
    runs = [found for name, found in sorted(day.items()) if name.startswith("run_")]
    return _environment().get_template(f"{language}.md.j2").render(
        day=figures["day"],
        machine=figures["machine"],
        full=races["full_room"],
        roomy=races["never_full"],
        whole=races["whole_room"],
        overlapping=races["overlapping"],
        back=races["given_back"],
        accept=races["accept_or_expire"],
        processes=races["processes"],
        key=races["one_key"],
        threads=day["threads"],
        runs=runs,
        seeds=",".join(str(run["seed"]) for run in runs),
        forgotten={name: sum(found.values()) for name, found in day["forgotten"].items()},
        meets=round(MEETS * 100),
    )  # fmt: skip


def _environment() -> Environment:
    # Markdown and not HTML: our own figures need no escaping.
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["comma"] = lambda number: str(number).replace(".", ",")
    return environment


class Pair(NamedTuple):
    """Of one race: how many had a place at the same time."""

    words: str
    guarded: int
    unguarded: int


def pairs(races: Figures) -> list[Pair]:
    full, processes, overlapping = races["full_room"], races["processes"], races["overlapping"]
    return [
        Pair("Au même instant · At the same instant", full["sold"], full["sold_without_condition"]),
        Pair("Depuis des programmes séparés · From separate programs",
             processes["sold"], processes["sold_without_condition"]),
        Pair("À des heures qui se chevauchent · At times that overlap",
             overlapping["fullest"], overlapping["fullest_by_first_quarter_only"]),
    ]  # fmt: skip


def chart(races: Figures) -> str:
    """Two bars for each race, beside a line at the number of places that there are."""
    drawn, places = pairs(races), races["full_room"]["places"]
    scale = (WIDTH - LEFT - 60) / max(pair.unguarded for pair in drawn)
    height = TOP + STEP * len(drawn) + BOTTOM
    limit = LEFT + places * scale
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="14">',
        f"<title>{_title(drawn, places)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(LEFT, 24, "avec la règle · with the guard", GUARDED),
        _text(LEFT + 240, 24, "sans elle · without it", UNGUARDED),
        _text(limit + 6, 46, f"{places} places", FAINT),
        *(line for number, pair in enumerate(drawn) for line in _bars(TOP + STEP * number, scale, pair)),
        f'<line x1="{limit:.1f}" y1="34" x2="{limit:.1f}" y2="{height - BOTTOM}" stroke="{FAINT}" '
        'stroke-dasharray="4 3"/>',
        "</svg>\n",
    ])  # fmt: skip


def _title(drawn: list[Pair], places: int) -> str:
    told = "; ".join(f"{pair.words}: {pair.guarded} / {pair.unguarded}" for pair in drawn)
    return f"{places} places, avec / sans la règle · with / without the guard. {told}"


def _bars(top: float, scale: float, pair: Pair) -> Iterator[str]:
    yield _text(LEFT, top + 14, pair.words, INK)
    for number, (count, colour) in enumerate(((pair.guarded, GUARDED), (pair.unguarded, UNGUARDED))):
        y = top + 22 + number * (BAR + 4)
        yield f'<rect x="{LEFT}" y="{y}" width="{count * scale:.1f}" height="{BAR}" fill="{colour}"/>'
        yield _text(LEFT + count * scale + 6, y + 16, str(count), colour)


def _text(x: float, y: float, words: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}">{words}</text>'


def main() -> None:
    try:
        figures = gathered(version())
    except FileNotFoundError as missing:
        sys.exit(f"not every race was run, {missing.filename} is missing: make race-report")
    for name, content in rendered(figures).items():
        (DOCS / name).write_text(content, "utf-8")


if __name__ == "__main__":
    main()
