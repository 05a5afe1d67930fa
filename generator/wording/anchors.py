"""Anchors of the parts of a life situation's page, for links from other pages and from search."""

from __future__ import annotations

from generator.model.life_situation import Problem


def problem_anchor(problem: Problem) -> str:
    return f"problem-{problem.number}"


def solution_anchor(problem: Problem, number: int) -> str:
    """``number``: position of the solution within its problem, from 1."""
    return f"problem-{problem.number}-{number}"
