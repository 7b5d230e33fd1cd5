"""A runbook that names what is not there costs an hour at night: links, outputs, functions, files, parameters."""

import re
from pathlib import Path

import pytest

from infra.build import merge_template
from infra.functions import FUNCTIONS
from tests.infra.test_alarms import anchor

ROOT = Path(__file__).resolve().parents[2]
RUNBOOKS = ROOT / "docs" / "runbooks"
PAGES = sorted(RUNBOOKS.glob("*.md"))
NAMES = [page.name for page in PAGES]
ADDED_BY_CHALICE = {"RestAPIId", "APIHandlerName", "APIHandlerArn", "EndpointURL"}
NOT_OF_THE_STACK = {"ParameterKey"}

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
OUTPUT = re.compile(r"\$\(out (\w+)\)")
FUNCTION = re.compile(r"pupitre-\$STAGE-([a-z-]+)\"|(?:errors|crashes) ([a-z]+(?:-[a-z]+)+)")
LOOP = re.compile(r"for f in ([a-z -]+); do")
FILE = re.compile(r"`((?:infra|docs|chalicelib|tests)/[\w./-]+\.\w+)`")
OF_OTHERS = {"mails-dlq", "mail-failed"}
LONGEST_LINE = 165


@pytest.fixture(params=PAGES, ids=NAMES)
def page(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def anchors(file: Path) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)}


def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        name, _, section = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), target
        assert not section or section in anchors(file), target


def test_every_output_is_one_of_the_stack(page: Path) -> None:
    outputs = set(merge_template()["Outputs"]) | ADDED_BY_CHALICE
    assert set(OUTPUT.findall(page.read_text(encoding="utf-8"))) <= outputs


def test_every_function_is_one_of_ours(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {name for match in FUNCTION.findall(text) for name in match if name}
    named |= {name for names in LOOP.findall(text) for name in names.split()}
    assert named - OF_OTHERS <= {function.name for function in FUNCTIONS}


def test_every_file_is_there(page: Path) -> None:
    for name in FILE.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), name


def test_every_parameter_is_one_of_the_template(page: Path) -> None:
    named = re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)+)=", page.read_text(encoding="utf-8"))
    assert set(named) - NOT_OF_THE_STACK <= set(merge_template()["Parameters"])


def test_commands_are_not_broken_and_lines_are_not_endless(page: Path) -> None:
    code = False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.strip().startswith("```"):
            code = not code
        elif not code:
            assert line.count("`") % 2 == 0, line
            assert line.startswith("|") or len(line) <= LONGEST_LINE, line
    assert not code


def test_the_index_leads_to_every_page() -> None:
    index = LINK.findall((RUNBOOKS / "README.md").read_text(encoding="utf-8"))
    assert {name for name in NAMES if name != "README.md"} <= {target.partition("#")[0] for target in index}


def test_everything_that_keeps_running_is_stopped_before_everything_is_restored() -> None:
    """A worker or a schedule that is added must stand still as well while data are put back."""
    text = (RUNBOOKS / "restore-from-pitr.md").read_text(encoding="utf-8")
    section = text.split("## Everything", 1)[1].split("## The table is gone", 1)[0]
    closing, opening = section.split("**Open the doors**")
    fed = {each.name for each in FUNCTIONS if each.event}
    scheduled = {each.name for each in FUNCTIONS if each.scheduled}
    for part in (closing, opening):
        loops = [set(names.split()) for names in LOOP.findall(part)]
        assert fed in loops
        # The clock is opened by itself, after the rules.
        assert scheduled <= set().union(*loops)
        assert "pupitre-$STAGE-api-handler" in part
