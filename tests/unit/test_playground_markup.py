"""Formatted text as Telegram parses it: entities and the exact words of its refusals."""

import pytest

from playground.arguments import from_json
from playground.entities import Formatted, formatted, tidy
from playground.errors import ApiError
from playground.html_markup import parse_html
from playground.markdown_markup import parse_markdown
from playground.old_markdown import parse_old_markdown
from playground.shapes import EntityObject

SIMPLE = ("bold", "italic", "underline", "strikethrough", "spoiler", "code")


def entity(kind: str, offset: int, length: int, **more: str) -> EntityObject:
    found: EntityObject = {"type": kind, "offset": offset, "length": length}
    return {**found, **more}  # type: ignore[typeddict-item]  # url, language… by name


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("просто", "просто", []),
        ("a &lt;b&gt; &amp; &quot;c&quot; &nbsp; &#33; &#x2116;", 'a <b> & "c" &nbsp; ! №', []),
        ("<b>жирный</b> и <i>курсив</i>", "жирный и курсив", [entity("bold", 0, 6), entity("italic", 9, 6)]),
        ("😀<b>x</b>", "😀x", [entity("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("italic", 1, 1), entity("bold", 0, 2)]),
        ("<b></b>x", "x", []),
        ("<b>x</>", "x", [entity("bold", 0, 1)]),
        ("<B>x</b >", "x", [entity("bold", 0, 1)]),
        ('<a href="https://e.org/?a=1&amp;b=2">x</a>', "x", [entity("text_link", 0, 1, url="https://e.org/?a=1&b=2")]),
        ("<a href='e.org'>x</a>", "x", [entity("text_link", 0, 1, url="http://e.org")]),
        ("<a>https://e.org</a>", "https://e.org", [entity("text_link", 0, 13, url="https://e.org")]),
        ("<a href='javascript:x'>x</a>", "x", []),
        ("<pre><code class='language-python'>x</code></pre>", "x", [entity("pre", 0, 1, language="python")]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ("<u>a</u><s>b</s><code>c</code>", "abc",
         [entity("underline", 0, 1), entity("strikethrough", 1, 1), entity("code", 2, 1)]),
    ],
)  # fmt: skip
def test_html(markup: str, text: str, entities: list[EntityObject]) -> None:
    assert parse_html(markup) == (text, entities)


def test_html_mention() -> None:
    found: EntityObject = {"type": "text_mention", "offset": 0, "length": 1, "user": {"id": 5}}
    assert parse_html('<a href="tg://user?id=5">x</a>') == ("x", [found])


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("я <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ],
)
def test_html_refused(markup: str, problem: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        parse_html(markup)
    assert str(caught.value) == problem


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("*a* _b_ __c__ ~d~ ||e|| `f`", "a b c d e f",
         [entity(kind, place * 2, 1) for place, kind in enumerate(SIMPLE)]),
        (r"1\. пункт \*", "1. пункт *", []),
        ("```python\nx = 1\n```", "x = 1\n", [entity("pre", 0, 6, language="python")]),
        ("`a_b*c`", "a_b*c", [entity("code", 0, 5)]),
        ("[сайт](https://e.org/a\\)b)", "сайт", [entity("text_link", 0, 4, url="https://e.org/a)b")]),
        ("*жирный _и курсив_*", "жирный и курсив", [entity("italic", 7, 8), entity("bold", 0, 15)]),
        (">раз\n>два\nтри", "раз\nдва\nтри", [entity("blockquote", 0, 7)]),
    ],
)  # fmt: skip
def test_markdown(markup: str, text: str, entities: list[EntityObject]) -> None:
    assert parse_markdown(markup) == (text, entities)


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("Привет.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("я *x", "Can't find end of Bold entity at byte offset 3"),
        ("_x", "Can't find end of Italic entity at byte offset 0"),
        ("[x](y", "Can't find end of a URL at byte offset 4"),
    ],
)
def test_markdown_refused(markup: str, problem: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        parse_markdown(markup)
    assert str(caught.value) == problem


def test_old_markdown() -> None:
    text, entities = parse_old_markdown("*a* _b_ `c` [d](https://e.org) \\_e a-b.")
    assert text == "a b c d _e a-b."
    assert [found["type"] for found in entities] == ["bold", "italic", "code", "text_link"]
    with pytest.raises(ValueError, match="Can't find end of the entity starting at byte offset 3"):
        parse_old_markdown("я *x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  x\n", Formatted("x")),
        ("a\x00b\x0bc\r\nd", Formatted("a b c\nd")),
        ("/start abc", Formatted("/start abc", (entity("bot_command", 0, 6),))),
        ("нажмите /help@my_bot, @anna_petrova или #тег", Formatted(
            "нажмите /help@my_bot, @anna_petrova или #тег",
            (entity("bot_command", 8, 12), entity("mention", 22, 13), entity("hashtag", 40, 4)))),
        ("https://e.org/a.", Formatted("https://e.org/a.", (entity("url", 0, 15),))),
        ("a@e.org", Formatted("a@e.org", (entity("email", 0, 7),))),
        ("1/2 и/или", Formatted("1/2 и/или")),
    ],
)  # fmt: skip
def test_tidy(text: str, expected: Formatted) -> None:
    assert tidy(text) == expected


def test_entities_move_with_stripped_text() -> None:
    assert tidy("  ab  ", [entity("bold", 2, 4)]) == Formatted("ab", (entity("bold", 0, 2),))
    assert tidy("  ab", [entity("bold", 0, 1)]) == Formatted("ab")


def test_outer_entities_come_first() -> None:
    arguments = from_json({"text": "<b>a<i>b</i></b>", "parse_mode": "html"})
    found = formatted(arguments, "text", "entities")
    assert [each["type"] for each in found.entities] == ["bold", "italic"]


def test_entities_given_as_json() -> None:
    arguments = from_json({"text": "ab", "entities": [entity("bold", 0, 1)]})
    assert formatted(arguments, "text", "entities").entities == (entity("bold", 0, 1),)


@pytest.mark.parametrize(
    ("mode", "text", "description"),
    [
        ("HTML", "<x>", 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
        ("xml", "x", "Bad Request: unsupported parse_mode"),
    ],
)
def test_refusals_of_a_call(mode: str, text: str, description: str) -> None:
    with pytest.raises(ApiError) as caught:
        formatted(from_json({"text": text, "parse_mode": mode}), "text", "entities")
    assert caught.value.description == description
