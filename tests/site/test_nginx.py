"""The nginx configuration of ``deploy/``, run: what it says of each kind of file is what ``headers.py`` says."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from publishing import ROOT, Published

from generator.exports.headers import cache_control, content_policy, content_type, is_open_data, opener_policy
from generator.exports.precompress import compress, worth_compressing

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.site,
    pytest.mark.skipif(NGINX is None, reason="нет nginx: apt-get install nginx-light (make test ставит его сам, где может)"),
]


class _Unmoved(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


@pytest.fixture(scope="module")
def site(sample_site: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nginx") / "site"
    shutil.copytree(sample_site.site, folder)
    compress(folder, [path for path in worth_compressing(folder) if path.name == "index.html" or path.suffix == ".css"])
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The shipped file with another port and folder; nothing else is changed."""
    place = site.parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shipped = (ROOT / "deploy/nginx/smarteka.conf").read_text("utf-8")
    ours = shipped.replace("listen 80;", f"listen 127.0.0.1:{port};", 1).replace("root /var/www/smarteka;", f"root {site};")
    ours = ours.replace('map $uri $smarteka_moved { default ""; }', f"map $uri $smarteka_moved {{ include {place}/moved.map; }}")
    assert ours.count(str(place)) == 2
    (place / "moved.map").write_text("/practices/staroe/ /practices/dom-u-ozera/;\n", "utf-8")
    (place / "smarteka.conf").write_text(ours, "utf-8")
    temporary = "".join(f"{name}_temp_path {place}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (place / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes 1; pid {place}/pid; error_log {place}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; {temporary} include {place}/smarteka.conf; }}\n", "utf-8",
    )
    assert NGINX is not None
    running = subprocess.Popen([NGINX, "-p", str(place), "-c", str(place / "nginx.conf")], stderr=subprocess.PIPE)
    try:
        while True:  # as long as it takes on a busy machine, while it runs at all
            if running.poll() is not None:
                pytest.fail(f"nginx: {running.stderr.read().decode() if running.stderr else ''}")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait()


def _ask(url: str, encoding: str = "", method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers={"Accept-Encoding": encoding}, method=method)
    try:
        with urllib.request.build_opener(_Unmoved).open(request) as answer:
            return answer.status, dict(answer.headers.items()), answer.read()
    except urllib.error.HTTPError as fault:
        return fault.code, dict(fault.headers.items()), fault.read()


def test_each_kind_of_file_has_the_headers_of_the_one_definition(address: str, site: Path) -> None:
    chosen: dict[tuple[str, str, str, str], str] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and path.suffix not in (".gz", ".br") and name not in ("_redirects", "404.html"):
            told = (content_type(name), cache_control(name), content_policy(name), path.suffix)
            chosen.setdefault(told, name)
    assert len(chosen) > 12  # kinds of files
    for name in chosen.values():
        code, headers, body = _ask(f"{address}/{name}")
        assert (code, body) == (200, (site / name).read_bytes()), name
        assert headers["Content-Type"] == content_type(name), name
        assert headers["Cache-Control"] == cache_control(name), name
        assert headers["Content-Security-Policy"] == content_policy(name), name
        assert (headers.get("Access-Control-Allow-Origin") == "*") is is_open_data(name), name
        assert headers["X-Content-Type-Options"] == "nosniff"
    for name in ("admin/", "practices/"):  # the form has a policy of its own, whether the site has the form or not
        _, headers, _ = _ask(f"{address}/{name}")
        assert headers["Content-Security-Policy"] == content_policy(name)
        assert headers["Cross-Origin-Opener-Policy"] == opener_policy(name)
    _, headers, _ = _ask(f"{address}/assets/site.css?v=2d02fb20")
    assert headers["Cache-Control"] == cache_control("assets/site.css", "2d02fb20")


def test_compressed_copies_are_sent_and_are_no_pages(address: str, site: Path) -> None:
    _, headers, body = _ask(f"{address}/practices/", "gzip")
    assert body == (site / "practices/index.html.gz").read_bytes()
    assert gzip.decompress(body) == (site / "practices/index.html").read_bytes()
    assert (headers["Content-Encoding"], headers["Content-Type"]) == ("gzip", "text/html; charset=utf-8")
    assert headers["Vary"] == "Accept-Encoding"
    assert _ask(f"{address}/practices/index.html.gz")[0] == 404


def test_lost_moved_and_forbidden(address: str, site: Path) -> None:
    code, headers, body = _ask(f"{address}/net/takoy/")
    assert (code, body) == (404, (site / "404.html").read_bytes())
    assert "Cache-Control" not in headers  # a page that appears tomorrow must be seen tomorrow
    assert headers["Content-Security-Policy"] == content_policy("404.html")
    code, headers, _ = _ask(f"{address}/practices/staroe/")
    assert (code, headers["Location"]) == (301, "/practices/dom-u-ozera/")
    code, headers, _ = _ask(f"{address}/practices?q=x")
    assert (code, headers["Location"]) == (301, "/practices/?q=x")
    assert _ask(f"{address}/practices/", method="POST")[0] == 405
    assert _ask(f"{address}/.git/config")[0] == 404
    assert _ask(f"{address}/_redirects")[0] == 404


def test_what_is_unchanged_is_not_sent_again(address: str) -> None:
    _, headers, _ = _ask(f"{address}/regions/")
    request = urllib.request.Request(f"{address}/regions/", headers={"If-None-Match": headers["ETag"]})
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(request)
    assert answer.value.code == 304
