"""Settings: what they are, where they may stand, and which key goes where.

From the strongest to the weakest place: an option of the command line; the environment
(`SUMMARIZER_MODEL`, one variable for each setting); `summarizer.toml`, the project's file, nearest
above the working folder; the user's own `config.toml`; the default. A project's file comes with
what one checks out, so it is not trusted: it may not set what `NOT_IN_PROJECT` lists, its prompt
stays in its folder, and an endpoint that it names gets no key (`settings.keys`).
"""

from summarizer.settings.fields import Settings, is_prompt_name
from summarizer.settings.keys import PROVIDER_VARIABLES, provider_of
from summarizer.settings.layers import NOT_IN_PROJECT, PROJECT_FILE, Origin, Source, variable
from summarizer.settings.loading import Loaded, Row, describe, load, user_path

__all__ = [
    "NOT_IN_PROJECT",
    "PROJECT_FILE",
    "PROVIDER_VARIABLES",
    "Loaded",
    "Origin",
    "Row",
    "Settings",
    "Source",
    "describe",
    "is_prompt_name",
    "load",
    "provider_of",
    "user_path",
    "variable",
]
