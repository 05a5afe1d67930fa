"""Floor 4: a knowledge base → pages. Knows neither MkDocs nor the theme."""
