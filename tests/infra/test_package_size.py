"""What is refused before anybody uploads it: an archive that is too large, lacks a package or would not start."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infra.artefact import MEGABYTE, MOST, Size, UnfitArtefact, check, check_size
from tests.deployed.artefact import ROOT

PUBLISHED = "Wheel-Version: 1.0\nTag: cp311-cp311-manylinux_2_17_x86_64\nTag: cp311-cp311-manylinux2014_x86_64\n"
COMPILED_HERE = "Wheel-Version: 1.0\nTag: cp311-cp311-linux_x86_64\n"
PURE = "Wheel-Version: 1.0\nTag: py3-none-any\n"
ROOMY = Size(zipped=10_000, unzipped=10_000)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "deployment.zip"


def packed(archive: Path, **contents: str) -> Path:
    """Holds the files of these names; `/` in a name is written as `__`."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in contents.items():
            opened.writestr(name.replace("__", "/"), content)
    return archive


def installed(archive: Path, **wheels: str) -> Path:
    """Holds the metadata of packages, each of version 1.0."""
    return packed(archive, **{f"{name}-1.0.dist-info__WHEEL": wheel for name, wheel in wheels.items()})


def test_lambda_s_own_limits_are_far_enough_away() -> None:
    assert Size(50 * MEGABYTE, 150 * MEGABYTE) == MOST


def test_an_archive_that_fits_is_summed_up_in_a_line(archive: Path) -> None:
    summary = check_size(packed(archive, app="x" * 2_000_000))
    assert summary == "deployment.zip: 0.0 MB zipped (at most 50.0 MB), 2.0 MB unzipped (at most 150.0 MB)"


def test_an_archive_that_unzips_to_too_much_is_refused_with_its_ten_largest_packages(archive: Path) -> None:
    modules = {f"p{number:02}__module.py": "x" * (number * 100_000) for number in range(1, 13)}
    with pytest.raises(UnfitArtefact, match=r"is too large: .* 7\.8 MB unzipped \(at most 7\.0 MB\)") as refused:
        check_size(packed(archive, **modules), Size(zipped=MEGABYTE, unzipped=7 * MEGABYTE))
    told = str(refused.value).partition("unzipped: ")[2].split(", ")
    assert told == [f"p{number:02} {number / 10:.1f} MB" for number in range(12, 2, -1)]


def test_an_archive_that_is_too_large_to_upload_is_refused(archive: Path) -> None:
    packed(archive, app="short")
    with pytest.raises(UnfitArtefact, match="is too large"):
        check_size(archive, ROOMY._replace(zipped=archive.stat().st_size - 1))
    assert check_size(archive, ROOMY._replace(zipped=archive.stat().st_size))


def test_the_files_of_a_package_are_counted_together(archive: Path) -> None:
    contents = {"wide__a.py": "x" * 600_000, "wide__b__c.py": "x" * 600_000, "tall.py": "x" * 1_000_000}
    with pytest.raises(UnfitArtefact, match=r"unzipped: wide 1\.2 MB, tall\.py 1\.0 MB$"):
        check_size(packed(archive, **contents), ROOMY)


def test_a_package_that_chalice_found_nowhere_is_refused(archive: Path) -> None:
    with pytest.raises(UnfitArtefact, match=r"found of lost 1\.0, moved 2\.0$"):
        check(installed(archive, kept=PURE, moved=PURE), "kept==1.0\nmoved==2.0\n# a comment\n\nlost==1.0\n")


def test_a_package_that_was_compiled_on_this_machine_is_refused(archive: Path) -> None:
    with pytest.raises(UnfitArtefact, match=r"compiled here, .*: here 1\.0$"):
        check(installed(archive, here=COMPILED_HERE, published=PUBLISHED), "here==1.0\npublished==1.0")


def test_names_are_the_same_however_they_are_spelt(archive: Path) -> None:
    assert check(installed(archive, Typing_Extensions=PURE), "typing-extensions==1.0")


@pytest.fixture
def project(stub_project: Path, tmp_path: Path) -> Path:
    """Free to be changed."""
    return shutil.copytree(stub_project, tmp_path / "project", ignore=shutil.ignore_patterns("out"))


def packaging(project: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "infra.package", "--project", str(project), "--out", str(project / "out")]
    compiling = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(command, cwd=ROOT, env=compiling, capture_output=True, text=True, check=False)


def test_packaging_stops_with_a_reason(project: Path) -> None:
    (project / "requirements.txt").write_text("--no-index\nnowhere==1.0\n")
    done = packaging(project)
    assert (done.returncode, done.stdout.count("packaged:")) == (1, 0)
    assert done.stderr.splitlines()[-1].startswith("not packaged: ")


def test_nothing_that_this_machine_compiled_ships(project: Path) -> None:
    leftovers = project / "chalicelib" / "__pycache__"
    leftovers.mkdir(parents=True)
    (leftovers / "module.pyc").write_text("a path of this machine")
    (project / "chalicelib" / "__init__.py").touch()
    # Chalice imports the application before it zips it.
    (project / "app.py").write_text("import chalicelib\n" + (project / "app.py").read_text())
    done = packaging(project)
    assert "deployment.zip: 0." in done.stdout, done.stderr
    with zipfile.ZipFile(project / "out" / "deployment.zip") as archive:
        shipped = archive.namelist()
    assert "chalicelib/__init__.py" in shipped
    assert [name for name in shipped if "__pycache__" in name] == []
