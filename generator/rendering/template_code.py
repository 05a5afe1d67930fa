"""Compiles templates to plainer Python than Jinja does, because a record's page takes some five hundred small steps.

A dot in a template is Python's dot and a call is Python's call. Jinja asks ``environment.getattr`` for
each dot, which tries a key where there is no such attribute, and ``context.call`` for each call, which
asks whether the called one wants the context. Views have attributes, and nothing of ours wants the
context. Keys of a map are written in brackets: ``found["steps"]``. What is not defined still raises
``UndefinedError``, and an attribute that is not there ``AttributeError``, with the template's line.
"""

from __future__ import annotations

from itertools import chain
from keyword import iskeyword

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst

VERSION = 1
"""Compiled templates are kept between builds: with another number they are compiled anew."""


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
