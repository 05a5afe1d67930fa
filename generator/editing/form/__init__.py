"""What the form at /admin/ saves on an editor's own computer: Decap CMS's local protocol over record files."""
