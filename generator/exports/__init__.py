"""Floor 4: the base for other programs – API files, schemas, feeds, sitemap, whole-base export."""
