"""Documents of editors (.docx, .pdf, .txt) → drafts of records.

``documents`` reads a file to lines with their places; a grammar per kind of document makes values
of them; names are resolved against the base; ``drafts`` writes YAML. A new kind of document starts
from ``documents`` and ends in ``editing.new_files``.
"""
