"""How tests read the packaged template."""

from collections.abc import Iterator
from typing import Any

from infra.compose import Template


def of_type(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    found = {name: each for name, each in template["Resources"].items() if each["Type"] == kind}
    assert found, kind
    return found


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def granted(template: Template) -> Iterator[dict[str, Any]]:
    for role in of_type(template, "AWS::IAM::Role").values():
        for policy in role["Properties"]["Policies"]:
            yield from policy["PolicyDocument"]["Statement"]


def may(template: Template, function: str, action: str) -> set[str]:
    """The resources, by logical id, on which a function may do `action`."""
    statements = template["Resources"][f"{function}Role"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
    return {
        resource["Fn::GetAtt"][0]
        for statement in statements
        if action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
        if "Fn::GetAtt" in resource
    }
