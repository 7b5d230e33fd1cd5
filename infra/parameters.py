"""The parameters of a stage: ours, in the repository, and the operator's own, beside them and out of it.

Both files are lists of "Key=Value", the one form that `aws cloudformation deploy --parameter-overrides file://…`
reads in every version of the AWS CLI.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from infra.compose import INFRA, Template

STAGES = INFRA / "stages"
EXAMPLE = "own.example.json"
PLACEHOLDER = "<"

Parameters = dict[str, str]


class UnfitParameters(Exception):
    """The stage cannot be deployed with these."""


def of_stage(stage: str, folder: Path = STAGES) -> Parameters:
    """Ours, and whatever the operator says otherwise. Raises UnfitParameters."""
    stages = sorted(file.stem for file in folder.glob("*.json") if "." not in file.stem)
    if stage not in stages:
        raise UnfitParameters(f"there is no stage {stage!r}: {', '.join(stages)}")
    own = folder / f"{stage}.own.json"
    if not own.exists():
        raise UnfitParameters(f"copy {folder / EXAMPLE} to {own.name} beside it and fill it in")
    return read(folder / f"{stage}.json") | read(own)


def read(file: Path) -> Parameters:
    """Raises UnfitParameters."""
    try:
        lines = json.loads(file.read_text(encoding="utf-8"))
        return dict(line.split("=", 1) for line in lines)
    except (ValueError, TypeError, AttributeError) as unreadable:
        raise UnfitParameters(f'{file.name} must be a JSON list of "Key=Value": {unreadable}') from unreadable


def write(parameters: Mapping[str, str], file: Path) -> None:
    lines = [f"{name}={value}" for name, value in parameters.items()]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(lines, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def check(parameters: Mapping[str, str], template: Template) -> None:
    """Raises UnfitParameters, which names everything that is wrong."""
    known: Mapping[str, Template] = template["Parameters"]
    required = [name for name, declared in known.items() if "Default" not in declared]
    wrong = [f"{name} is no parameter of the template" for name in parameters if name not in known]
    wrong += [f"{name} is still to be filled in" for name, value in parameters.items() if PLACEHOLDER in value]
    wrong += [f"{name} is missing" for name in required if not parameters.get(name)]
    if wrong:
        raise UnfitParameters("; ".join(wrong))


def public_url(parameters: Mapping[str, str]) -> str:
    """Where people find the site, as far as it is known before the first deployment."""
    domain = parameters.get("DomainName", "")
    return f"https://{domain}" if domain else parameters.get("PublicUrl", "")
