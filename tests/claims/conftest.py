import pytest

from tests.make.claims import Imports


@pytest.fixture
def imports(table: str, monkeypatch: pytest.MonkeyPatch) -> Imports:
    return Imports(monkeypatch)
