"""The styles of the Word file, and the empty package with them.

``STYLES`` is used by ``template``, which writes the styles of Word, and by ``word_pages``, which needs
the heights.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # python-docx is imported only when a file is written
    from docx.document import Document

FONT = "Arial"  # on every office computer; elsewhere replaced by Liberation Sans, which has the same widths
INK, SOFT, ACCENT, WARM, LINE = "18262B", "4B5B61", "0B5D66", "A8470F", "DCDAD2"

# Points.
PAPER = (595.3, 841.9)  # A4
MARGIN_X, MARGIN_TOP, MARGIN_BOTTOM = 68.0, 71.0, 68.0
TEXT_WIDTH = PAPER[0] - 2 * MARGIN_X
PAGE_HEIGHT = PAPER[1] - MARGIN_TOP - MARGIN_BOTTOM


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; lengths in points. ``hanging`` is the hanging indent of the first line."""

    name: str  # built-in names are English, Word translates them
    size: float = 10.5
    line: float = 14.0
    before: float = 0.0
    after: float = 6.0
    bold: bool = False
    colour: str = INK
    left: float = 0.0
    hanging: float = 0.0
    keep_next: bool = False
    outline: int | None = None  # level in the navigation pane, from 0


STYLES = {
    "text": Style("Normal"),
    "title": Style("Title", 30, 36, before=150, after=14, bold=True, colour=ACCENT),
    "dates": Style("Subtitle", 17, 22, after=8, colour=INK),
    "lead": Style("Lead", 11, 15, colour=SOFT),
    "imprint_first": Style("Imprint start", 9, 12.5, before=250, after=3, colour=SOFT),
    "imprint": Style("Imprint", 9, 12.5, after=3, colour=SOFT),
    "section": Style("Heading 1", 19, 24, after=12, bold=True, colour=ACCENT, keep_next=True, outline=0),
    "entry": Style("Heading 2", 12.5, 16, before=14, after=5, bold=True, keep_next=True, outline=1),
    "contents": Style("TOC Heading", 19, 24, after=10, bold=True, colour=ACCENT, keep_next=True),
    "contents1": Style("toc 1", 10.5, 14, before=9, after=3, bold=True),
    "contents2": Style("toc 2", 10, 13, after=3),
    "top": Style("Top", 12.5, 16, before=12, after=2, bold=True, left=26, hanging=26, keep_next=True),
    "top_region": Style("Top region", 10.5, 14, after=2, colour=SOFT, left=26, keep_next=True),
    "top_text": Style("Top text", 10.5, 14, after=6, left=26),
    "field": Style("Field", 10.5, 14, after=1, keep_next=True),
    "label": Style("Label", 10.5, 14, before=3, after=1, colour=SOFT, keep_next=True),
    "bullet": Style("List Bullet", 10.5, 14, after=3, left=14, hanging=12),
    "bullet2": Style("List Bullet 2", 10.5, 14, after=3, left=28, hanging=12),
    "number": Style("Numbered item", 10.5, 14, after=2, left=18, hanging=18),
    "inner": Style("Item text", 10.5, 14, after=2, left=18),
    "margin": Style("Header", 8.5, 11, after=0, colour=SOFT),
    "end": Style("Entry end", 9.5, 13, before=2, after=1, colour=SOFT),
}
# Character styles: colour, bold (None switches it off), italic, underlined.
LOOKS = {
    "Soft": (SOFT, False, False, False),
    "Signal": (WARM, False, False, False),
    "Region": (SOFT, None, False, False),
    "Strong": (None, True, False, False),
    "Emphasis": (None, False, True, False),
    "Hyperlink": (ACCENT, False, False, True),
}
_KEPT = ("Default Paragraph Font", "Normal Table", "No List")
_UNUSED = ("/stylesWithEffects", "/customXml", "/thumbnail", "/webSettings")  # ends of relationship types
_LANGUAGE = "ru-RU"


