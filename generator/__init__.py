"""Смартека: YAML records of regional practices in, a static searchable site out. Its floors: ``docs/architecture.md``."""

__version__ = "0.1.0"
