from __future__ import annotations

from cli_house import shell

__all__ = ["shell"]
