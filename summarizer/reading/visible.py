"""What of an HTML page people see: hidden elements are pruned before anything reads the text.

Text that no reader of the page sees is where instructions to a language model are planted. Pruned
are scripts, styles, templates, comments and other elements that never show text, whatever carries
`hidden` or `aria-hidden="true"`, a `<dialog>` that is not open, and what a style attribute or a
plain rule of a style element (`.class`, `#id` or `tag`, alone or as `tag.class`) hides or moves off
the screen. External style sheets are not fetched and text in the background's colour is not told
apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.errors import ExitCode, SourceError
from summarizer.reading.base import shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEVER_TEXT = (
    *("script", "style", "template", "noscript", "iframe", "object", "embed", "canvas", "svg"),
    *("noframes", "noembed", "datalist"),
)
# Pages hide the whole of themselves until a script has run; that hides nothing from people.
_WHOLE_PAGE = {"html", "body"}
_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|content-visibility:hidden"
    r"|opacity:0(?:\.0*)?|font-size:0(?:\.0*)?(?:px|pt|em|rem|%)?"
    r"|(?:text-indent|left|top):-\d{4,}(?:\.\d+)?(?:px|pt|em|rem)?)(?:!important)?(?:;|$)"
)
_SHOWING = re.compile(r"(?:^|;)(?:display|visibility|opacity|font-size):")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)?")
_PARAGRAPH = {
    *("address", "article", "aside", "blockquote", "div", "dl", "figure", "footer", "form"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre"),
    *("section", "table", "ul"),
}
_LINE = {"br", "dd", "dt", "figcaption", "li", "tr"}
_SPACES = re.compile(r"[ \t\n\f\r]+")  # HTML's own white space: a no-break space is a character
_SPACES_IN_LINE = re.compile(r" {2,}")
_BLANK_LINES = re.compile(r"\n{3,}")


def parse(html: str, *, name: str) -> HtmlElement:
    """The page as a tree; broken markup is repaired as browsers do. Errors name the source.

    Raises:
        SourceError: NO_ARTICLE, nothing in it is HTML; TOO_LARGE, elements are nested so deep
            that the parser stops, which would lose text.
    """
    import lxml.html
    from lxml import etree

    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    source = html.replace("\0", "").encode("utf-8", "replace")
    try:
        root = lxml.html.document_fromstring(source, parser=parser)
    except etree.ParserError:
        raise SourceError(f"{shown(name)} is an empty page", code=ExitCode.NO_ARTICLE) from None
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        raise nested_too_deep(name)
    return root


def text_of_fragment(html: str, *, name: str) -> tuple[str, tuple[str, ...]]:
    """What people see of a piece of HTML that is no whole page, and a note on what they do not.

    Raises:
        SourceError: TOO_LARGE, nested too deep.
    """
    root = parse(f"<div>{html}</div>", name=name)
    notes = prune(root)
    return text_of(root), notes


def nested_too_deep(name: str) -> SourceError:
    """The error for a page that only a machine builds."""
    return SourceError(
        f"{shown(name)}: the page's elements are nested too deep", code=ExitCode.TOO_LARGE
    )


def prune(root: HtmlElement) -> tuple[str, ...]:
    """Remove from the tree what nobody sees; the note says how many words that took."""
    from lxml import etree

    hidden_by = _selectors(" ".join(style.text or "" for style in root.iter("style")))
    etree.strip_elements(
        root, etree.Comment, etree.ProcessingInstruction, *_NEVER_TEXT, with_tail=False
    )
    before = _words(root)
    for element in list(root.iter(etree.Element)):
        if element.tag not in _WHOLE_PAGE and _hidden(element, hidden_by):
            element.drop_tree()
    gone = before - _words(root)
    return (f"{gone} words hidden on the page were left out",) if gone > 0 else ()


def text_of(root: HtmlElement) -> str:
    """The text of a pruned tree: paragraphs apart by a blank line, list items and rows by lines."""
    from lxml import etree

    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if tag in _PARAGRAPH:
            parts.append("\n\n")
        if event == "start":
            parts.append("\n" if tag in _LINE else "")
            parts.append(_SPACES.sub(" ", element.text or ""))
        else:
            parts.append(" " if tag in {"td", "th"} else "")
            parts.append(_SPACES.sub(" ", element.tail or ""))
    lines = [line.strip(" ") for line in _SPACES_IN_LINE.sub(" ", "".join(parts)).split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _words(root: HtmlElement) -> int:
    return sum(len(str(text).split()) for text in root.itertext())


def _hidden(element: HtmlElement, hidden_by: set[str]) -> bool:
    attributes = element.attrib
    if "hidden" in attributes or attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    if element.tag == "dialog" and "open" not in attributes:
        return True
    if (style := attributes.get("style")) and _HIDING.search(_compact(style)):
        return True
    if not hidden_by:
        return False
    names = [f".{name}" for name in attributes.get("class", "").split()]
    if "id" in attributes:
        names.append(f"#{attributes['id'].strip()}")
    tag = element.tag
    return tag in hidden_by or any(n in hidden_by or f"{tag}{n}" in hidden_by for n in names)


def _selectors(css: str) -> set[str]:
    """The plain selectors whose last word on the matter hides; at-rules are passed over."""
    hiding: set[str] = set()
    for selectors, body in _rules(re.sub(r"/\*.*?(?:\*/|\Z)", " ", css, flags=re.DOTALL)):
        declarations = _compact(body)
        hides = _HIDING.search(declarations) is not None
        if not hides and not _SHOWING.search(declarations):
            continue
        for selector in selectors.split(","):
            plain = _SELECTOR.fullmatch(selector.strip())
            if plain and plain[0]:
                (hiding.add if hides else hiding.discard)(plain[0])
    return hiding


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand in no other rule (`@media {...}`)."""
    depth = start = opened = 0
    nested = False
    for brace in re.finditer("[{}]", css):
        at = brace.start()
        if brace[0] == "{":
            opened = at if depth == 0 else opened
            nested = nested or depth > 0
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if not nested:
                    yield css[start:opened].rpartition(";")[2], css[opened + 1 : at]
                start, nested = at + 1, False
        else:
            start = at + 1


def _compact(declarations: str) -> str:
    """Declarations in lower case, without comments and white space."""
    return re.sub(r"/\*.*?(?:\*/|\Z)|\s+", "", declarations, flags=re.DOTALL).lower()
