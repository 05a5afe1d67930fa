"""Floor 4: the base for other programs – API files, schemas, feeds, calendars, sitemap, export of the whole base."""
