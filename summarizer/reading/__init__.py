"""One article from bytes of any kind: a file, standard input, a URL, a record of an archive."""

from summarizer.reading.base import MAX_BYTES, Kind, Reading
from summarizer.reading.dispatch import read, read_bytes, read_record

__all__ = ["MAX_BYTES", "Kind", "Reading", "read", "read_bytes", "read_record"]
