"""What all views share: keys, order, references, and the refusal of the wrong article."""

from __future__ import annotations

import example
import pytest

from summarizer.errors import ExitCode, SourceError
from summarizer.model import Article
from summarizer.views import ViewFormat, render
from summarizer.views.marks import marked, paragraphs
from summarizer.views.outline import outline


def test_demands_stand_by_party_then_issue_and_keep_their_keys() -> None:
    groups = outline(*example.pair()).by_party()
    assert [[(entry.party, entry.issue, entry.key) for entry in group] for group in groups] == [
        [("Vesk Front", "end of war", "D3"), ("Vesk Front", "release of captives", "D1")],
        [("Norland", "release of captives", "D2")],
    ]


def test_items_and_findings_know_each_other() -> None:
    shown = outline(*example.pair())
    assert [(toll.key, toll.findings) for toll in shown.tolls if toll.findings] == [
        ("T3", ("F2",)),
        ("T6", ("F3",)),
    ]
    assert [finding.item for finding in shown.findings] == [None, "T3", "T6", None]


def test_every_cited_sentence_is_among_the_sources_and_no_other() -> None:
    article = Article.of("One met two. Nothing else. At least 46 were killed.")
    brief = example.empty_brief(article)
    brief.tolls = [example.toll(article, "At least 46", 3, value=46, low=46)]
    assert outline(brief, article).cited() == [(3, "At least 46 were killed.")]


@pytest.mark.parametrize("fmt", [ViewFormat.MARKDOWN, ViewFormat.HTML])
def test_another_article_is_refused(fmt: ViewFormat) -> None:
    brief, article = example.pair()
    other = Article(id=article.id, text=article.text.replace("46", "24"))
    with pytest.raises(SourceError, match="not the one that the brief was made from") as refused:
        render(brief, other, fmt)
    assert refused.value.exit_code is ExitCode.UNREADABLE
    assert refused.value.hint


def test_a_brief_that_counts_sentences_otherwise_is_refused() -> None:
    brief, article = example.pair()
    brief.article.sentences += 1
    with pytest.raises(SourceError, match=r"counts 10 sentences and this version .* 9"):
        outline(brief, article)


def test_paragraphs_follow_blank_lines_or_else_line_ends() -> None:
    def numbers(text: str) -> list[list[int]]:
        article = Article.of(text)
        shown = outline(example.empty_brief(article), article)
        return [[sentence.number for sentence in part] for part in paragraphs(shown)]

    assert numbers("One met. Two left.\nThree stayed.\n\nFour came.") == [[1, 2, 3], [4]]
    assert numbers("One met. Two left.\nThree stayed.\nFour came.") == [[1, 2], [3], [4]]


@pytest.mark.parametrize(
    ("text", "figures", "found"),
    [
        ("At least 46 were killed.", ["At least 46"], [("At least 46", ["T1"])]),
        ("1,046 fled, 46.5 on average, the 46th day, 46 died.", ["46"], [("46", ["T1"])]),
        ("Of 20 hurt, 20 died.", ["20"], []),
        ("Nobody died.", ["46", ""], []),
        (
            "More than 100 fell.",
            ["More than 100", "100"],
            [("More than ", ["T1"]), ("100", ["T1", "T2"])],
        ),
    ],
)
def test_the_words_of_a_figure_are_marked_where_they_stand_once(
    text: str, figures: list[str], found: list[tuple[str, list[str]]]
) -> None:
    article = Article.of(text)
    brief = example.empty_brief(article)
    brief.tolls = [example.toll(article, figure, 1) for figure in figures]
    segments = marked(text, outline(brief, article).tolls)
    assert "".join(segment.text for segment in segments) == text
    assert [(segment.text, list(segment.keys)) for segment in segments if segment.keys] == found
