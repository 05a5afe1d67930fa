"""Floor 3: pure functions of a KnowledgeBase. No input or output, no wording."""
