"""The package's version, as installed."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("summarizer")
except PackageNotFoundError:  # a checkout on the path, never installed
    VERSION = "0+unknown"
