"""Floor 1: facts of the model in Russian words. Shared by everything that speaks to people."""
