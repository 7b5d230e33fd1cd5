"""Money is whole cents and exact fractions: nothing between a tariff and a charge is ever a float."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import chalicelib

ROOT = Path(chalicelib.__file__).parent
WITH_MONEY = sorted([ROOT / "core" / "money.py", *ROOT.glob("pricing/*.py"), *ROOT.glob("bookings/*.py")])
SHOWN_ONLY = {"quantity"}
"""How many units a line has (0.25 of an hour), for the reader's eyes."""


def floats(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.keyword) and node.arg in SHOWN_ONLY:
        return
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in SHOWN_ONLY:
        return
    if isinstance(node, ast.Name) and node.id == "float":
        yield f"line {node.lineno}: float"
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        yield f"line {node.lineno}: {node.value}"
    for inner in ast.iter_child_nodes(node):
        yield from floats(inner)


@pytest.mark.parametrize("file", WITH_MONEY, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_float_is_named_nor_written_where_money_is(file: Path) -> None:
    assert list(floats(ast.parse(file.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("line", ["x = 0.2", "x = float(y)", "x: float = 1", "f(amount=float(y))"])
def test_a_float_would_be_seen(line: str) -> None:
    assert list(floats(ast.parse(line)))
