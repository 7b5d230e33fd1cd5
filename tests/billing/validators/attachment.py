"""The XML inside a PDF, as another program finds it."""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from pypdf import PdfReader

NAMES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}


def attached(pdf: Path) -> bytes:
    return PdfReader(pdf).attachments["factur-x.xml"][0]


def tree(xml: bytes) -> Element:
    return fromstring(xml)


def faults(pdf: Path) -> list[str]:
    """Of what ties the XML to the page: its name, its relationship, and the XMP that says which profile it has."""
    root = PdfReader(pdf).root_object
    files: Any = root["/AF"]
    found = [(str(one.get_object()["/F"]), str(one.get_object()["/AFRelationship"])) for one in files]
    broken = [] if found == [("factur-x.xml", "/Source")] else [f"associated files are {found}"]
    metadata: Any = root["/Metadata"]
    said = metadata.get_object().get_data().decode()
    wanted = ("<fx:ConformanceLevel>EN 16931<", "<fx:DocumentFileName>factur-x.xml<", "<pdfaid:part>3<")
    return broken + [f"XMP lacks {one}" for one in wanted if one not in said]
