"""PDF/UA identifiers beside those of PDF/A, in the one description that signing keeps.

WeasyPrint writes one variant only. A second `rdf:RDF` would be dropped when the document is
signed, so the description goes into the first; PDF/A wants its schema explained there too.
"""

from typing import Any

_DESCRIPTION = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about=""><pdfaExtension:schemas>\
<rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""
_END = b"</rdf:RDF>"


def add_identifiers(_document: Any, pdf: Any) -> None:
    """The `finisher` of WeasyPrint: changes the objects of the file before they are written."""
    for one in pdf.objects:
        if getattr(one, "extra", {}).get("Type") == "/Metadata":
            one.stream = [_merged(one.stream)]
    _name_attachments_once(pdf)


def _merged(stream: list[bytes]) -> bytes:
    data = b"\n".join(stream)
    if data.count(_END) != 1:
        raise ValueError("The metadata of the document are not one description.")
    return data.replace(_END, _DESCRIPTION + _END)


def _name_attachments_once(pdf: Any) -> None:
    files = pdf.catalog.get("AF")
    if files:
        kept = list(dict.fromkeys(files))
        files.clear()
        files.extend(kept)
