"""A picture of how time and memory grow, as SVG by hand: two panels with logarithmic axes, light and dark."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

Series = Mapping[str, Mapping[int, float]]
"""title → records → value above 0."""

_WIDTH, _HEIGHT = 460, 340  # of a panel with its margins
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 14, 44, 44
_LEGEND_LINE = 22
_MARKS = ("circle", "square", "diamond", "triangle", "cross")  # a shape each: colour alone tells nobody all
_STYLE = """
svg{--bg:#fff;--ink:#1c2427;--muted:#5f6b70;--grid:#e3e5e2;--s0:#0b5d66;--s1:#b3541e;--s2:#6a4c93;--s3:#4f772d;--s4:#7a6a00}
@media (prefers-color-scheme:dark){svg{--bg:#14191b;--ink:#eef1ef;--muted:#a8b3b6;--grid:#2c3437;--s0:#5cc4cf;--s1:#f0935b;--s2:#bd9ae8;--s3:#97c96f;--s4:#d8c24a}}
.bg{fill:var(--bg)}text{font:13px system-ui,sans-serif;fill:var(--ink)}.t{font-weight:600;font-size:15px}.m{fill:var(--muted);font-size:12px}
.g{stroke:var(--grid);stroke-width:1}.l{fill:none;stroke-width:2.5;stroke-linejoin:round}.p{stroke:var(--bg);stroke-width:1}
"""


@dataclass(frozen=True, slots=True)
class Panel:
    title: str
    series: Series
    number: Callable[[float], str]  # a value of the axis in words


def picture(panels: list[Panel], title: str, description: str) -> str:
    """The same text for the same figures. Series have the same colour and mark in all panels."""
    names = list(dict.fromkeys(name for panel in panels for name in panel.series))
    width = _WIDTH * len(panels)
    height = _HEIGHT + _LEGEND_LINE * len(names) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(description)}</desc><style>{_STYLE}</style>',
        f'<rect class="bg" width="{width}" height="{height}"/>',
    ]
    for place, panel in enumerate(panels):
        parts.append(f'<g transform="translate({place * _WIDTH} 0)">{_panel(panel, names)}</g>')
    for place, name in enumerate(names):
        y = _HEIGHT + 8 + place * _LEGEND_LINE
        parts.append(f'{_mark(place, _LEFT + 6, y)}<text x="{_LEFT + 20}" y="{y + 4}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _panel(panel: Panel, names: list[str]) -> str:
    sizes = sorted({records for found in panel.series.values() for records in found})
    values = [value for found in panel.series.values() for value in found.values()]
    if not sizes:
        return ""
    low, high = _decades(min(values), max(values))
    across, up = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def x(records: int) -> float:
        if len(sizes) == 1:
            return _LEFT + across / 2
        return _LEFT + 16 + (across - 32) * math.log(records / sizes[0]) / math.log(sizes[-1] / sizes[0])

    def y(value: float) -> float:
        return _TOP + up - up * math.log10(value / 10**low) / (high - low)

    parts = [f'<text class="t" x="{_LEFT}" y="22">{escape(panel.title)}</text>']
    for power in range(low, high + 1):
        parts.append(f'<path class="g" d="M{_LEFT} {y(10.0**power):.1f}h{across}"/>')
        parts.append(f'<text class="m" x="{_LEFT - 8}" y="{y(10.0**power) + 4:.1f}" text-anchor="end">{escape(panel.number(10.0**power))}</text>')
    for records in sizes:
        parts.append(f'<path class="g" d="M{x(records):.1f} {_TOP}v{up}"/>')
        parts.append(f'<text class="m" x="{x(records):.1f}" y="{_TOP + up + 18}" text-anchor="middle">{records:,}</text>')
    parts.append(f'<text class="m" x="{_LEFT + across}" y="{_TOP + up + 36}" text-anchor="end">records</text>')
    for name, found in panel.series.items():
        number = names.index(name)
        points = [(x(records), y(found[records])) for records in sorted(found)]
        line = "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
        parts.append(f'<path class="l" style="stroke:var(--s{number % 5})" d="M{line}"/>')
        parts += [_mark(number, a, b) for a, b in points]
    return "".join(parts)


def _decades(least: float, most: float) -> tuple[int, int]:
    """Powers of ten around the values, at least one apart."""
    low, high = math.floor(math.log10(least)), math.ceil(math.log10(most))
    return (low, high) if high > low else (low, low + 1)


def _mark(number: int, x: float, y: float) -> str:
    shape = {
        "circle": "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
        "square": "m-4.5-4.5h9v9h-9z",
        "diamond": "m0-6.5l6.5 6.5-6.5 6.5-6.5-6.5z",
        "triangle": "m0-6l6 10.5h-12z",
        "cross": "m-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",
    }[_MARKS[number % len(_MARKS)]]
    return f'<path class="p" style="fill:var(--s{number % 5})" d="M{x:.1f} {y:.1f}{shape}"/>'
