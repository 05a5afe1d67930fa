"""Floor 1: files → records and diagnostics with exact positions."""
