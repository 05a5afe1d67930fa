"""The browser's scripts beside their Python twins: they run in node, and both answer in plain values."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.analysis.form import Form

NODE = shutil.which("node")


def needs_node(test: Callable[..., None]) -> Callable[..., None]:
    """Starts node, and is passed over where there is none: tests/browser runs the scripts in Chromium."""
    without = pytest.mark.skipif(NODE is None, reason="the browser's scripts run in node here; tests/browser runs them in Chromium")
    marked: Callable[..., None] = pytest.mark.slow(without(test))
    return marked


def in_node(script: Path, asked: Any) -> Any:
    """What a script answers to ``asked``: JSON by standard input and output. For tests that ``needs_node`` marks."""
    assert NODE
    done = subprocess.run([NODE, script], input=json.dumps(asked), capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def form_data(filled: Form) -> dict[str, Any]:
    """A form as plain JSON values, as the browser has it."""
    return {
        "lines": [{"text": each.text, "look": each.look} for each in filled.lines],
        "widths": list(filled.widths),
        "paper": filled.paper,
        "space": filled.space,
        "tables": [
            [
                [
                    {
                        "text": cell.text, "span": cell.span, "look": cell.look,
                        **({} if cell.number is None else {"number": f"{cell.number:f}"}),
                        **({} if cell.day is None else {"day": cell.day.isoformat()}),
                    }
                    for cell in row
                ]
                for row in rows
            ]
            for rows in filled.tables
        ],
    }
