"""Floor 2: references → the linked KnowledgeBase, and checks that need the whole of it."""
