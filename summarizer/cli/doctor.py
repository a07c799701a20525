"""`summarizer doctor`: whether briefs can be made with the settings in force."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.cli import output, say
from summarizer.cli.options import BaseUrl, MaxTokens, Model, Prompt, loaded

EPILOG = """\b
Examples:
  summarizer doctor
  summarizer doctor --model ollama/NAME
  summarizer doctor --model openai/NAME --no-call

The last check asks the model for one tiny brief. That is a real call: it costs the tokens of the
whole prompt. --no-call leaves it out.

\b
Exit codes: 0 all is well; 20 a setting is wrong; 21 no key, or it is refused; 22 the endpoint
cannot be reached; 23 to 28 the call failed. The whole table: summarizer --help
"""


def command(
    model: Model = None,
    base_url: BaseUrl = None,
    prompt: Prompt = None,
    max_tokens: MaxTokens = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="What all checks together may take.")
    ] = 10.0,
    no_call: Annotated[
        bool, typer.Option("--no-call", help="Do not ask the model anything.")
    ] = False,
) -> None:
    """Check that briefs can be made.

    Which host is it, is it reachable, does it list the model, does it give structured output?
    """
    found = loaded(model=model, base_url=base_url, prompt=prompt, max_tokens=max_tokens)
    say.notes(found.notes)

    from summarizer.cli.checkup import checks

    for check in checks(found.settings, seconds=timeout, call=not no_call):
        output.put(f"{check.state:<8}{check.name:<10}{check.said}\n")
        say.notes(check.notes)
        if check.error is not None:
            raise check.error
