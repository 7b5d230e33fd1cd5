"""The metadata packet: PDF/A-3B, and the Factur-X properties with the schema that declares them to PDF/A."""

from xml.sax.saxutils import escape

from chalicelib.billing.model import Document
from chalicelib.billing.rendering.fonts import drawable
from chalicelib.billing.rendering.labels import title

FILE_NAME = "factur-x.xml"
PRODUCER = "Pupitre"
FACTUR_X = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
PROPERTIES = {
    "DocumentType": ("INVOICE", "The type of the hybrid document"),
    "DocumentFileName": (FILE_NAME, "The name of the embedded XML document"),
    "Version": ("1.0", "The version of the standard that the XML follows"),
    "ConformanceLevel": ("EN 16931", "The profile of the XML"),
}


def packet(document: Document) -> str:
    """Without its `xpacket` wrapping, which fpdf2 adds. Dated by the document alone."""
    issued_at = document.issued_at.isoformat(timespec="seconds")
    properties = "\n".join(f"      <fx:{name}>{value}</fx:{name}>" for name, (value, _) in PROPERTIES.items())
    return f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
      <pdfaid:part>3</pdfaid:part>
      <pdfaid:conformance>B</pdfaid:conformance>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(name(document))}</rdf:li></rdf:Alt></dc:title>
      <dc:creator><rdf:Seq><rdf:li>{escape(drawable(document.draft.seller.name))}</rdf:li></rdf:Seq></dc:creator>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
      <xmp:CreateDate>{issued_at}</xmp:CreateDate>
      <xmp:ModifyDate>{issued_at}</xmp:ModifyDate>
      <pdf:Producer>{PRODUCER}</pdf:Producer>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:fx="{FACTUR_X}">
{properties}
    </rdf:Description>
{_extension_schema()}
  </rdf:RDF>
</x:xmpmeta>"""


def name(document: Document) -> str:
    """« Facture F-2027-000012 »."""
    return f"{title(document)} {document.number}"


def _extension_schema() -> str:
    """PDF/A knows only its own properties: others must bring their description (ISO 19005-3, 6.6.2.3)."""
    described = "\n".join(
        f"""              <rdf:li rdf:parseType="Resource">
                <pdfaProperty:name>{property_name}</pdfaProperty:name>
                <pdfaProperty:valueType>Text</pdfaProperty:valueType>
                <pdfaProperty:category>external</pdfaProperty:category>
                <pdfaProperty:description>{description}</pdfaProperty:description>
              </rdf:li>"""
        for property_name, (_, description) in PROPERTIES.items()
    )
    return f"""    <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
        xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
      <pdfaExtension:schemas>
        <rdf:Bag>
          <rdf:li rdf:parseType="Resource">
            <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
            <pdfaSchema:namespaceURI>{FACTUR_X}</pdfaSchema:namespaceURI>
            <pdfaSchema:prefix>fx</pdfaSchema:prefix>
            <pdfaSchema:property>
              <rdf:Seq>
{described}
              </rdf:Seq>
            </pdfaSchema:property>
          </rdf:li>
        </rdf:Bag>
      </pdfaExtension:schemas>
    </rdf:Description>"""
