"""What units make is written whole or not at all."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from generator.exports.export_file import ExportFile
from generator.knowledge.dependencies import ReadTracker
from generator.writer import AddressClash, UnitOutput, WorkerOutput, Writer, refuse_clashes

LIMIT = 1000


@pytest.mark.skipif(sys.platform == "win32", reason="на Windows нет пределов для файлов")
def test_a_file_that_the_system_takes_in_part(tmp_path: Path) -> None:
    """Of the first write over a limit, as on a nearly full disk, the beginning is taken without a fault."""
    import resource

    writer = Writer(tmp_path, ReadTracker())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
    try:
        writer.file(ExportFile("small.txt", b"x" * LIMIT))
        with pytest.raises(OSError, match="File too large") as fault:
            writer.file(ExportFile("large.txt", b"x" * (LIMIT + 1)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert fault.value.errno == errno.EFBIG
    assert (tmp_path / "small.txt").stat().st_size == LIMIT


def test_two_units_may_not_write_the_same_file() -> None:
    def output(name: str, *paths: str) -> WorkerOutput:
        return WorkerOutput({name: UnitOutput(dict.fromkeys(paths, (1, 1, 1)))})

    refuse_clashes([output("practice/a", "practices/a/index.html"), output("list", "practices/index.html")])
    with pytest.raises(AddressClash, match=r"«practices/a/index\.html».*«practice/a».*«list»"):
        refuse_clashes([output("practice/a", "practices/a/index.html"), output("list", "practices/a/index.html")])
