"""`summarizer config`: the settings in force, and where each came from."""

from __future__ import annotations

import json

from summarizer.cli import output, say
from summarizer.cli.options import AsJson, BaseUrl, MaxTokens, Model, Prompt, loaded
from summarizer.cli.tabular import table

EPILOG = """\b
Examples:
  summarizer config
  summarizer config --model openai/NAME --json

An option beats the environment (SUMMARIZER_MODEL and so on), which beats the nearest
summarizer.toml, which beats your own file. A key is only ever said to be set.

Exit codes: 0 done; 20 a setting is wrong. The whole table: summarizer --help
"""


def command(
    model: Model = None,
    base_url: BaseUrl = None,
    prompt: Prompt = None,
    max_tokens: MaxTokens = None,
    as_json: AsJson = False,
) -> None:
    """Show the settings and where each came from.

    The options are tried out, not kept.
    """
    from summarizer.settings import describe, user_path

    found = loaded(model=model, base_url=base_url, prompt=prompt, max_tokens=max_tokens)
    say.notes(found.notes)
    rows = describe(found)
    if as_json:
        listed = [row._asdict() for row in rows]
        output.put(json.dumps(listed, indent=2) + "\n")
        return
    output.put(table(("setting", "value", "from"), [row[:3] for row in rows]))
    own = user_path()
    say.note(f"your own file is {own}{'' if own.exists() else ' (there is none yet)'}")
