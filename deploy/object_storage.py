"""Uploads a built site to an object storage that speaks S3, with the right headers on each file.

    pip install boto3
    python deploy/object_storage.py site/ --bucket smarteka --endpoint https://storage.example --dry-run
    python deploy/object_storage.py site/ --bucket smarteka --endpoint https://storage.example

Keys come from the environment (``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY``) or boto3's own settings.
Only what differs is sent: what others point to (scripts, search, data) goes first, pages next, and what
the site no longer has is removed last, so that a reader never meets a page whose parts are not there.
With ``--gzip``, files that have a copy made by ``smarteka build --precompress`` are stored compressed
(``Content-Encoding: gzip``): for storages without a CDN that compresses.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.exports.headers import cache_control, content_type

THREADS = 16
_COPIES = (".gz", ".br")


@dataclass(frozen=True, slots=True)
class Upload:
    """One object: its key, the file with its bytes, what the storage is to say with it."""

    key: str
    file: Path
    content_type: str
    cache_control: str
    encoding: str = ""

    @property
    def etag(self) -> str:
        """What a storage calls an object that was sent in one part."""
        return hashlib.md5(self.file.read_bytes(), usedforsecurity=False).hexdigest()


def plan(site: Path, gzip: bool = False, prefix: str = "") -> list[Upload]:
    """Every file of the site in the order of sending: pages after what they need."""
    found = sorted(path for path in site.rglob("*") if path.is_file() and path.suffix not in _COPIES)
    return sorted((_upload(site, path, gzip, prefix) for path in found), key=lambda u: u.key.endswith(".html"))


def _upload(site: Path, path: Path, gzip: bool, prefix: str) -> Upload:
    name = path.relative_to(site).as_posix()
    copy = path.with_name(f"{path.name}.gz")
    packed = gzip and copy.is_file()
    version = "any" if name.endswith((".js", ".css")) else ""  # pages name scripts and styles with their version only
    return Upload(prefix + name, copy if packed else path, content_type(name), cache_control(name, version), "gzip" if packed else "")


def publish(client: Any, bucket: str, uploads: Iterable[Upload], prefix: str = "", keep: bool = False) -> tuple[int, int]:
    """Send what differs, then remove what is no longer there; returns how many of each."""
    there = dict(_listed(client, bucket, prefix))
    wanted = list(uploads)
    changed = [upload for upload in wanted if there.get(upload.key) != upload.etag]

    def send(upload: Upload) -> None:
        headers = {"ContentType": upload.content_type, "CacheControl": upload.cache_control}
        if upload.encoding:
            headers["ContentEncoding"] = upload.encoding
        client.put_object(Bucket=bucket, Key=upload.key, Body=upload.file.read_bytes(), **headers)

    with ThreadPoolExecutor(THREADS) as pool:
        for pages in (False, True):
            list(pool.map(send, (upload for upload in changed if upload.key.endswith(".html") is pages)))
    gone = [] if keep else sorted(there.keys() - {upload.key for upload in wanted})
    for start in range(0, len(gone), 1000):  # a request may name no more
        client.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in gone[start : start + 1000]]})
    return len(changed), len(gone)


def _listed(client: Any, bucket: str, prefix: str) -> Iterator[tuple[str, str]]:
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        yield from ((found["Key"], found["ETag"].strip('"')) for found in page.get("Contents", ()))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Выложить собранный сайт в объектное хранилище (S3)")
    parser.add_argument("site", type=Path, help="папка сайта")
    parser.add_argument("--bucket", required=True, help="бакет")
    parser.add_argument("--endpoint", default=None, help="адрес хранилища; без него – то, что настроено в boto3")
    parser.add_argument("--prefix", default="", help="папка в бакете, например smarteka/")
    parser.add_argument("--gzip", action="store_true", help="хранить сжатыми файлы, у которых есть копия .gz")
    parser.add_argument("--keep", action="store_true", help="не удалять того, чего на сайте больше нет")
    parser.add_argument("--dry-run", action="store_true", help="только показать, что и с какими заголовками уйдёт")
    options = parser.parse_args(arguments)
    if not (options.site / "index.html").is_file():
        print(f"Ошибка: в «{options.site}» нет сайта: сначала smarteka build", file=sys.stderr)
        return 2
    if options.prefix and not options.prefix.endswith("/"):
        options.prefix += "/"
    uploads = plan(options.site, options.gzip, options.prefix)
    if options.dry_run:
        try:
            for upload in uploads:
                print(upload.key, upload.content_type, upload.cache_control, upload.encoding or "-", sep="\t")
            sys.stdout.flush()
        except BrokenPipeError:  # | head: who reads has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    try:
        import boto3
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        print("Ошибка: нужен boto3: pip install boto3", file=sys.stderr)
        return 2
    try:
        sent, removed = publish(boto3.client("s3", endpoint_url=options.endpoint), options.bucket, uploads, options.prefix, options.keep)
    except (BotoCoreError, ClientError) as fault:
        print(f"Ошибка: хранилище не приняло: {fault}", file=sys.stderr)
        return 2
    print(f"Файлов на сайте: {len(uploads)}, отправлено: {sent}, удалено: {removed}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
