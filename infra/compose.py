"""Reads CloudFormation fragments and joins them into one template."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

INFRA = Path(__file__).parent
DATA_PARTS = ("stage", "tables", "queues", "identity", "storage", "secret", "alerts")
DEPLOYMENT_PARTS = ("api", "delivery", "access", "watch", "budget")

Template = dict[str, Any]


class ConflictingParts(Exception):
    """Two fragments give one key different values."""


class _CloudFormationLoader(yaml.SafeLoader):
    """Turns short intrinsics into their long form, as Chalice does with the template it merges."""


def _intrinsic(loader: _CloudFormationLoader, tag: str, node: yaml.Node) -> dict[str, Any]:
    value = _value(loader, node)
    if tag in ("Ref", "Condition"):
        return {tag: value}
    if tag == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{tag}": value}


def _value(loader: _CloudFormationLoader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.ScalarNode)
    return loader.construct_scalar(node)


_CloudFormationLoader.add_multi_constructor("!", _intrinsic)


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def read(name: str) -> Template:
    loaded: Template = yaml.load(_text(INFRA / f"{name}.yaml"), Loader=_CloudFormationLoader)  # noqa: S506
    return loaded


def join(fragments: Iterable[Mapping[str, Any]]) -> Template:
    """Deep-merge where a key may be filled in by several fragments but never overwritten."""
    joined: Template = {}
    for fragment in fragments:
        _fill(joined, fragment, ())
    return joined


def _fill(into: Template, fragment: Mapping[str, Any], path: tuple[str, ...]) -> None:
    for key, value in fragment.items():
        if isinstance(value, Mapping):
            existing = into.setdefault(key, {})
            if not isinstance(existing, dict):
                raise ConflictingParts(".".join((*path, key)))
            _fill(existing, value, (*path, key))
        elif into.setdefault(key, value) != value:
            raise ConflictingParts(".".join((*path, key)))


def output_name(variable: str) -> str:
    """Output keys take letters and digits only: TABLE_NAME becomes TableName."""
    return "".join(word.capitalize() for word in variable.split("_"))


def data_variables() -> list[str]:
    return list(read("environment")["Data"])


def data_template() -> Template:
    """What keeps data and identities: the same on AWS and on the local endpoint."""
    outputs = {output_name(name): {"Value": value} for name, value in read("environment")["Data"].items()}
    return join(
        [
            {"AWSTemplateFormatVersion": "2010-09-09"},
            *(read(f"parts/{part}") for part in DATA_PARTS),
            {"Outputs": outputs},
        ]
    )
