"""``smarteka migrate direction``"""

from __future__ import annotations

from .migrate_word import word_command

command = word_command("direction", "направление", "которые его называют")
