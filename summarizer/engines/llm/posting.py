"""Requests of one kind to one address, over the SDK's http client and in the SDK's own words.

The SDK's front door takes as much processor time for a request as the transport under it: it looks
for options, types, retries and time-outs of a call's own, of which there are none here. So address
and headers are taken from it once, and requests go to its http client as they are. What is not
answered with success is raised as the SDK would raise it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from httpx2 import AsyncClient, Headers
    from openai import AsyncOpenAI


class Post:
    """Posts JSON to a path of an endpoint."""

    def __init__(self, sdk: AsyncOpenAI, http: AsyncClient, path: str, key: str | None) -> None:
        """Prepare what all requests have in common.

        Args:
            sdk: It words address and headers.
            http: Its http client.
            path: Behind the endpoint's address.
            key: The key; without one no `Authorization` header is sent.
        """
        from httpx2 import URL, Headers
        from openai import Omit

        self._http = http
        self._url = URL(f"{str(sdk.base_url).rstrip('/')}/{path.lstrip('/')}")
        self._headers: Headers = Headers(http.headers)
        self._headers.update(
            {name: said for name, said in sdk.default_headers.items() if not isinstance(said, Omit)}
        )
        if key is not None:
            self._headers.setdefault("Authorization", f"Bearer {key}")

    async def __call__(self, body: bytes) -> tuple[bytes, dict[str, str]]:
        """Send a body once.

        Returns:
            The answer's body and its headers.

        Raises:
            APIStatusError: The endpoint answered, but not with success.
            httpx2.HTTPError: It did not answer.
        """
        from httpx2 import Request

        request = Request("POST", self._url, headers=self._headers, content=body)
        answer = await self._http.send(request)
        if not answer.is_success:
            from openai import APIStatusError

            raise APIStatusError(
                f"status {answer.status_code}", response=answer, body=_complaint(answer.content)
            )
        return answer.content, {
            name.decode("latin-1"): value.decode("latin-1") for name, value in answer.headers.raw
        }


def _complaint(content: bytes) -> Any:
    """What an endpoint says that went wrong: the part named `error`, JSON or the text itself."""
    text = content.decode("utf-8", "replace").strip()
    try:
        said = json.loads(text)
    except ValueError:
        return text
    return said.get("error", said) if isinstance(said, dict) else said
