import pytest

from core.markdown import LONGEST, render_markdown


def test_what_people_write_in_notes_is_rendered() -> None:
    html = render_markdown(
        "# Plan\n\n**Now**, *soon*\n`make`\n\n- one\n- two\n\n3. three\n\n> said\n\n```sh\nx < y\n```"
    )
    assert html.split("\n") == [
        "<h4>Plan</h4>",
        "<p><strong>Now</strong>, <em>soon</em><br>",
        "<code>make</code></p>",
        "<ul>",
        "<li>one</li>",
        "<li>two</li>",
        "</ul>",
        '<ol start="3">',
        "<li>three</li>",
        "</ol>",
        "<blockquote>",
        "<p>said</p>",
        "</blockquote>",
        "<pre><code>x &lt; y",
        "</code></pre>",
        "",
    ]


def test_headings_come_below_those_of_the_page() -> None:
    html = render_markdown("# a\n## b\n### c\n#### d")
    assert [line[:4] for line in html.splitlines()] == ["<h4>", "<h5>", "<h6>", "<h6>"]


@pytest.mark.parametrize("address", ["http://a.example/", "https://a.example/x?y=1&z=2", "mailto:ann@a.example"])
def test_links_lead_to_the_web_and_to_mail(address: str) -> None:
    html = render_markdown(f"[there]({address})")
    assert f'<a href="{address.replace("&", "&amp;")}" rel="nofollow noopener noreferrer">there</a>' in html


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](  javascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](vbscript:x)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](file:///etc/passwd)",
        "[x](//evil.example/)",
        "[x](/logout/)",
        "[x](#top)",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
    ],
)
def test_other_links_lead_nowhere(text: str) -> None:
    assert "href" not in render_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "text <b onclick=alert(1)>bold</b>",
        "`<script>alert(1)</script>`",
        "```<script>\nalert(1)\n```",
        '``` "><script>\nalert(1)\n```',
        '[x](http://a.example/"onmouseover="alert(1))',
        '[x](http://a.example/ "\\"><script>alert(1)</script>")',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<scr\x00ipt>alert(1)</script>",
    ],
)
def test_markup_that_people_type_is_shown_and_not_obeyed(text: str) -> None:
    html = render_markdown(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert "<b " not in html
    assert '"onmouseover' not in html


def test_image_becomes_a_link_so_that_nothing_is_fetched() -> None:
    assert render_markdown("![plan](https://a.example/p.png)") == (
        '<p>!<a href="https://a.example/p.png" rel="nofollow noopener noreferrer">plan</a></p>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000,
        "> " * 10_000 + "a",
        "[" * 10_000,
        "[" * 10_000 + "]" * 10_000,
        "[a](" * 10_000,
        "![" * 10_000,
        "- " * 10_000 + "a",
        "*a " * 10_000,
        "*" * 10_000 + "a" + "*" * 10_000,
        "`" * 10_000,
        "<" * 10_000,
        "[a]: x\n" * 5_000,
        "[" * 10_000_000,
    ],
    ids=lambda text: f"{text[:8]!r} {len(text)}",
)
def test_deep_nesting_is_survived(text: str) -> None:
    """Each of these takes a parser without limits minutes, or breaks its stack."""
    html = render_markdown(text)
    assert html == "" or html.startswith("<")
    assert len(html) < 10 * len(text) + 100


@pytest.mark.parametrize(
    "text",
    ["*" * 9_999 + "a" + "*" * 9_999, "*a **a " * 1_200 + "a** a*" * 1_200, "> " * 30 + "a", "- " * 30 + "a"],
    ids=lambda text: f"{text[:8]!r} {len(text)}",
)
def test_text_nested_too_deep_for_a_report_is_shown_as_it_is(text: str) -> None:
    assert render_markdown(text) == f"<pre>{text.replace('>', '&gt;')}</pre>"


def test_text_beyond_the_limit_is_shown_as_it_is() -> None:
    html = render_markdown("<b>*a*</b>" + "x" * LONGEST)
    assert html.startswith("<pre>&lt;b&gt;*a*&lt;/b&gt;xxx")


def test_empty_text_gives_nothing() -> None:
    assert render_markdown("") == ""
