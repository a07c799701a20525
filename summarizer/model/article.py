"""One news article."""

from __future__ import annotations

import datetime as dt
import hashlib

from pydantic import BaseModel, ConfigDict, Field


def digest_of(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hex; lone surrogates count as themselves."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Article(BaseModel):
    """One article: what it says, and what is known about it (codebook section 1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, description="The file's stem, or the start of the text's digest.")
    text: str = Field(description="The body, header removed. Offsets count its code points.")
    published: dt.date | None = Field(
        default=None, description="Day of publication; null if only a month or nothing is given."
    )
    title: str | None = None
    outlet: str | None = None
    language: str | None = Field(default=None, description="As given (`en`), never guessed.")
    url: str | None = None

    @classmethod
    def of(cls, text: str, *, id: str | None = None, **known: object) -> Article:  # noqa: A002
        """An article from its text; without an `id` the text's digest gives one."""
        return cls.model_validate({"id": id or digest_of(text)[:12], "text": text, **known})

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hex."""
        return digest_of(self.text)
