"""``smarteka new practice``: a draft from questions in the terminal, options, a text or an issue."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.model.diagnostic import Severity
from generator.wording.practice_questions import BY_NAME, QUESTIONS, Answer

from . import console
from .base import check
from .new_record import say_next, write_draft
from .paths import GIVEN_PATH
from .questions import is_terminal
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.editing.practice_draft import PracticeDraft, PracticeFacts
    from generator.knowledge.base import KnowledgeBase

_BY_LINE = (Answer.LINES, Answer.PROBLEMS, Answer.RESULTS)
_SEVERAL = (Answer.REGIONS, Answer.SUBCATEGORIES, Answer.SITUATIONS, *_BY_LINE)
_NAMES = {Answer.REGIONS: "НАЗВАНИЕ", Answer.URL: "АДРЕС", Answer.DATE: "ДАТА", Answer.DAY: "ДЕНЬ"}


def _option(name: str) -> click.Option:
    question = BY_NAME[name]
    several = question.answer in _SEVERAL
    end = "" if question.hint.endswith(("…", "»")) else "."
    more = f"{end} Можно повторять." if several else end
    return click.Option([question.option], metavar=_NAMES.get(question.answer, "ТЕКСТ"), multiple=several, help=f"{question.label}. {question.hint}{more}")


def run(
    ctx: click.Context, id: str | None, year: int | None, ask: bool, pasted: Path | None, issue: Path | None, answer: Path | None, **given: Any
) -> int:
    answers = {name: value if isinstance(value, str) else _joined(name, value) for name, value in given.items() if value}
    _refuse_mixture(ctx, answers, ask, pasted, issue, answer)
    asks = ask or (is_terminal() and not (id or "title" in answers or pasted or issue))
    if ask and not is_terminal():
        raise click.UsageError("--ask: спрашивать некого, это не терминал; назовите всё параметрами", ctx)
    if not (asks or id or "title" in answers or pasted or issue):
        raise click.UsageError("не хватает: ID или --title; в терминале команда спросит сама", ctx)
    file = pasted or issue
    text = _given_bytes(ctx, file, "с текстом (.txt, .docx, .pdf)" if pasted else "с текстом обращения") if file else b""
    today = console.today()
    base = check(ctx.obj, today).with_drafts
    year = year or today.year
    if issue is not None:
        return _from_issue(ctx, base, text, year, id or "", answer)
    facts = None
    if pasted is not None:
        facts = _pasted(base, text, pasted)
        if facts is None:
            return 1
    if id and asks:
        _refuse_id(ctx, base, id)
    if asks:
        answers = _asked(base, answers, facts)
    draft = _draft(ctx, base, answers, facts, year, id or "", pasted)
    write_draft(ctx, draft.path, draft.text)
    print(draft.path)
    _say_result(base, draft, facts, answers)
    return 0


def _refuse_id(ctx: click.Context, base: KnowledgeBase, id: str) -> None:
    """Check the id before two dozen questions, not after."""
    from generator.editing.scaffold import DraftRefused, check_id

    try:
        check_id(base, "practice", id)
    except DraftRefused as fault:
        raise click.UsageError(str(fault), ctx) from None


def _joined(name: str, values: tuple[str, ...]) -> str:
    return ("\n" if BY_NAME[name].answer in _BY_LINE else "; ").join(values)


def _refuse_mixture(ctx: click.Context, answers: dict[str, str], ask: bool, pasted: Path | None, issue: Path | None, answer: Path | None) -> None:
    if pasted and issue:
        raise click.UsageError("--from и --from-issue вместе не нужны: выберите одно", ctx)
    if issue and (answers or ask):
        raise click.UsageError("с --from-issue всё берётся из обращения: уберите остальные параметры", ctx)
    if answer and not issue:
        raise click.UsageError("--answer – только вместе с --from-issue", ctx)
    if ask and pasted == Path("-"):
        raise click.UsageError("--ask и --from - вместе не выйдет: стандартный ввод занят текстом; положите его в файл", ctx)


def _given_bytes(ctx: click.Context, file: Path, kinds: str) -> bytes:
    from generator.editing.importing.documents import MAX_BYTES

    from .import_files import document_bytes

    if file == Path("-"):
        if is_terminal():
            print("Вставьте текст и закончите его: Ctrl+D с новой строки.", file=sys.stderr)
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    if file.suffix.lower() in (".yml", ".yaml") and file.is_file():
        raise click.UsageError(f"«{file}» – запись, а нужен файл {kinds}; чтобы начать с похожей, скопируйте её файл под другим именем и поменяйте в нём id", ctx)
    return document_bytes(ctx, file, kinds)


def _pasted(base: KnowledgeBase, data: bytes, file: Path) -> PracticeFacts | None:
    from generator.editing.importing.pasted_practice import read_practice

    name = "текст" if file == Path("-") else str(file)
    found = read_practice(base, data, name)
    print(console.as_text(found.diagnostics), end="", file=sys.stderr)
    return None if any(d.severity is Severity.ERROR for d in found.diagnostics) else found.facts


def _asked(base: KnowledgeBase, answers: dict[str, str], facts: PracticeFacts | None) -> dict[str, str]:
    from .practice_questions import ask

    known = {q.name: "known" for q in QUESTIONS if facts and _has_value(facts.values, q.place)}
    try:
        asked = ask(base, {**known, **answers})
    except (click.Abort, KeyboardInterrupt):
        print("\nНичего не записано.", file=sys.stderr)
        raise click.Abort from None
    return {name: answer for name, answer in asked.items() if name in answers or name not in known}


def _has_value(values: Any, place: tuple[str | int, ...]) -> bool:
    """Whether the record has a value at the path ``place``."""
    for name in place:
        try:
            values = values[name]
        except (KeyError, IndexError):
            return False
    return bool(place)


def _draft(
    ctx: click.Context, base: KnowledgeBase, answers: dict[str, str], facts: PracticeFacts | None, year: int, id: str, pasted: Path | None
) -> PracticeDraft:
    from generator.editing.practice_answers import understand, with_answers
    from generator.editing.practice_draft import practice_draft
    from generator.editing.scaffold import DraftRefused

    understood = understand(base, answers)
    if understood.refusals:
        raise click.UsageError("; ".join(f"{r.question.option}: {r.message}{f' ({r.hint})' if r.hint else ''}" for r in understood.refusals), ctx)
    merged = with_answers(facts, understood.facts) if facts else understood.facts
    origin = "" if pasted is None else "из вставленного текста" if pasted == Path("-") else f"из файла {pasted.name}"
    if not id and not merged.values.get("title"):
        raise click.UsageError("в тексте не видно названия; назовите его: --title", ctx)
    try:
        return practice_draft(base, merged, year, id=id, origin=origin)
    except DraftRefused as fault:
        raise click.UsageError(str(fault), ctx) from None


def _say_result(base: KnowledgeBase, draft: PracticeDraft, facts: PracticeFacts | None, answers: dict[str, str]) -> None:
    step = f"откройте файл и допишите: {', '.join(draft.blanks)}" if draft.blanks else "откройте файл и посмотрите, всё ли так"
    if facts and facts.borrowed:
        step += "; в summary и solution стоит текст источника – перескажите его своими словами"
    say_next(
        draft.path, f"{step}; лишние строки со знаком # сотрите", f"проверьте его: smarteka check {draft.path}",
        f"посмотрите, нет ли такой практики уже: smarteka similar {draft.id}",
    )


def _from_issue(ctx: click.Context, base: KnowledgeBase, data: bytes, year: int, id: str, reply_file: Path | None) -> int:
    """Write the draft from an issue and the reply to its author. Returns the exit code, 1 if no draft can be made."""
    from generator.editing.practice_draft import practice_draft
    from generator.editing.proposal_issue import done_reply, read_proposal, refusal_reply, unfit_reply
    from generator.editing.scaffold import DraftRefused

    try:
        body = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError("обращение записано не в UTF-8; сохраните его так", ctx) from None
    proposal = read_proposal(base, body)
    if proposal.refused:
        reply = refusal_reply(base, proposal)
        _reply(ctx, reply, reply_file)
        return 1
    try:
        draft = practice_draft(base, proposal.understood.facts, year, id=id, origin="из обращения")
    except DraftRefused as fault:
        _reply(ctx, unfit_reply(str(fault)), reply_file)
        return 1
    write_draft(ctx, draft.path, draft.text)
    print(draft.path)
    _reply(ctx, done_reply(base, proposal, draft, _remarks(ctx, draft.path)), reply_file)
    return 0


def _remarks(ctx: click.Context, path: str) -> list[str]:
    """The diagnostics of the new file, as text."""
    from generator.editing.practice_draft import message_of

    found = check(ctx.obj, console.today()).diagnostics
    return [f"строка {d.location.line}: {message_of(d)}" for d in found if d.location.path == path]


def _reply(ctx: click.Context, text: str, file: Path | None) -> None:
    from generator.atomic_files import write_files
    from generator.wording.system_errors import system_reason

    if file is None:
        print(text, end="", file=sys.stderr)
        return
    try:
        write_files({file: text.encode("utf-8")})
    except OSError as fault:
        raise click.UsageError(f"--answer: «{file}» не записать: {system_reason(fault)}", ctx) from None


command = RussianCommand(
    "practice",
    callback=click.pass_context(run),
    params=[
        click.Argument(["id"], metavar="[ID]", required=False),
        click.Option(["--from", "pasted"], type=GIVEN_PATH, metavar="ФАЙЛ", help="Заполнить из текста о практике: .txt, .docx, .pdf; - – стандартный ввод."),
        click.Option(["--from-issue", "issue"], type=GIVEN_PATH, metavar="ФАЙЛ", help="Заполнить из обращения по форме «Предложить практику»; - – стандартный ввод."),
        click.Option(["--answer"], type=GIVEN_PATH, metavar="ФАЙЛ", help="Куда записать ответ автору обращения; иначе он печатается."),
        click.Option(["--ask"], is_flag=True, help="Спросить обо всём, чего нет в параметрах и в тексте."),
        click.Option(["--year"], type=click.IntRange(1990, 2100), metavar="ГОД", help="Папка года; по умолчанию текущий."),
        *(_option(question.name) for question in QUESTIONS),
    ],
    help="Создать черновик практики. В терминале без параметров команда спросит о ней; с параметрами, с --from и --from-issue "
    "не спрашивает. Без ID имя файла составляется из названия. Чего никто не назвал, остаётся дописать.",
    epilog="Код выхода: 0 – черновик создан, 1 – текст или обращение не прочитаны, 2 – команда не выполнена.",
)
