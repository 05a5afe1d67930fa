"""Floor 2: the linked KnowledgeBase, its references, and checks that need the whole base."""
