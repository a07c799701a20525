"""The Draft as a model is asked for it: prepared once, not on every call."""

from __future__ import annotations

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


class Instructor:
    """What instructor does for one provider and mode: it words requests and parses completions.

    Its handlers are called themselves, not through `instructor.patch`: around them that has
    retries, a cache and templates, all of which stay off here (a template would run over the
    article's text), and it looks through the whole model for validators three times a call, which
    takes more processor time than all the rest of a call.
    """

    def __init__(self, provider: Provider, mode: Mode) -> None:
        """Find the handlers.

        Raises:
            KeyError: The provider is not asked in that mode.
        """
        from instructor.v2.core.registry import mode_registry

        self._handlers = mode_registry.get_handlers(provider, mode)
        self._known: dict[tuple[str, int], tuple[Any, dict[str, Any]]] = {}

    def worded(self, request: dict[str, Any]) -> dict[str, Any]:
        """A request as it is sent: with the tool or the response format that asks for an Answer.

        Most modes add the same to every request and change the first message at most. What they
        did to the first request of a kind is then done to the others without asking again.

        Args:
            request: Keywords, among them at least one message; it is not changed.
        """
        messages = request["messages"]
        kind = (messages[0]["content"], len(messages))
        if kind in self._known:
            first, added = self._known[kind]
            return {**request, "messages": [first, *messages[1:]], **added}
        body = self._handled(request)
        added = {key: value for key, value in body.items() if key not in request}
        if body.get("messages", [])[1:] == messages[1:] and all(
            body.get(key) == value for key, value in request.items() if key != "messages"
        ):
            self._known[kind] = (body["messages"][0], added)
        return body

    def parsed(self, completion: Any) -> Draft:
        """The Draft in a completion that is complete.

        Raises:
            ValueError: It holds none; pydantic's own errors say which places are wrong.
        """
        try:
            answer = self._handlers.response_parser(
                response=completion,
                response_model=prepared_answer(),
                validation_context=None,
                strict=False,
                stream=False,
                is_async=True,
            )
        except (AssertionError, AttributeError, LookupError, TypeError) as error:
            # A completion of another shape than the mode's own.
            raise ValueError(str(error) if isinstance(error, AssertionError) else "") from error
        # A plain Draft: every part of it was validated just now.
        return Draft.model_construct(answer.model_fields_set, **vars(answer))

    def _handled(self, request: dict[str, Any]) -> dict[str, Any]:
        _, body = self._handlers.request_handler(response_model=prepared_answer(), kwargs=request)
        worded: dict[str, Any] = dict(body)
        if self._handlers.message_converter and "messages" in worded:
            worded["messages"] = self._handlers.message_converter(
                worded["messages"], autodetect_images=False
            )
        return worded


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
