"""The issue form «Предложить практику» as GitHub has it after somebody has filled it in."""

from __future__ import annotations

from generator.editing.proposal_issue import NOTHING
from generator.wording.practice_questions import QUESTIONS


def form_body(answers: dict[str, str]) -> str:
    """The body of the issue."""
    return "\n\n".join(f"### {q.label}\n\n{answers.get(q.name) or NOTHING}" for q in QUESTIONS) + "\n"
