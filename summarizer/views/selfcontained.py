"""A self-contained HTML page: its own style and script inside it, and nothing asked of a network.

Jinja escapes every string. The page's policy (CSP) allows the two inline blocks by their digests
and nothing else, so that markup which got past the escaping could neither run nor load anything;
no element therefore has a `style` of its own.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True)
class Page:
    """A kind of page: the package whose `html` folder has its parts, and their names there.

    Attributes:
        package: Such as `summarizer.views`.
        style: The file of its style sheet.
        script: The file of its script.
    """

    package: str
    style: str
    script: str

    def render(self, template: str, **values: object) -> str:
        """Render a template; it is given `policy`, `style` and `script` beside the values."""
        style, script = _part(self.package, self.style), _part(self.package, self.script)
        policy = (
            f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}';"
            " img-src 'none'; base-uri 'none'; form-action 'none'"
        )
        found = _template(self.package, template)
        return found.render(**values, policy=policy, style=style, script=script)


@cache
def _part(package: str, name: str) -> str:
    return files(package).joinpath("html", name).read_text("utf-8")


def _digest(block: str) -> str:
    """A block as a Content-Security-Policy names it (CSP level 3, section 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}"


@cache
def _template(package: str, name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package, "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)
