"""Polite requests to addresses: one at a time and a pause for each server, few servers at once.

HEAD first; GET if the server does not support it, of which only the headers are read. Redirects are
followed one by one, so that the pause is kept for every server on the way.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

import requests

from generator import __version__

USER_AGENT = f"smarteka/{__version__} (link check; one request at a time)"
NO_SERVER = "такого сервера нет"
_MOST_HOPS = 8
_LONGEST_WAIT = 30.0  # seconds, the maximum of Retry-After
_REDIRECTS = (301, 302, 303, 307, 308)
_FOREVER = (301, 308)
_CLOSED = (401, 402, 403, 405, 406, 407, 429, 451)
_INTERNAL = (".local", ".internal", ".lan", ".localhost", ".home.arpa")


class Outcome(StrEnum):
    ALIVE = "alive"
    MOVED = "moved"  # alive at another address, permanently redirected
    CLOSED = "closed"  # exists, but refuses programs
    INTERNAL = "internal"  # in an internal network; not visited
    SILENT = "silent"  # no answer, or a server error
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Visit:
    """The answer of an address. ``final`` is the target of redirects, if any; ``reason`` is in Russian.

    ``status`` is the HTTP status of the last response; None without one.
    """

    address: str
    outcome: Outcome
    status: int | None = None
    final: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """``pause`` between two requests to a server and ``patience``, the timeout, in seconds; ``at_once``: number of servers.

    ``internal``: also visit addresses of internal networks.
    """

    pause: float = 1.0
    patience: float = 15.0
    at_once: int = 4
    internal: bool = False


@dataclass(slots=True)
class _Turns:
    """The earliest time of the next request to each server."""

    pause: float
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _next: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self.pause
        time.sleep(turn - now)

    def put_off(self, host: str, seconds: float) -> None:
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + seconds)


def visit_all(found: Iterable[str], manners: Manners) -> Iterator[Visit]:
    """Answers as they arrive. Addresses of one server are visited one after another.

    Closing the iterator stops the visits.
    """
    by_host: dict[str, list[str]] = {}
    for address in found:
        by_host.setdefault(_host(address), []).append(address)
    servers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    for group in by_host.values():
        servers.put(group)
    answers: queue.SimpleQueue[Visit | BaseException] = queue.SimpleQueue()
    turns, stop = _Turns(manners.pause), threading.Event()

    def work() -> None:
        try:
            with requests.Session() as session:
                session.headers["User-Agent"] = USER_AGENT
                while not stop.is_set():
                    for address in servers.get_nowait():
                        if stop.is_set():
                            return
                        answers.put(visit(address, session, manners, turns))
        except queue.Empty:
            return
        except BaseException as fault:
            answers.put(fault)

    for _ in range(min(manners.at_once, len(by_host))):
        threading.Thread(target=work, daemon=True).start()  # daemon: a hanging server must not prevent the exit
    try:
        for _ in range(sum(map(len, by_host.values()))):
            answer = answers.get()
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        stop.set()


def is_cut_off(visits: Collection[Visit]) -> bool:
    """Whether this computer seems to be offline: none of several host names could be resolved."""
    return len({_host(one.address) for one in visits}) > 1 and all(one.reason == NO_SERVER for one in visits)


def visit(address: str, session: requests.Session, manners: Manners, turns: _Turns) -> Visit:
    """Visit one address: follow redirects, repeat a failed request once."""
    here, forever = address, True
    for _ in range(_MOST_HOPS):
        if not manners.internal and _is_internal(here):
            return Visit(address, Outcome.INTERNAL, final=here if here != address else "", reason="адрес внутренней сети")
        answer = _ask_twice(here, session, manners, turns)
        if isinstance(answer, Visit):
            return Visit(address, answer.outcome, answer.status, here if here != address else "", answer.reason)
        status, target = answer
        if status not in _REDIRECTS or not target:
            break
        forever = forever and status in _FOREVER
        here = urljoin(here, target)
        if urlsplit(here).scheme not in ("http", "https"):
            return Visit(address, Outcome.DEAD, status, here, "ведёт на адрес, который не открыть")
    else:
        return Visit(address, Outcome.DEAD, status, here, "водит по кругу")
    final = here if here != address else ""
    if status in _CLOSED:
        return Visit(address, Outcome.CLOSED, status, final, f"ответ {status}")
    if status >= 500:
        return Visit(address, Outcome.SILENT, status, final, f"сервер сломан, ответ {status}")
    if status >= 400:
        return Visit(address, Outcome.DEAD, status, final, f"страницы нет, ответ {status}")
    return Visit(address, Outcome.MOVED if final and forever else Outcome.ALIVE, status, final)


def _ask_twice(address: str, session: requests.Session, manners: Manners, turns: _Turns) -> tuple[int, str] | Visit:
    for last in (False, True):
        found = _ask(address, session, manners, turns)
        failed = found.outcome is Outcome.SILENT if isinstance(found, Visit) else found[0] >= 500 or found[0] == 429
        if not failed:
            break
        if not last and isinstance(found, tuple) and found[0] == 429:
            turns.put_off(_host(address), found[2])
    return found if isinstance(found, Visit) else found[:2]


def _ask(address: str, session: requests.Session, manners: Manners, turns: _Turns) -> tuple[int, str, float] | Visit:
    """Status, redirect target and seconds to wait; or a ``Visit`` if there is no response."""
    for method in ("HEAD", "GET"):
        turns.wait(_host(address))
        try:
            with session.request(method, address, timeout=manners.patience, allow_redirects=False, stream=True) as answer:
                status, headers = answer.status_code, answer.headers
        except requests.exceptions.SSLError:
            return Visit(address, Outcome.DEAD, reason="сертификат не тот, браузер такую страницу не откроет")
        except requests.exceptions.Timeout:
            return Visit(address, Outcome.SILENT, reason=f"ответа не было {manners.patience:g} с")
        except requests.exceptions.ConnectionError as fault:
            return _unreachable(address, fault)
        except (requests.exceptions.RequestException, UnicodeError, ValueError):
            return Visit(address, Outcome.DEAD, reason="адрес или ответ не прочитать")
        if status < 400 or status == 429:  # else try GET: many servers answer HEAD wrongly
            break
    return status, headers.get("Location", ""), _seconds(headers.get("Retry-After", ""))


def _unreachable(address: str, fault: requests.exceptions.ConnectionError) -> Visit:
    text = repr(fault)
    if any(word in text for word in ("NameResolutionError", "gaierror", "getaddrinfo")):
        return Visit(address, Outcome.DEAD, reason=NO_SERVER)
    if "refused" in text:
        return Visit(address, Outcome.SILENT, reason="сервер не принимает соединения")
    return Visit(address, Outcome.SILENT, reason="связь оборвалась")


def _seconds(text: str) -> float:
    return min(float(text), _LONGEST_WAIT) if text.isdecimal() else 0.0


def _host(address: str) -> str:
    return urlsplit(address).netloc.lower()


def _is_internal(address: str) -> bool:
    """Whether an address is in a network that is not public."""
    host = (urlsplit(address).hostname or "").rstrip(".").lower()
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    if "." not in host or host.endswith(_INTERNAL):
        return True
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False  # unresolved: the visit will report it
    return any(not ipaddress.ip_address(str(one).partition("%")[0]).is_global for one in found)
