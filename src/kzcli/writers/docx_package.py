"""The file around a Word document's text: the parts that Word wants, their relationships, and the zip of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzcli.values import direction
from kzcli.writers import escape_xml, read_asset, running_title
from kzcli.writers.archive import pack

if TYPE_CHECKING:
    from kzcli.page import About

_PAPERS = {"a4": (11_906, 16_838), "letter": (12_240, 15_840)}
_MARGIN = 1_304
"""2.3 cm in twentieths of a point."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE_RELATION = (
    f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
)
_ROOT = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

# A PNG of one pixel, of the colour that bars have (2F5486).
_PIXEL = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63d00f69030001bf010a5bcae3ff0000000049454e44ae426082"
)
_FONTS = {"Cambria": ("Caladea", "roman"), "Calibri": ("Carlito", "swiss"), "Consolas": ("Liberation Mono", "modern")}
"""The fonts of the styles, each with one of the same widths for machines that lack it."""
_WITH_TEXT = {f"word/{part}.xml" for part in ("document", "footnotes", "header1", "footer1", "footer2")}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FOOTER = (
    f'<w:ftr {_ROOT}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)
_SETTINGS = (
    f'<w:settings {_ROOT}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    # Without it Word opens the file in a mode for the files of 2007.
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)


class Content(NamedTuple):
    """What a writer has made of a page."""

    body: str
    """Paragraphs and tables as WordprocessingML."""
    registers: str
    """What stands after it, in two columns; empty where there is nothing."""
    links: dict[str, str]
    """The relationships of the addresses that the body links to."""
    notes: tuple[str, ...]
    """The paragraph of each footnote; the first has the number 1."""
    note_links: dict[str, str]
    """The relationships of the addresses that the notes link to."""
    lists: tuple[tuple[int, int], ...]
    """The level and the first number of each numbered list; the first of them is number 3 to Word."""
    draws: bool
    """Whether the body shows the picture `pixel`."""


def text_width(paper: str) -> int:
    """How wide text is on a paper, in twentieths of a point."""
    return _PAPERS[paper][0] - 2 * _MARGIN


def pack_document(content: Content, about: About, paper: str) -> bytes:
    """The file (ISO/IEC 29500), the same bytes for the same content.

    Args:
        content: what a writer has made of a page.
        about: what the file says of itself.
        paper: `a4` or `letter`.
    """
    styles = read_asset("docx_styles.xml").replace("LANGUAGE", escape_xml(about.language))
    parts = {
        "styles": ("styles", styles),
        "settings": ("settings", _SETTINGS),
        "fontTable": ("fontTable", _fonts()),
        "numbering": ("numbering", _numbering(content.lists)),
        "footnotes": ("footnotes", _footnotes(content.notes)),
        "header1": ("header", _header(about.title)),
        "footer1": ("footer", _FOOTER),
        "footer2": ("footer", _FOOTER),
    }
    relations = [(id, kind, f"{id}.xml") for id, (kind, _) in parts.items()]
    relations += [("pixel", "image", "media/pixel.png")] if content.draws else []
    files = {
        "[Content_Types].xml": _content_types({id: kind for id, (kind, _) in parts.items()}),
        "_rels/.rels": _relationships([("document", "officeDocument", "word/document.xml")], {}, _CORE_RELATION),
        "docProps/core.xml": _core(about),
        "word/document.xml": _document(content, paper),
        "word/_rels/document.xml.rels": _relationships(relations, content.links),
        "word/_rels/footnotes.xml.rels": _relationships([], content.note_links),
        **{f"word/{id}.xml": xml for id, (_, xml) in parts.items()},
    }
    if direction(about.language) == "rtl":
        from kzcli.writers.docx_right_to_left import turn_styles, turn_text

        files |= {name: turn_text(xml) for name, xml in files.items() if name in _WITH_TEXT}
        files["word/styles.xml"] = turn_styles(files["word/styles.xml"])
    packed = {name: f"{_DECLARATION}{xml}".encode() for name, xml in files.items()}
    if content.draws:
        packed["word/media/pixel.png"] = bytes.fromhex(_PIXEL)
    return pack(packed)


def _content_types(parts: dict[str, str]) -> str:
    word, package = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml",
        "application/vnd.openxmlformats-package",
    )
    overrides = [
        ("word/document.xml", f"{word}.document.main+xml"),
        ("docProps/core.xml", f"{package}.core-properties+xml"),
        *((f"word/{id}.xml", f"{word}.{kind}+xml") for id, kind in parts.items()),
    ]
    defaults = (("rels", f"{package}.relationships+xml"), ("xml", "application/xml"), ("png", "image/png"))
    inner = "".join(f'<Default Extension="{ending}" ContentType="{type}"/>' for ending, type in defaults)
    inner += "".join(f'<Override PartName="/{name}" ContentType="{type}"/>' for name, type in overrides)
    return f'<Types xmlns="{_PACKAGE}/content-types">{inner}</Types>'


