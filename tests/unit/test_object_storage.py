"""The upload to an object storage: what is sent, with which headers, in which order, what is removed."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "deploy"))

import object_storage
from object_storage import plan, publish

from generator.exports.headers import (
    FILE_POLICY,
    IMMUTABLE,
    MONTH,
    POLICY,
    REVALIDATE,
    cache_control,
    content_policy,
    content_type,
    is_open_data,
)


@pytest.mark.parametrize(
    ("path", "version", "kind", "kept"),
    [
        ("practices/x/index.html", "", "text/html; charset=utf-8", REVALIDATE),
        ("assets/site.css", "", "text/css; charset=utf-8", REVALIDATE),
        ("assets/site.css", "2d02fb20", "text/css; charset=utf-8", IMMUTABLE),
        ("assets/fonts/golos-cyrillic.woff2", "", "font/woff2", MONTH),
        ("search/04c906e352/p1.js", "", "text/javascript; charset=utf-8", IMMUTABLE),
        ("search/manifest.js", "", "text/javascript; charset=utf-8", REVALIDATE),
        ("feeds/practices.xml", "", "application/atom+xml; charset=utf-8", REVALIDATE),
        ("feeds/practices.json", "", "application/feed+json; charset=utf-8", REVALIDATE),
        ("sitemap.xml", "", "application/xml; charset=utf-8", REVALIDATE),
        ("calendars/checks.ics", "", "text/calendar; charset=utf-8", REVALIDATE),
        ("unknown.bin", "", "application/octet-stream", REVALIDATE),
    ],
)
def test_headers_of_a_file(path: str, version: str, kind: str, kept: str) -> None:
    assert (content_type(path), cache_control(path, version)) == (kind, kept)


def test_policies_and_open_data() -> None:
    assert content_policy("digests/2021-w46/index.html") == content_policy("") == POLICY
    assert content_policy("digests/2021-w46/monitoring-2021-w46.html") == FILE_POLICY
    assert is_open_data("api/v1/index.json") and not is_open_data("practices/")


class Storage:
    """A storage in memory that speaks as much S3 as the upload needs; notes what it was asked, in order."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []

    def get_paginator(self, name: str) -> Storage:
        assert name == "list_objects_v2"
        return self

    def paginate(self, **told: str) -> Any:
        found = [
            {"Key": key, "ETag": f'"{hashlib.md5(kept["Body"], usedforsecurity=False).hexdigest()}"'}
            for key, kept in sorted(self.objects.items()) if key.startswith(told["Prefix"])
        ]
        return [{"Contents": found[:1]}, {"Contents": found[1:]}, {}]

    def put_object(self, **told: Any) -> None:
        del told["Bucket"]
        key = told.pop("Key")
        self.asked.append(key)
        self.objects[key] = told

    def delete_objects(self, **told: Any) -> None:
        for each in told["Delete"]["Objects"]:
            self.asked.append(f"-{each['Key']}")
            del self.objects[each["Key"]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in {"index.html": "главная", "assets/site.css": "p{}", "a/index.html": "а", "index.html.gz": "packed", "index.html.br": "packed"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_only_what_differs_is_sent_pages_last(site: Path) -> None:
    storage = Storage()
    assert publish(storage, "b", plan(site)) == (3, 0)
    assert storage.asked[0] == "assets/site.css"
    assert storage.objects["assets/site.css"] == {"Body": b"p{}", "ContentType": "text/css; charset=utf-8", "CacheControl": IMMUTABLE}
    assert "ContentEncoding" not in storage.objects["index.html"]
    storage.asked.clear()
    (site / "a/index.html").unlink()
    (site / "index.html").write_text("иначе", encoding="utf-8")
    assert publish(storage, "b", plan(site)) == (1, 1)
    assert storage.asked == ["index.html", "-a/index.html"]


def test_compressed_objects_say_so(site: Path) -> None:
    storage = Storage()
    publish(storage, "b", plan(site, gzip=True, prefix="x/"), "x/")
    assert storage.objects["x/index.html"]["Body"] == b"packed"
    assert storage.objects["x/index.html"]["ContentEncoding"] == "gzip"
    assert storage.objects["x/index.html"]["ContentType"] == "text/html; charset=utf-8"
    assert storage.objects.keys() == {"x/index.html", "x/a/index.html", "x/assets/site.css"}


def test_a_dry_run_tells_all_and_a_wrong_folder_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert object_storage.main([str(site), "--bucket", "b", "--dry-run"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [row[0] for row in rows] == ["assets/site.css", "a/index.html", "index.html"]
    assert object_storage.main([str(site / "assets"), "--bucket", "b"]) == 2
    assert "smarteka build" in capsys.readouterr().err
