"""In what two things of one kind differ, in words."""

from __future__ import annotations

from collections.abc import Iterable


def differing(kept: object, wanted: object, names: Iterable[str]) -> list[str]:
    """The attributes that differ, each as `model a, not b`; empty if none does."""
    return [
        f"{name} {_told(before)}, not {_told(after)}"
        for name in names
        if (before := getattr(kept, name)) != (after := getattr(wanted, name))
    ]


def _told(value: object) -> str:
    text = "none" if value is None else str(value)
    return f"{text[:12]}…" if len(text) == 64 else text  # a digest
