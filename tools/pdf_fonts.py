"""Fonts of the PDF files, made from those of the site: ``python tools/pdf_fonts.py``.

The site serves Golos Text as two variable subsets in WOFF2; Typst wants TrueType, and reads one file
a weight. The arrow of «12,7 → 9,9» is not among the letters of the subsets: it is the upward one, turned.
The fonts keep their licence (OFL, beside the result).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TEMPLATES = Path(__file__).resolve().parents[1] / "site_templates"
SOURCES = [TEMPLATES / "assets" / "fonts" / f"golos-{part}.woff2" for part in ("latin", "cyrillic")]
TARGET = TEMPLATES / "exports" / "fonts"
FAMILY = "Golos Text"
_NOT_FOR_PRINT = ("VVAR", "vhea", "vmtx", "STAT", "prep", "gasp")
_BOLD, _REGULAR, _STYLE_BITS = 0x20, 0x40, 0x61


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    shutil.copy(SOURCES[0].with_name("OFL.txt"), TARGET)
    for weight, style in ((400, "Regular"), (700, "Bold")):
        with tempfile.TemporaryDirectory() as folder:
            parts = [_instance(source, weight, Path(folder)) for source in SOURCES]
            font = Merger().merge([str(part) for part in parts])
        _turn_arrow(font)
        _name(font, weight, style)
        font.recalcTimestamp = False
        font["head"].created = font["head"].modified = TTFont(SOURCES[0])["head"].modified
        font.save(TARGET / f"GolosText-{style}.ttf")


def _instance(source: Path, weight: int, folder: Path) -> Path:
    font = instantiateVariableFont(TTFont(source), {"wght": weight})
    font.flavor = None
    for table in _NOT_FOR_PRINT:
        if table in font:
            del font[table]
    font.save(folder / f"{source.stem}.ttf")
    return folder / f"{source.stem}.ttf"


def _turn_arrow(font: TTFont) -> None:
    """↑ turned to the right, about the middle of a lowercase letter's height."""
    glyphs, up = font.getGlyphSet(), font.getBestCmap()[ord("↑")]
    bounds = BoundsPen(glyphs)
    glyphs[up].draw(bounds)
    left, bottom, right, top = bounds.bounds
    side, middle = 60, 350
    pen = TTGlyphPen(None)
    # (x, y) → (y, -x), then to its place
    turned = Transform(0, -1, 1, 0, side - bottom, middle + (left + right) / 2)
    glyphs[up].draw(TransformPen(pen, turned))
    glyph, name = pen.glyph(), "arrowright"
    font["glyf"][name] = glyph
    font.setGlyphOrder(font["glyf"].glyphOrder)
    font["hmtx"][name] = (round(top - bottom + 2 * side), side)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord("→")] = name


def _name(font: TTFont, weight: int, style: str) -> None:
    names = font["name"]
    for id in (16, 17, 21, 22, 25):
        names.removeNames(nameID=id)
    for id, text in ((1, FAMILY), (2, style), (4, f"{FAMILY} {style}"), (6, f"GolosText-{style}")):
        names.setName(text, id, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~_STYLE_BITS | (_BOLD if bold else _REGULAR)
    font["head"].macStyle = int(bold)


if __name__ == "__main__":
    main()
