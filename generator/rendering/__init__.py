"""Floor 4: a knowledge base → pages. Independent of MkDocs and the theme."""
