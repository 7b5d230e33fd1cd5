"""A product of its own: what is thrown at it must not get into the stories of others."""

from collections.abc import Iterator

import pytest

from localdev.aws.server import PYTHON
from tests.hostile.siege import Siege, laid
from tests.journeys.product import Product


@pytest.fixture(scope="session")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    assert PYTHON.exists(), "The local AWS has an environment of its own: make setup"
    product = Product(tmp_path_factory.mktemp("besieged"))
    try:
        yield laid(product.start())
    finally:
        product.stop()


@pytest.fixture(autouse=True)
def unharmed(siege: Siege) -> Iterator[None]:
    """No call may end in an error of ours, nor leave a message that no worker can handle."""
    yield
    assert siege.errors() == ""
