"""Text in cells of a spreadsheet: never a formula, and the same again when it is read back.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, even from a CSV
file, and a formula can send the sheet's content away. OWASP ("CSV Injection") has the list: tab
and line ends count too, for some programs strip them first, and so do the full-width signs.
"""

from __future__ import annotations

_ACTING = tuple("=+-@\t\r\n＝＋－＠")
_GUARD = "'"
"""Spreadsheets show it as the mark of a text; nobody else minds it."""

_BEFORE = _GUARD + " \u00a0"
"""What a program may pass over before it looks for a sign."""


def defused(text: str) -> str:
    """The text with a guard before it where a spreadsheet might run it; `armed` undoes it."""
    return _GUARD + text if _acts(text) else text


def armed(cell: str) -> str:
    """The text of a cell that `defused` may have written: exactly what was there before."""
    return cell[1:] if cell.startswith(_GUARD) and _acts(cell) else cell


def _acts(text: str) -> bool:
    return text.lstrip(_BEFORE).startswith(_ACTING)