@cache
def template() -> bytes:
    """An empty file with styles, margins, header and footer. Raises ImportError without python-docx."""
    import docx

    document = docx.Document()
    for part in (document.part, document.part.package):
        for id, relation in list(part.rels.items()):
            if relation.reltype.endswith(_UNUSED):
                part.rels.pop(id)
    _styles(document)
    _settings(document)
    _page(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def style_id(key: str) -> str:
    """The style id in Word for a key of ``STYLES``."""
    return STYLES[key].name.replace(" ", "")


def twips(points: float) -> int:
    """Points → twips, the unit of length in Word."""
    return round(points * 20)


def _styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    styles = document.styles
    names = {s.name for s in STYLES.values()} | {*LOOKS, *_KEPT}
    for style in list(styles):
        if style.name not in names or style.name in LOOKS:
            style.delete()
    known = {style.name for style in styles}
    for kind, wanted in ((WD_STYLE_TYPE.PARAGRAPH, [s.name for s in STYLES.values()]), (WD_STYLE_TYPE.CHARACTER, [*LOOKS])):
        for name in wanted:
            if name not in known:
                builtin = name.startswith("toc ") or (name in LOOKS and name not in ("Soft", "Signal", "Region"))
                styles.add_style(name, kind, builtin=builtin)
    for name, inner in [(s.name, _paragraph_look(s)) for s in STYLES.values()] + [(n, _letters(*v)) for n, v in LOOKS.items()]:
        element = styles[name].element
        for tag in ("w:pPr", "w:rPr", "w:link", "w:semiHidden", "w:unhideWhenUsed"):
            for old in element.findall(qn(tag)):
                element.remove(old)
        element.extend(parse_xml(f"<w:style {nsdecls('w')}>{inner}</w:style>"))
    defaults = styles.element.find(qn("w:docDefaults"))
    styles.element.replace(defaults, parse_xml(
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
        f'<w:lang w:val="{_LANGUAGE}" w:eastAsia="{_LANGUAGE}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    ))
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbering.extend(parse_xml(f"<w:numbering {nsdecls('w')}>{''.join(_bullets())}</w:numbering>"))


def _paragraph_look(style: Style) -> str:
    """Properties in the order of the schema."""
    number = {"List Bullet": 1, "List Bullet 2": 2}.get(style.name)
    return (
        "<w:pPr>"
        + ("<w:keepNext/>" if style.keep_next else "")
        + "<w:widowControl/>"
        + (f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' if number else "")
        + (f"<w:tabs>{tab}</w:tabs>" if (tab := _tab(style)) else "")
        + f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}" w:line="{twips(style.line)}" w:lineRule="exact"/>'
        + f'<w:ind w:left="{twips(style.left)}" w:hanging="{twips(style.hanging)}"/>'
        + (f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "")
        + "</w:pPr>"
        + _letters(style.colour, style.bold, False, False, style.size)
    )


def _tab(style: Style) -> str:
    if style.name.startswith("toc "):
        return f'<w:tab w:val="right" w:leader="dot" w:pos="{twips(TEXT_WIDTH)}"/>'
    if style.name == "Header":
        return f'<w:tab w:val="right" w:pos="{twips(TEXT_WIDTH)}"/>'
    return f'<w:tab w:val="left" w:pos="{twips(style.left)}"/>' if style.hanging else ""


def _letters(colour: str | None, bold: bool | None, italic: bool, underlined: bool, size: float = 0) -> str:
    return (
        "<w:rPr>"
        + ("<w:b/>" if bold else '<w:b w:val="0"/>' if bold is None else "")
        + ("<w:i/>" if italic else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "")
        + ('<w:u w:val="single"/>' if underlined else "")
        + "</w:rPr>"
    )


def _bullets() -> Iterator[str]:
    """List definitions 1 and 2: a bullet with the indents of its style."""
    for number, key in ((1, "bullet"), (2, "bullet2")):
        style = STYLES[key]
        yield (
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:numFmt w:val="bullet"/><w:pStyle w:val="{style_id(key)}"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{twips(style.left)}" w:hanging="{twips(style.hanging)}"/></w:pPr></w:lvl></w:abstractNum>'
        )
    for number in (1, 2):
        yield f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'


def _settings(document: Document) -> None:
    """Without properties of the author of the template; Word opens the file without the compatibility mode."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    settings = document.settings.element
    for old in list(settings):
        settings.remove(old)
    settings.extend(parse_xml(
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{_LANGUAGE}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    ))
    app = next(part for part in document.part.package.iter_parts() if str(part.partname) == "/docProps/app.xml")
    app._blob = (  # an opaque part, which python-docx copies unchanged
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/extended-properties"><Application>Smarteka</Application></Properties>'
    )


def _page(document: Document) -> None:
    """A4; the header is filled from the issue, the footer has page numbers, the title page has neither."""
    section = document.sections[0]
    section.page_width, section.page_height = _points(PAPER[0]), _points(PAPER[1])
    section.left_margin = section.right_margin = _points(MARGIN_X)
    section.top_margin, section.bottom_margin = _points(MARGIN_TOP), _points(MARGIN_BOTTOM)
    section.header_distance = section.footer_distance = _points(34)
    section.different_first_page_header_footer = True


def _points(value: float) -> Any:
    from docx.shared import Pt

    return Pt(value)
