"""``smarteka migrate subcategory``"""

from __future__ import annotations

from .migrate_word import word_command

command = word_command("subcategory", "подкатегорию", "которые её называют")
