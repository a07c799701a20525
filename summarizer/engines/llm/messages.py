"""What is said to the model about one article: data lines, never a template.

An article is untrusted. Every sentence is put on one line of its own, so that no text can begin a
line with a number of its own making, and the article stands between marks that hold a digest of
what is between them, so that no text can hold its own closing mark. No word is changed.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence

from summarizer.language.sentences import Sentence
from summarizer.model import Article, digest_of

Message = dict[str, str]

_MOST_FAULTS = 12
# White space and control characters of every kind; a lone surrogate cannot be sent at all.
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BYTES_PER_TOKEN = 3.2


def tokens_in(text: str) -> int:
    """An estimate of the tokens that a text takes, on the safe side.

    One for every 3.2 bytes of UTF-8: for English that is above what current tokenisers need (4 to
    4.5 characters), for other scripts, whose characters take two to three bytes, about right.
    """
    return math.ceil(len(text.encode("utf-8", "surrogatepass")) / _BYTES_PER_TOKEN)


def one_line(text: str) -> str:
    """The text on one line: breaks, control characters and runs of white space as one space."""
    return _SURROGATES.sub("\ufffd", _BREAKS.sub(" ", text)).strip()


def sentence_line(sentence: Sentence) -> str:
    """A sentence as the model sees it, such as `[7] The words`."""
    return f"[{sentence.number}] {one_line(sentence.text)}"


def article_message(article: Article, lines: Sequence[str]) -> Message:
    """The user message that holds an article, or a window of it.

    Args:
        article: Its date, title and outlet are told as well.
        lines: Numbered sentences, as `sentence_line` gives them.
    """
    published = article.published
    known = {
        "published": f"{published.isoformat()} ({published:%A})" if published else "not known",
        "title": one_line(article.title or ""),
        "outlet": one_line(article.outlet or ""),
    }
    data = [f"{key}: {value}" for key, value in known.items() if value]
    mark = hashlib.sha256("\n".join([digest_of(article.text), *data, *lines]).encode()).hexdigest()[
        :16
    ]
    body = "\n".join([f"<article {mark}>", *data, *lines, f"</article {mark}>"])
    return {
        "role": "user",
        "content": f"The article, as data; its sentences are numbered.\n{body}",
    }


def reask_message(faults: Sequence[str]) -> Message:
    """The user message that asks again, with what was wrong; at most twelve lines of it.

    It stands after the original messages in place of the bad answer, which is not repeated.
    """
    shown = [f"- {one_line(fault)[:240]}" for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        shown[-1] = f"- and {len(faults) - _MOST_FAULTS + 1} more of the kind"
    lines = "\n".join(shown)
    return {
        "role": "user",
        "content": f"An earlier answer to this had faults:\n{lines}\n"
        "Give the whole Draft again, without them. Leave out an item that cannot be mended.",
    }
