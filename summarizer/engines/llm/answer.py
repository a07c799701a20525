"""The Draft as a model is asked for it: prepared once, not on every call."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict

from summarizer.model import Draft

if TYPE_CHECKING:
    from instructor import Mode, Provider


class Answer(Draft):
    """The Draft of a situation brief, from one article's numbered sentences."""

    model_config = ConfigDict(title="Draft")

    @classmethod
    def model_json_schema(cls, *_args: Any, **_kwargs: Any) -> dict[str, Any]:
        """The lean schema of a Draft, always the same object: it is sent, not changed."""
        return lean_schema()


@cache
def lean_schema() -> dict[str, Any]:
    """The Draft's JSON Schema without titles and without the terms' definitions.

    The prompt holds the definitions (`prompts.load` sees to it). Without them the schema takes
    half the tokens, and every request carries it.
    """
    schema = _without_titles(Draft.model_json_schema())
    for definition in schema["$defs"].values():
        if "enum" in definition:
            definition.pop("description", None)
    return {**schema, "title": "Draft", "description": str(Answer.__doc__)}


def modes() -> dict[str, Mode]:
    """The modes of instructor by the names that the setting `mode` has for them."""
    from instructor import Mode

    return {"tools": Mode.TOOLS, "json_schema": Mode.JSON_SCHEMA, "json": Mode.JSON}


@cache
def prepared_answer() -> type[Answer]:
    """The class that instructor takes as it is; made from any other it would be made each call."""
    from instructor import response_schema

    return response_schema(Answer)


def patched(complete: Callable[..., Any], mode: Mode, provider: Provider) -> Callable[..., Any]:
    """An async function that asks through `complete` and gives an `Answer`.

    instructor words the request's tool or response format and parses the completion. Its own
    retries, cache and templates stay off: `max_retries=0`, and never a `context`, with which it
    would run the article's text as a template.
    """
    from instructor import patch

    # One overload of instructor's types asks for a sync function; it takes either.
    create: Any = patch(create=complete, mode=mode, provider=provider)

    async def ask(**request: Any) -> Any:
        return await create(
            response_model=prepared_answer(), max_retries=0, strict=False, **request
        )

    return ask


def _without_titles(node: Any, *, names: bool = False) -> Any:
    """A schema without its `title` keywords; `names` if the keys are names, not keywords."""
    if isinstance(node, list):
        return [_without_titles(part) for part in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_titles(part, names=key in ("properties", "$defs") and not names)
        for key, part in node.items()
        if names or key != "title"
    }
