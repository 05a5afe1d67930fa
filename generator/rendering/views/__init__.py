"""View models of pages. Templates choose words and order; these choose facts."""
