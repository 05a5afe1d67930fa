"""Facts as a page needs them. Templates choose words and order; these choose facts."""
