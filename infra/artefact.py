"""What Lambda is given: does it hold everything, would it run there, does it fit?

Where Chalice finds no package made for Lambda's Linux it takes what pip compiles on this machine, and where that
fails, too, it prints a warning and goes on. Both would only be noticed in production, by functions that do not start.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

MEGABYTE = 1_000_000
SHOWN = 10

_WHEEL = re.compile(r"(?P<name>[^/]+?)-(?P<version>[^/-]+)\.dist-info/WHEEL")
_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+)")
_COMPILED_HERE = re.compile(r"^Tag: \S+-linux_\w+$", re.MULTILINE)


class UnfitArtefact(Exception):
    """Lambda would refuse the archive, or its functions would not start."""


class Size(NamedTuple):
    """In bytes."""

    zipped: int
    unzipped: int

    def fits(self, most: "Size") -> bool:
        return self.zipped <= most.zipped and self.unzipped <= most.unzipped

    def told(self, most: "Size") -> str:
        zipped = f"{_megabytes(self.zipped)} zipped (at most {_megabytes(most.zipped)})"
        return f"{zipped}, {_megabytes(self.unzipped)} unzipped (at most {_megabytes(most.unzipped)})"


# Lambda itself takes 250 MB unzipped, and 50 zipped from whoever uploads a package by hand in a hurry.
MOST = Size(zipped=50 * MEGABYTE, unzipped=150 * MEGABYTE)


def check(archive: Path, requirements: str) -> str:
    """How large `archive` is. It must hold every pin of `requirements`, a requirements.txt. Raises UnfitArtefact."""
    check_dependencies(archive, requirements)
    return check_size(archive)


def check_size(archive: Path, most: Size = MOST) -> str:
    packages = _packages(archive)
    size = Size(archive.stat().st_size, packages.total())
    if not size.fits(most):
        largest = ", ".join(f"{name} {_megabytes(size)}" for name, size in packages.most_common(SHOWN))
        raise UnfitArtefact(f"{archive.name} is too large: {size.told(most)}. The largest, unzipped: {largest}")
    return f"{archive.name}: {size.told(most)}"


def check_dependencies(archive: Path, requirements: str) -> None:
    wanted = {_named(pin) for line in requirements.splitlines() if (pin := _PIN.match(line))}
    wheels = _wheels(archive)
    if missing := wanted - wheels.keys():
        raise UnfitArtefact(f"no package for Lambda's Linux was found of {_listed(missing)}")
    if compiled := {name for name, wheel in wheels.items() if _COMPILED_HERE.search(wheel)}:
        raise UnfitArtefact(
            f"compiled here, against this machine's libraries instead of Lambda's: {_listed(compiled)}"
        )


def _packages(archive: Path) -> Counter[str]:
    """Unzipped bytes of each package, module or folder at the root."""
    sizes: Counter[str] = Counter()
    with zipfile.ZipFile(archive) as opened:
        for entry in opened.infolist():
            sizes[entry.filename.partition("/")[0]] += entry.file_size
    return sizes


def _wheels(archive: Path) -> dict[str, str]:
    """By name and version, how each installed package says it was built."""
    with zipfile.ZipFile(archive) as opened:
        found = [match for name in opened.namelist() if (match := _WHEEL.fullmatch(name))]
        return {_named(match): opened.read(match.group()).decode() for match in found}


def _named(match: re.Match[str]) -> str:
    """One spelling for `typing_extensions` and `typing-extensions`."""
    return f"{re.sub('[-_.]+', '-', match['name']).lower()} {match['version']}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB"
