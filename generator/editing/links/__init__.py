"""External addresses of records, looked at on demand: ``visits`` goes there, ``kept`` remembers, ``remarks`` tells."""
