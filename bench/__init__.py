"""Measuring: synthetic records, the same records in other generators, side-by-side runs. See README.md."""
