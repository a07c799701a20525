"""A run as tidy tables: JSON lines, CSV, HXL, Parquet, Markdown.

`layout` says which tables there are and what their columns mean, `source` reads a run, `rows` makes
the rows of one article, `events` puts tolls of one event side by side, `writers` turns rows into
bytes, `whole` drives them all, and `template` writes a sheet for a reviewer to fill.
"""
