"""What WeasyPrint leaves to be done on the objects of a document before they are written.

PDF/UA identifiers go beside those of PDF/A: WeasyPrint writes one variant only. A second `rdf:RDF`
would be dropped when the document is signed, so the description goes into the first; PDF/A wants
its schema explained there too.
"""

from typing import Any

import pydyf

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


def finish(_document: Any, pdf: Any) -> None:
    """The `finisher` of WeasyPrint."""
    for one in pdf.objects:
        if getattr(one, "extra", {}).get("Type") == "/Metadata":
            one.stream = [_merged(one.stream)]
    _name_attachments_once(pdf)
    _say_what_heads_what(pdf)
    pdf.objects[:] = [_Written(one) for one in pdf.objects]


def finish_form(_document: Any, pdf: Any) -> None:
    """The same for a document that can be filled in."""
    _say_what_heads_what(pdf)
    _let_every_letter_be_typed(pdf)
    _name_choices_once(pdf)


# The letters of our languages that the encoding of the standard fonts does not have.
_LETTERS = ["ccaron", "Ccaron", "cacute", "Cacute", "dcroat", "Dcroat"]


def _let_every_letter_be_typed(pdf: Any) -> None:
    """Programs draw what is typed with a standard font: those that come with the document are cut
    into alphabets, and no program chooses among them.
    """
    encoding = pydyf.Dictionary(
        {
            "Type": "/Encoding",
            "BaseEncoding": "/WinAnsiEncoding",
            "Differences": pydyf.Array([128, *(f"/{one}" for one in _LETTERS)]),
        }
    )
    font = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type1",
            "BaseFont": "/Helvetica",
            "Encoding": encoding.data,
        }
    )
    pdf.add_object(font)
    fonts = pydyf.Dictionary({"Helv": font.reference})
    form = pdf.catalog["AcroForm"]
    form["DR"] = pydyf.Dictionary({"Font": fonts.data})
    form["DA"] = pydyf.String("/Helv 11 Tf 0 g")
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("FT") == "/Tx":
            one["DA"] = pydyf.String("/Helv 11 Tf 0 g")


def _name_choices_once(pdf: Any) -> None:
    """Of a question with several boxes the question is the field, not each of its boxes."""
    boxes = set()
    for one in pdf.objects:
        is_box = isinstance(one, pydyf.Dictionary) and one.get("FT") == "/Btn"
        if is_box and "Parent" in one:
            del one["T"]
            boxes.add(one.reference)
    fields = pdf.catalog["AcroForm"]["Fields"]
    kept = [one for one in fields if one not in boxes]
    fields.clear()
    fields.extend(kept)


class _Written(pydyf.Object):
    """An object put into bytes once; the file's identifier would have it done a second time."""

    def __init__(self, one: Any) -> None:
        super().__init__()
        self.number, self.generation, self.free = one.number, one.generation, one.free
        self.in_stream = one.compressible
        self.bytes = b"" if one.free == "f" else one.data

    @property
    def data(self) -> bytes:
        return self.bytes

    @property
    def compressible(self) -> bool:
        return self.in_stream


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


def _say_what_heads_what(pdf: Any) -> None:
    """A head cell in the head of a table stands over a column, any other before a row."""
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("S") == "/TH":
            group = _above(pdf, _above(pdf, one))
            one["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _above(pdf: Any, element: Any) -> Any:
    return pdf.objects[int(element["P"].split()[0])]
