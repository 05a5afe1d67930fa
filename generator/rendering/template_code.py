"""Compiles templates to simpler Python than Jinja does: the page of a record has some five hundred attribute accesses and calls.

A dot in a template is an attribute access in Python, a call a call. Jinja itself compiles a dot to
``environment.getattr``, which falls back to a key, and a call to ``context.call``, which checks for
``pass_context``. Views have attributes, and none of our functions takes the context. Keys of a mapping are
written in brackets: ``found["steps"]``. An undefined name still raises ``UndefinedError``, a missing
attribute ``AttributeError``, with the line of the template.
"""

from __future__ import annotations

from itertools import chain
from keyword import iskeyword

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst

VERSION = 1
"""Part of the cache key of compiled templates: to be changed with the code generator."""


class PlainCode(CodeGenerator):
    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # named by Jinja
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        plain = not (forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(given.key) for given in node.kwargs))
        if not plain:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in chain(node.args, node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")
