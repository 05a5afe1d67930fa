"""Floor 4: search documents, the two search indexes and the engine of the command line."""