def _relationships(parts: list[tuple[str, str, str]], links: dict[str, str], more: str = "") -> str:
    """What a part refers to: others by id, kind and name, and the addresses that it links to."""
    found = [(id, kind, name, "") for id, kind, name in parts]
    found += [(id, "hyperlink", escape_xml(target), ' TargetMode="External"') for target, id in links.items()]
    inner = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{name}"{mode}/>' for id, kind, name, mode in found
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}{more}</Relationships>'


def _document(content: Content, paper: str) -> str:
    width, height = _PAPERS[paper]
    size = (
        f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="1418" w:right="{_MARGIN}" w:bottom="1304" '
        f'w:left="{_MARGIN}" w:header="680" w:footer="624" w:gutter="0"/>'
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" '
        f'r:id="footer1"/><w:footerReference w:type="first" r:id="footer2"/>{size}<w:titlePg/></w:sectPr>'
    )
    if content.registers:
        # A paragraph holds the section that ends with it; what the next does not say, it has from this one.
        section = (
            f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{section}</w:pPr></w:p>{content.registers}'
            f'<w:sectPr><w:type w:val="continuous"/>{size}<w:cols w:num="2" w:space="340"/></w:sectPr>'
        )
    return f"<w:document {_ROOT}><w:body>{content.body}{section}</w:body></w:document>"


def _core(about: About) -> str:
    """The properties as Dublin Core; python-docx's own cut them at 255 characters."""
    day, last = (f"{day}T00:00:00Z" if day else "" for day in (about.date, about.followed_to or about.date))
    pairs = (
        ("dc:title", about.title),
        ("dc:creator", "; ".join(about.authors)),
        ("dc:description", about.description),
        ("dc:identifier", about.id),
        ("dc:language", about.language),
        ("cp:lastModifiedBy", "; ".join(about.authors)),
        ('dcterms:created xsi:type="dcterms:W3CDTF"', day),
        ('dcterms:modified xsi:type="dcterms:W3CDTF"', last),
    )
    inner = "".join(f"<{name}>{escape_xml(value)}</{name.split()[0]}>" for name, value in pairs if value)
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inner}</cp:coreProperties>'
    )


def _footnotes(notes: tuple[str, ...]) -> str:
    """The footnotes after the two lines that part them from the text."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    made = "".join(f'<w:footnote w:id="{number}">{note}</w:footnote>' for number, note in enumerate(notes, 1))
    return f"<w:footnotes {_ROOT}>{lines}{made}</w:footnotes>"


def _numbering(lists: tuple[tuple[int, int], ...]) -> str:
    """Bullets, numbers, and each numbered list as one of its own that begins with its number."""
    levels: tuple[list[str], list[str]] = ([], [])
    for level in range(9):
        bullet = "•–"[level % 2]
        for made, kind, text in ((levels[0], "bullet", bullet), (levels[1], "decimal", f"%{level + 1}.")):
            made.append(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
                f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            )
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="hybridMultilevel"/>{"".join(made)}'
        "</w:abstractNum>"
        for id, made in enumerate(levels)
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="{level}">'
        f'<w:startOverride w:val="{first}"/></w:lvlOverride></w:num>'
        for number, (level, first) in enumerate(lists, 3)
    )
    plain = "".join(f'<w:num w:numId="{id + 1}"><w:abstractNumId w:val="{id}"/></w:num>' for id in (0, 1))
    return f"<w:numbering {_ROOT}>{kinds}{plain}{numbers}</w:numbering>"


def _fonts() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/></w:font>'
        for name, (other, family) in _FONTS.items()
    )
    return f"<w:fonts {_ROOT}>{fonts}</w:fonts>"


def _header(title: str) -> str:
    """The title at the head of every page."""
    return (
        f'<w:hdr {_ROOT}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape_xml(running_title(title))}</w:t></w:r></w:p></w:hdr>'
    )
