"""Documents of editors (.docx, .pdf, .txt) → drafts of records.

``documents`` reads a file to lines with their places; a parser for each kind of document makes values
of them; names are resolved against the base; a draft module writes YAML. A new kind of document begins
with ``documents`` and ends with ``editing.new_files``.
"""
