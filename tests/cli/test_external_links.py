"""``smarteka links`` against a server on this machine: what each answer means, manners, and what is kept."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from publishing import Runner

from generator.analysis.addresses import addresses_of
from generator.editing.links.kept import FILE, Kept
from generator.editing.links.remarks import remarks
from generator.editing.links.visits import NO_SERVER, Manners, Outcome, Visit, is_cut_off, visit_all
from generator.model.diagnostic import Location, Severity

BUS = "practices/2021/avtobus-s-lekarstvami.yml"
REDIRECTS = {"/moved": (301, "/fine"), "/lent": (302, "/fine"), "/round": (301, "/round"), "/away": (302, "ftp://files.example/x"), "/gone": (301, "/missing")}
STATUSES = {"/fine": 200, "/missing": 404, "/closed": 403, "/broken": 500}


@dataclass
class Server:
    """A server of this machine that writes down who asks for what."""

    address: str
    asked: list[tuple[str, str]] = field(default_factory=list)  # method, path
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            with seen.lock:
                seen.asked.append((self.command, self.path))
                seen.agents.add(self.headers["User-Agent"])
                seen.at_once += 1
                seen.most_at_once = max(seen.most_at_once, seen.at_once)
            # Held a moment, so that who asks twice at once is seen; counted no longer than until the first byte goes
            # back: from then on the other side may ask again.
            seen.over.wait(0.02)
            with seen.lock:
                seen.at_once -= 1
            self.reply()

        def reply(self) -> None:
            if self.path == "/silent":
                seen.over.wait(10)
                return
            if self.path in REDIRECTS:
                status, target = REDIRECTS[self.path]
                self.send_response(status)
                self.send_header("Location", target)
            elif self.path == "/only-get":
                self.send_response(405 if self.command == "HEAD" else 200)
            elif self.path == "/wait-a-little":
                times = Counter(seen.asked)["HEAD", self.path]
                self.send_response(429 if times == 1 else 200)
                self.send_header("Retry-After", "0")
            else:
                self.send_response(STATUSES[self.path.partition("?")[0]])
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET = answer  # noqa: N815  # the names that http.server calls

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    seen = Server(f"http://127.0.0.1:{http.server_port}")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield seen
    seen.over.set()
    http.shutdown()
    thread.join()
    http.server_close()


def outcomes(server: Server, *paths: str, patience: float = 5) -> dict[str, Visit]:
    found = visit_all([server.address + path for path in paths], Manners(0, patience, 4, internal=True))
    return {visit.address.removeprefix(server.address): visit for visit in found}


def test_what_each_answer_means(server: Server) -> None:
    seen = outcomes(server, *STATUSES, *REDIRECTS, "/only-get", "/wait-a-little")
    assert {path: (visit.outcome, visit.status) for path, visit in seen.items()} == {
        "/fine": (Outcome.ALIVE, 200),
        "/missing": (Outcome.DEAD, 404),
        "/closed": (Outcome.CLOSED, 403),
        "/broken": (Outcome.SILENT, 500),
        "/moved": (Outcome.MOVED, 200),
        "/lent": (Outcome.ALIVE, 200),
        "/round": (Outcome.DEAD, 301),
        "/away": (Outcome.DEAD, 302),
        "/gone": (Outcome.DEAD, 404),
        "/only-get": (Outcome.ALIVE, 200),
        "/wait-a-little": (Outcome.ALIVE, 200),
    }
    assert seen["/moved"].final == f"{server.address}/fine"
    counted = Counter(server.asked)
    assert counted["GET", "/fine"] == 0, "страница, которая отвечает на HEAD, не скачивается"
    assert (counted["HEAD", "/missing"], counted["GET", "/missing"]) == (2, 2)  # by itself and behind /gone
    assert counted["GET", "/broken"] == 2, "сломанный сервер спрошен ещё раз"
    assert server.most_at_once == 1
    assert all("smarteka/" in agent for agent in server.agents)


def test_a_server_that_says_nothing(server: Server) -> None:
    assert outcomes(server, "/silent", patience=0.05)["/silent"].outcome is Outcome.SILENT
    closed = server.address.rpartition(":")[0] + ":9"  # nobody listens there
    (visit,) = visit_all([f"{closed}/x"], Manners(0, 1, 1, internal=True))
    assert (visit.outcome, visit.status) == (Outcome.SILENT, None)


@pytest.mark.parametrize("address", ["http://127.0.0.1/x", "http://10.1.2.3/", "http://[::1]/", "http://intranet/x", "http://portal.local/", "http://169.254.169.254/latest"])
def test_internal_networks_are_not_visited(address: str) -> None:
    (visit,) = visit_all([address], Manners(0, 0.01, 1))
    assert visit.outcome is Outcome.INTERNAL


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://a.example/x", ["https://a.example/x"]),
        ("[слово](https://a.example/x). И https://b.example/y, и <http://c.example>", ["https://a.example/x", "https://b.example/y", "http://c.example"]),
        ("(https://a.example/f(1)), «https://a.example/z»", ["https://a.example/f(1)", "https://a.example/z"]),
        ("https://a.example/x#one https://a.example/x#two", ["https://a.example/x"]),
        ("ftp://a.example a.example", []),
    ],
)
def test_addresses_of_a_text(text: str, found: list[str]) -> None:
    assert addresses_of(text) == found


def test_how_long_an_answer_is_believed() -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)

    def fresh(outcome: Outcome, age: timedelta) -> bool:
        return Kept(Visit("https://a.example", outcome), now - age).is_fresh(now, timedelta(days=7))

    assert fresh(Outcome.ALIVE, timedelta(days=6))
    assert not fresh(Outcome.ALIVE, timedelta(days=7))
    assert fresh(Outcome.DEAD, timedelta(minutes=59))
    assert not fresh(Outcome.DEAD, timedelta(hours=1))
    assert not fresh(Outcome.ALIVE, timedelta(days=-1))


@pytest.fixture
def linked(sample_root: Path, server: Server) -> Path:
    """The invented base whose addresses are all of the server; one, in the text of a practice, is dead."""
    for path in [*sample_root.rglob("*.yml")]:
        text = path.read_text(encoding="utf-8")
        if path.name != "mkdocs.yml":
            path.write_text(re.sub("https?://", f"{server.address}/fine?", text), encoding="utf-8")
    bus = sample_root / BUS
    text = bus.read_text(encoding="utf-8")
    bus.write_text(text.replace("solution: |\n", f"solution: |\n  [Подробно]({server.address}/missing).\n\n", 1), encoding="utf-8")
    assert "/missing" in bus.read_text(encoding="utf-8")
    return sample_root


def test_the_command_tells_places_and_remembers(smarteka: Runner, linked: Path, server: Server) -> None:
    line = (linked / BUS).read_text(encoding="utf-8").split("solution: |")[0].count("\n") + 1
    run = smarteka("--root", linked, "links", "--internal", "--pause", "0", BUS)
    assert run.code == 1
    assert f"{BUS}:{line}:" in run.out
    assert "ошибка [link-dead]" in run.out
    assert re.search(r"^1/\d ", run.err, re.MULTILINE)
    asked = len(server.asked)
    again = smarteka("--root", linked, "links", "--internal", "--pause", "0", "--format", "json", BUS)
    assert (again.code, len(server.asked)) == (1, asked), "ответу младше часа верят"
    told = json.loads(again.out)
    (link,) = [link for link in told["links"] if link["outcome"] != "alive"]
    assert (link["outcome"], link["status"], link["places"][0]["path"]) == ("dead", 404, BUS)
    assert told["summary"] == {"alive": len(told["links"]) - 1, "dead": 1}
    STATUSES["/missing"] = 200
    try:
        assert smarteka("--root", linked, "links", "--internal", "--pause", "0", "--max-age", "0").code == 0
    finally:
        STATUSES["/missing"] = 404
    (linked / FILE).write_text('{"https://a.example": {"outcome": "?"}, "b": 1}', encoding="utf-8")
    asked = len(server.asked)
    run = smarteka("--root", linked, "links", "--pause", "0")
    assert (run.code, "link-internal" in run.out, len(server.asked)) == (0, True, asked)


def test_a_computer_without_network_is_told_apart_from_dead_servers() -> None:
    gone = [Visit(f"https://{name}.example/x", Outcome.DEAD, reason=NO_SERVER) for name in "ab"]
    assert is_cut_off(gone)
    assert not is_cut_off(gone[:1]), "один сервер мог и пропасть"
    assert not is_cut_off([*gone, Visit("https://c.example", Outcome.DEAD, 404)])
    assert not is_cut_off([])


@pytest.mark.parametrize(("args", "named"), [(["net.yml"], "net.yml"), (["--pause", "-1"], "--pause"), (["--max-age", "много"], "--max-age")])
def test_wrong_usage(smarteka: Runner, sample_root: Path, args: list[str], named: str) -> None:
    run = smarteka("--root", sample_root, "links", *args)
    assert (run.code, run.out) == (2, "")
    assert named in run.err


def test_a_remark_for_every_outcome_but_a_good_one() -> None:
    places = {outcome.value: [Location("a.yml", 1), Location("b.yml", 2)] for outcome in Outcome}
    found = remarks({outcome.value: Visit(outcome.value, outcome, None, "https://new.example", "почему") for outcome in Outcome}, places)
    assert {(d.code, d.severity) for d in found} == {
        ("link-dead", Severity.ERROR), ("link-silent", Severity.ERROR), ("link-closed", Severity.WARNING),
        ("link-internal", Severity.WARNING), ("link-moved", Severity.WARNING),
    }
    assert len(found) == 10
