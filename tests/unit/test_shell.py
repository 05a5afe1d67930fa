"""What the shell does to the text of a page."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from generator.rendering.page import Page
from generator.rendering.shell import BODY_MARK, HEAD_MARK, SCRIPTS_MARK, MarkedShell


@pytest.mark.parametrize(("body", "written"), [
    ("<p>15–21 ноября, 0,5–1,5 %</p>", '<p>15<span class="nowrap">–21</span> ноября, 0,5<span class="nowrap">–1</span>,5 %</p>'),
    ("<p>Закон № 210-ФЗ, № 13-р, 5-разрядный, 210-ФЗК</p>", '<p>Закон № 210<span class="nowrap">-ФЗ</span>, № 13-р, 5-разрядный, 210-ФЗК</p>'),
    ("<p>Форма 088/У-06 и/или 025/у, 1/Уфа, или/или</p>", '<p>Форма 088<span class="nowrap">/У-06</span> и<span class="nowrap">/или</span> 025<span class="nowrap">/у</span>, 1/Уфа, или/или</p>'),
    ('<p title="15–21">Неделя – 21 день</p>', '<p title="15–21">Неделя – 21 день</p>'),
    ('<script type="application/json">["9–10"]</script>', '<script type="application/json">["9–10"]</script>'),
    ("<option>2024–2025</option><svg><text>1–2</text></svg>", "<option>2024–2025</option><svg><text>1–2</text></svg>"),
])
def test_ends_of_ranges_stay_on_the_line_of_their_beginnings(body: str, written: str) -> None:
    shell = MarkedShell(lambda *_: f"{HEAD_MARK}<main>{BODY_MARK}</main>{SCRIPTS_MARK}<!---->", "Смартека", "/", {})
    page = shell.wrap(Page("about/", "О базе", "О базе", "about", lambda: Markup(body))).decode()
    assert page.partition("<main>")[2].partition("</main>")[0] == written
