"""One issue of the digest as a file: Word, PDF, HTML, e-mail, Telegram, Markdown.

``compose`` turns a record into a ``DigestDocument``, the input of all writers; ``formats`` lists them.
"""
