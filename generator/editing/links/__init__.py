"""Link checker for external addresses of records: ``visits`` sends the requests, ``kept`` caches, ``remarks`` reports."""
