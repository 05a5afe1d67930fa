"""While an edit is broken, the local server shows the last good site with a notice. WSGI only, for any server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_SHOWN = 5
_NOTICE = Markup("""\
<div id="smarteka-broken-edit" role="status" tabindex="0" aria-label="Правка не показана" style="position:fixed;left:0;right:0;bottom:0;\
z-index:1000;max-height:45vh;overflow:auto;padding:.8rem 1.2rem;border-top:4px solid #ffb454;background:#1d2326;color:#fff;\
font:16px/1.45 system-ui,sans-serif;overflow-wrap:anywhere">
<p style="margin:0"><b>Правка не показана.</b> Это прежний сайт, до неё. Исправьте и сохраните файл – страница обновится сама.</p>
<ul style="margin:.4rem 0 0;padding-left:1.2rem">{}</ul>
</div>
""")


class Preview:
    """WSGI middleware that adds ``problems``, the reasons why the last build failed, to the pages of the last good site."""

    def __init__(self) -> None:
        self.problems: tuple[str, ...] = ()

    def application(self, served: Application) -> Application:
        """``served`` with a notice on its HTML pages as long as there are problems."""

        def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            problems = self.problems
            if not problems:
                return served(environ, start_response)
            started: list[Any] = []
            written: list[bytes] = []

            def start(*response: Any) -> Callable[[bytes], object]:
                started[:] = response
                return written.append

            body = served(environ, start)
            try:
                chunks = [*body]
            finally:
                if hasattr(body, "close"):
                    body.close()
            content = b"".join([*written, *chunks])
            status, headers, *rest = started
            if any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers):
                content = with_notice(content, notice(problems))
                headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
                headers.append(("Content-Length", str(len(content))))
            start_response(status, headers, *rest)
            return [content]

        return application


def notice(problems: Sequence[str]) -> str:
    """HTML of the bar that lists the first ``_SHOWN`` problems and the number of the others."""
    lines = [Markup("<li>{}</li>").format(problem) for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(Markup("<li>и ещё {} – в окне, где запущена команда</li>").format(len(problems) - _SHOWN))
    return str(_NOTICE.format(Markup("").join(lines)))


def with_notice(page: bytes, bar: str) -> bytes:
    """A page with the bar before ``</body>``, or at its end if it has no such tag."""
    place = page.rfind(b"</body>")
    place = len(page) if place < 0 else place
    return page[:place] + bar.encode() + page[place:]
