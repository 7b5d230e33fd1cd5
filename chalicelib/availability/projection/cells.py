"""A grid over the earth, to know which cities may have a space near a point, and the distance that decides. Pure."""

from collections.abc import Iterator
from math import asin, ceil, cos, floor, radians, sin, sqrt

from chalicelib.spaces.model import Location

EARTH_KM = 6371.0
KM_PER_DEGREE = 111.0
"""Of latitude, rounded down, so that a circle is never cut short."""

CELLS_PER_DEGREE = 4
"""28 km from south to north."""

COLUMNS = 360 * CELLS_PER_DEGREE
POLAR = 0.01
"""Below this cosine a circle may go all around the pole."""

Cell = tuple[int, int]
"""Row from the South Pole on, column from the 180th meridian on."""

Stretch = tuple[int, int, int]
"""Row, first and last column."""


def cell_of(point: Location) -> Cell:
    row = floor((point.latitude + 90) * CELLS_PER_DEGREE)
    return row, floor((point.longitude + 180) * CELLS_PER_DEGREE) % COLUMNS


def cells_around(point: Location, km: float) -> Iterator[Stretch]:
    """Stretches of cells that cover the circle, and more; two in a row where it crosses the 180th meridian."""
    reach = km / KM_PER_DEGREE
    south, north = max(-90.0, point.latitude - reach), min(90.0, point.latitude + reach)
    narrowest = cos(radians(max(abs(south), abs(north))))
    width = reach / narrowest if narrowest > POLAR else 180.0
    rows = range(cell_of(Location(south, 0))[0], cell_of(Location(north, 0))[0] + 1)
    columns = ceil(width * CELLS_PER_DEGREE)
    middle = cell_of(point)[1]
    for row in rows:
        yield from ((row, *span) for span in _wrapped(middle - columns, middle + columns))


def km_between(a: Location, b: Location) -> float:
    """Along the surface of a sphere (haversine): within half a percent."""
    south, north = radians(a.latitude), radians(b.latitude)
    half = sin((north - south) / 2) ** 2
    half += cos(south) * cos(north) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _wrapped(first: int, last: int) -> list[tuple[int, int]]:
    if last - first >= COLUMNS:
        return [(0, COLUMNS - 1)]
    if first < 0:
        return [(first + COLUMNS, COLUMNS - 1), (0, last)]
    if last >= COLUMNS:
        return [(first, COLUMNS - 1), (0, last - COLUMNS)]
    return [(first, last)]
