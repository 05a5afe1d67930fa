"""One issue of the digest as a file: Word, PDF, HTML, e-mail, Telegram, Markdown.

A record becomes one ``DigestDocument`` (``compose``), which every writer reads; ``formats`` lists them.
"""
