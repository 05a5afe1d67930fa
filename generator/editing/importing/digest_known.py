"""Practices of an issue that are in the base already, and differences of the document from them."""

from __future__ import annotations

from collections.abc import Iterable

from generator.knowledge.base import KnowledgeBase
from generator.model.diagnostic import Location
from generator.model.practice import Practice

from .digest_practices import FoundPractice
from .documents import SourceDocument
from .doubting import Doubting
from .imported import Imported
from .recognition import Recogniser
from .vocabulary_names import NamedWord


class KnownPractices(Doubting):
    def __init__(self, base: KnowledgeBase, document: SourceDocument, result: Imported) -> None:
        super().__init__(document, result)
        self._base = base

    def link(self, practices: list[FoundPractice]) -> None:
        """Find the record of each practice; a record belongs to at most one of them."""
        recogniser = Recogniser(self._base)
        linked: dict[str, FoundPractice] = {}
        titled: dict[str, FoundPractice] = {}
        for practice in practices:
            first = titled.setdefault(practice.title_key, practice)
            if first is not practice:
                self._doubt(
                    "same-title", f"название «{practice.title}» в документе стоит у двух практик (ещё {first.place.words})", practice.place,
                    "если это одна практика, оставьте одну; если две, уточните название",
                )
            found = recogniser.recognise(practice.title, practice.region_ids, practice.text)
            known = found.known
            if known is not None and known.id in linked:
                self._doubt(
                    "same-record-twice", f"«{practice.title}» и «{linked[known.id].title}» похожи на одну запись «{known.id}»",
                    practice.place, "связана первая; для второй сделан черновик: проверьте",
                )
                known = None
            if known is not None:
                linked[known.id] = practice
                practice.known, practice.id = known, known.id
                self._compare_known(practice, known, found.by_text)
            elif found.probable is not None:
                other = found.probable.practice
                self._doubt(
                    "maybe-known", f"«{practice.title}» похожа на практику базы «{other.title}»", practice.place,
                    f"если это она, поставьте в выпуск id {other.id} и удалите черновик", self._home(other),
                )
            if known is None and found.namesake is not None:
                self._doubt(
                    "same-title", f"название «{practice.title}» уже есть у практики другого региона «{found.namesake.id}»", practice.place,
                    "если регион её внедрил, допишите adoptions в ту запись; если практика другая, уточните название", self._home(found.namesake),
                )

    def _home(self, practice: Practice) -> Location:
        item = self._base.find("practice", practice.id)
        return item.location("title") if item else Location("practices")

    def _compare_known(self, practice: FoundPractice, known: Practice, by_text: bool) -> None:
        """Report differences of the document from the record of the base, which is not changed."""
        home = self._home(known)
        if by_text:
            self._doubt(
                "known-by-text", f"«{practice.title}» узнана по тексту: в базе она называется «{known.title}»", practice.place, "проверьте, та ли это практика", home
            )
        compared: list[tuple[str, set[str], set[str]]] = [
            ("регионы", set(practice.region_ids), set(known.regions)),
            ("направление", _ids([practice.direction]), {known.direction} if known.direction else set()),
            ("подкатегории", _ids(practice.subcategories), set(known.subcategories)),
        ]
        for what, here, there in compared:
            if here and here != there:
                self._doubt(
                    "differs-from-base",
                    f"{what} у «{known.title}»: в документе {', '.join(sorted(here))}, в базе {', '.join(sorted(there)) or 'не указано'}",
                    practice.place, "запись базы не изменена; поправьте её, если документ точнее", home,
                )


def _ids(words: Iterable[NamedWord | None]) -> set[str]:
    return {word.id for word in words if word is not None and word.id}
