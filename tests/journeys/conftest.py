"""One product for all journeys, on a free port, with an empty state; another one where a story may break it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from localdev.aws.server import PYTHON
from tests.journeys.market import Market, opened
from tests.journeys.product import Product

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    yield from _running(tmp_path_factory.mktemp("product"))


@pytest.fixture(scope="module")
def own_product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """For stories that stop the product or move its clock far away."""
    yield from _running(tmp_path_factory.mktemp("own-product"))


@pytest.fixture(scope="session")
def market(product: Product) -> Market:
    return opened(product)


def _running(folder: Path) -> Iterator[Product]:
    assert PYTHON.exists(), "The journeys need ministack's own environment: make setup"
    product = Product(folder)
    try:
        yield product.start()
    finally:
        product.stop()
