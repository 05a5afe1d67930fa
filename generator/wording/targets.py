"""Sentences of the target calculator: calculation steps, assumptions, gaps of the methodology.

The browser gets these tables with the page and fills the placeholders as ``wording.sentences`` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

POSITIONS = {"lagging": "отстаёт", "middle": "близок к среднему", "leading": "среди лучших"}

STEPS: Mapping[str, str] = {
    "pleased": "Довольны – ответили «Да» или «Скорее да»: {yes} + {rather_yes} = {pleased}.",
    "answers": "Всего ответов на первый вопрос: {pleased} + {rather_no} + {no} = {total}.",
    "share": "Удовлетворённость: {pleased} ÷ {total} × 100 % {sign} {share} %.",
    "loyalty-answers": "Всего оценок: {promoters} + {passives} + {detractors} = {total}.",
    "nps": "NPS: ({promoters} − {detractors}) ÷ {total} × 100 % {sign} {nps} %.",
    "institution": "{institution}: {count:timings}, самый долгий – {longest:unit}.",
    "worst": "Текущее значение – худший из замеров: {worst:unit}.",
    "gap-more": "До ориентира: {benchmark} − {current:p} = {gap}.",
    "gap-less": "До ориентира: {current} − {benchmark} = {gap}.",
    "quarter": "Четверть пути: {gap} × 25 % = {quarter}.",
    "target-more": "Цель: {current} + {quarter} = {exact:unit}.",
    "target-more-rounded": "Цель: {current} + {quarter} = {exact} ≈ {target:unit}.",
    "target-less": "Цель: {current} − {quarter} = {exact:unit}.",
    "target-less-rounded": "Цель: {current} − {quarter} = {exact} ≈ {target:unit}.",
    "reached": "Ориентир {benchmark:unit} уже достигнут. Цель – сохранить {current:unit}.",
    "no-benchmark": (
        "Ориентир для времени записан как «90 %»: в дни его не перевести, и считать четверть пути не от чего. "
        "Впишите свой ориентир в днях или возьмите цель по месту региона."
    ),
    "level": "Целевое значение методика задаёт сразу: {benchmark:unit}.",
    "level-once": "Целевое значение – {benchmark:unit}. Его достигают один раз.",
    "level-reached": "Сейчас {current:unit}: цель достигнута.",
    "level-reached-once": "Сейчас {current:unit}: показатель больше не меряют.",
    "lagging": "Регион отстаёт, значит цель – среднее по стране: {mean:unit}.",
    "middle": "Регион близок к среднему, значит цель – лучшее значение: {best:unit}.",
    "leading-hold": "Регион среди лучших, значит цель – сохранить {current:unit}.",
    "leading-raise": (
        "Регион среди лучших, но довольных меньше {floor:unit}. Можно сохранить {current:unit} "
        "или поднять до {floor:unit}: взято большее."
    ),
}


@dataclass(frozen=True, slots=True)
class DoubtText:
    """``anchor``: a section of the page «Показатели и цели» that explains it, if any."""

    kind: str  # of DOUBT_KINDS
    text: str
    anchor: str = ""


DOUBT_KINDS = {
    "assumption": "Допущение",
    "gap": "Методика молчит",
    "contradiction": "Методика спорит с собой",
    "check": "Проверьте",
}
DOUBTS: Mapping[str, DoubtText] = {
    "only-answers": DoubtText("assumption", "Делим на тех, кто ответил на первый вопрос: о пропущенных ответах методика не говорит.", "count"),
    "base-value": DoubtText(
        "contradiction",
        "Исходное значение берут то из опроса и замеров региона (глава IV), то из опросов АСИ 2021 года (сноски приложения 1).",
        "base-value",
    ),
    "nps-formula": DoubtText(
        "assumption", "Формулы NPS в методике нет. Взята общепринятая: доля оценок 9–10 минус доля оценок 0–6.", "count"
    ),
    "few-timings": DoubtText("check", "{institution}: {count:timings}, а методика просит не меньше {fewest} в каждом учреждении.", "count"),
    "one-institution": DoubtText("check", "Учреждение одно, а методика советует не меньше двух, городское и сельское.", "count"),
    "time-benchmark": DoubtText(
        "gap", "У времени тот же ориентир, что у удовлетворённости, – 90 %. От чего считать проценты и в какую сторону, не сказано.", "time"
    ),
    "quarter-by-analogy": DoubtText(
        "assumption", "Правило 25 % методика даёт только для удовлетворённости. Здесь оно взято по аналогии: так решает регион.", "rule-25"
    ),
    "beyond-benchmark": DoubtText(
        "gap",
        "Что делать, когда ориентир уже достигнут, не сказано: формула дала бы цель не лучше факта. Взято «сохранить», как для лучших регионов.",
        "quarter",
    ),
    "first-year": DoubtText("assumption", "Первый год в методике – 2021-й. Здесь это первый год вашей дорожной карты.", "quarter"),
    "infrastructure-dates": DoubtText(
        "contradiction", "Срок назван трижды и по-разному: до 20 июля, к 15 августа и до 15 ноября 2021 года.", "infrastructure"
    ),
    "infrastructure-parts": DoubtText(
        "gap",
        "Показатель складывается из трёх частей: команда, дорожные карты, утверждённые показатели. Сколько процентов даёт каждая, не сказано.",
        "count",
    ),
    "plan-formula": DoubtText("gap", "Как считать долю выполненного плана, не сказано.", "count"),
    "position-by-analogy": DoubtText(
        "assumption",
        "Правило по месту региона стоит под таблицами моделей, а в них только время и доли довольных. Для NPS оно взято по аналогии.",
        "position",
    ),
    "position-borders": DoubtText(
        "gap", "Где граница между отстающими, средними и лучшими, не сказано. Нет и чисел – ни среднего по стране, ни лучших.", "position"
    ),
    "not-lagging": DoubtText("check", "Текущее значение не хуже среднего по стране: похоже, регион не отстаёт.", "position"),
    "best-already": DoubtText("check", "Текущее значение не хуже лучшего: похоже, регион среди лучших.", "position"),
    "hold-or-raise": DoubtText("gap", "Методика оставляет выбор: сохранить результат или поднять его до 75 % и выше.", "position"),
    "two-rules": DoubtText("gap", "Два правила дают разные цели. Какая главнее, не сказано: решает регион.", "position"),
}

PROBLEMS: Mapping[str, str] = {
    "kind": "Выберите показатель.",
    "position": "Выберите место региона из списка.",
    "count": "Нужно целое число людей, 0 или больше.",
    "counts-missing": "Впишите все числа; если таких ответов нет – 0.",
    "no-answers": "Ответов нет ни одного, считать не из чего.",
    "number": "Нужно число, например 61,5; не больше трёх знаков после запятой.",
    "range": "Нужно число от {low} до {high}.",
    "range-low": "Нужно число не меньше {low}.",
    "timings": "Не понять «{text}». Нужны дни через пробел, например: 4 5 6,5.",
    "timings-empty": "{institution}: ни одного замера.",
    "current-twice": "Заполнены и готовое значение, и числа для расчёта. Оставьте что-то одно.",
    "current-missing": "Впишите текущее значение или числа, из которых оно получится.",
    "mean-missing": "Впишите среднее по стране: к нему идёт отстающий регион.",
    "best-missing": "Впишите лучшее значение: к нему идёт регион, близкий к среднему.",
}
