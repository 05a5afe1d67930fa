"""Смартека: YAML records of regional practices in, a static searchable site out.

The package is a house with floors; imports point down only (see ``docs/decisions``):
``cli`` and ``mkdocs_plugin`` → ``pipeline`` → ``rendering``, ``search``, ``editing``, ``exports``
→ ``analysis`` → ``knowledge`` → ``loading`` → ``model``.
"""

__version__ = "0.1.0"
