"""``smarteka new``: the group. Practices and digests have commands of their own, all other kinds a common one."""

from __future__ import annotations

from importlib import import_module

import click

from generator.model.registry import Registry

from .lazy_group import LazyGroup, lazy_group

_OWN = {"practice": "new_practice", "digest": "new_digest"}
_TYPES = {t.kind: t for t in Registry() if t.file == "*.yml"}
# name → (module, one-line help)
KINDS = {kind: (_OWN.get(kind, "new_record"), f"{t.forms[0][0].upper()}{t.forms[0][1:]}: {t.folder}/") for kind, t in _TYPES.items()}


class _Kinds(LazyGroup):
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.registry or cmd_name in _OWN:
            return super().get_command(ctx, cmd_name)
        made: click.Command = import_module("generator.cli.new_record").command_for(_TYPES[cmd_name])
        return made


command = lazy_group(
    "new", KINDS,
    "Создать черновик записи с подсказками. Практику команда расспросит, возьмёт из параметров, из текста или из обращения; "
    "выпуск дайджеста соберёт из практик недели.",
    what="ВИД", cls=_Kinds, singular="такого ВИДА", heading="Виды записей",
)
