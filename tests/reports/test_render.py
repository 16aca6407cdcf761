"""Real PDFs from the real process: what comes out, and that nothing else can be reached from inside a page."""

from __future__ import annotations

import os
import re
import socket
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pypdfium2
import pytest

from core.charts.bars import bars
from reports import render
from reports.render import Attachment, PangoMissingError, RenderedPdf, RenderError, RenderLimits, child, render_pdf
from reports.render.fonts import FONT_FACES, FONT_FILES
from tests.core.charts.drawing import score

WHEN = datetime(2026, 11, 21, 11, 30, tzinfo=timezone(timedelta(hours=1)))
RESULTS = Attachment("results.json", b'{"verified": "2.4"}', "All numbers", WHEN)
STYLE = f"<style>{FONT_FACES} body {{ font: 10pt Inter, sans-serif }}</style>"


def page(body: str, head: str = "") -> str:
    title = "<title>Where we stand</title>"
    return f'<!doctype html><html lang="en"><head>{title}{STYLE}{head}</head><body>{body}</body></html>'


def pdf_of(html: str, files: Mapping[str, bytes | Path] = FONT_FILES) -> RenderedPdf:
    return render_pdf(html, files=files, attachments=[RESULTS])


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with closing(pypdfium2.PdfDocument(content)) as pdf:
        yield pdf


def text_of(content: bytes) -> str:
    texts = []
    with opened(content) as pdf:
        for number in range(len(pdf)):
            with closing(pdf[number]) as sheet, closing(sheet.get_textpage()) as text:
                texts.append(text.get_text_bounded())
    return "\n".join(texts)


def objects_of(content: bytes) -> bytes:
    """The PDF's dictionaries in the clear: they stand in compressed streams."""
    inflated = []
    for stream in re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL):
        with suppress(zlib.error):
            inflated.append(zlib.decompress(stream))
    return b"\n".join(inflated)


@pytest.fixture(scope="module")
def report() -> RenderedPdf:
    chart = bars([score("Data and recovery", "1.4", "2.6", "3.5")], slug="bars", title="Data is 2.1 below its target")
    head = '<meta name="author" content="Ann &amp; Co"><meta name="dcterms.created" content="2026-11-21T10:30:00Z">'
    body = (
        f"<h1>Findings</h1><h2>Data first</h2><p>1 &lt; 2 &amp; <b>bold</b> → ≤ Ωя</p>{chart}"
        '<h2 style="break-before: page">Then the rest</h2><p>信頼 مرحبا</p>'
    )
    return pdf_of(page(body, head))


def test_pdf_has_the_text_of_the_page_and_of_its_charts(report: RenderedPdf) -> None:
    text = text_of(report.content)
    assert report.pages == 2
    assert "1 < 2 & bold → ≤ Ωя" in text
    assert "Data and recovery" in text
    assert "1.4" in text
    assert report.skipped == ()


def test_pdf_tells_title_author_date_and_language(report: RenderedPdf) -> None:
    with opened(report.content) as pdf:
        about = pdf.get_metadata_dict()
    assert (about["Title"], about["Author"]) == ("Where we stand", "Ann & Co")
    assert about["CreationDate"] == "D:20261121103000Z"
    assert b"/Lang (en)" in objects_of(report.content)


def test_headings_are_bookmarks(report: RenderedPdf) -> None:
    with opened(report.content) as pdf:
        found = [(bookmark.level, bookmark.get_title()) for bookmark in pdf.get_toc()]
    assert found == [(0, "Findings"), (1, "Data first"), (1, "Then the rest")]


def test_pdf_is_tagged_and_its_charts_have_their_title_as_alternative(report: RenderedPdf) -> None:
    with opened(report.content) as pdf:
        assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf.raw)
    assert b"/StructTreeRoot" in objects_of(report.content)
    assert b"/Alt (Data is 2.1 below its target)" in objects_of(report.content)


def test_inter_is_embedded(report: RenderedPdf) -> None:
    assert b"+Inter" in objects_of(report.content)


def test_attachment_is_in_the_pdf_with_its_own_date(report: RenderedPdf) -> None:
    with opened(report.content) as pdf:
        assert pdf.count_attachments() == 1
        attachment = pdf.get_attachment(0)
        assert attachment.get_name() == "results.json"
        assert bytes(attachment.get_data()) == RESULTS.content
        assert attachment.get_str_value("CreationDate") == "D:20261121103000Z"


def test_same_input_gives_the_same_bytes(report: RenderedPdf) -> None:
    """Each process has a hash seed of its own (-I ignores PYTHONHASHSEED), and a second passes between the two."""
    body = (
        "<h1>One</h1><a href='#x'>x</a><p id=x>Two</p><ul><li>信頼 <em>a</em></ul><img src='http://a.example/' alt=''>"
    )
    first = pdf_of(page(body))
    time.sleep(1.1)
    assert pdf_of(page(body)) == first


def test_page_cannot_reach_a_network() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        host = f"http://127.0.0.1:{listener.getsockname()[1]}"
        head = (
            f'<link rel=stylesheet href="{host}/a.css"><style>@import url({host}/b.css); '
            f"@font-face {{ font-family: F; src: url({host}/c.ttf) }} "
            f"h1 {{ font-family: F; background: url({host}/d.png) }}"
            f'</style><link rel=attachment href="{host}/e.txt"><base href="{host}/">'
        )
        body = (
            f'<h1>Still here</h1><img src="{host}/f.png" alt=""><img src="g.png" alt="">'
            f'<object data="{host}/h.svg"></object>'
            f'<svg width=9 height=9><image href="{host}/i.png" width=9 height=9 /><use href="{host}/j.svg#a" /></svg>'
            f'<iframe src="{host}/k.html"></iframe><a href="{host}/link">a link</a>'
        )
        done = pdf_of(page(body, head))
        listener.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listener.accept()
    assert "Still here" in text_of(done.content)
    assert {f"{host}/{name}" for name in ("a.css", "b.css", "c.ttf", "d.png", "f.png", "g.png")} <= set(done.skipped)


def test_process_opens_no_connection_and_starts_no_program() -> None:
    for event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        with pytest.raises(PermissionError, match=event):
            child.refuse_to_reach_out(event, ())


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "/etc/passwd", "report:../../etc/passwd", "report:/etc/passwd", "data:text/plain,secret"],
)
def test_page_cannot_reach_files_that_it_was_not_given(address: str) -> None:
    done = pdf_of(page(f'<p>Here</p><link rel=attachment href="{address}"><img src="{address}" alt="">'))
    assert "Here" in text_of(done.content)
    with opened(done.content) as pdf:
        assert pdf.count_attachments() == 1  # results.json alone
    assert b"root:" not in done.content
    if ":" in address:
        assert done.skipped == (address,)


def test_skipped_addresses_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    pdf_of(page('<img src="https://a.example/x.png" alt="">'))
    assert "https://a.example/x.png" in caplog.text


def test_given_files_are_drawn(tmp_path: Path) -> None:
    square = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#0E5A52"/></svg>'
    )
    logo = tmp_path / "logo.svg"
    logo.write_text(square)
    body = '<img src="report:logo.svg" alt="Logo"><img src="report:other.svg" alt="Other"><p>x'
    done = render_pdf(page(body), files={**FONT_FILES, "logo.svg": logo, "other.svg": square.encode()})
    assert done.skipped == ()
    assert sorted(re.findall(rb"/Alt \((\w+)\)", objects_of(done.content))) == [b"Logo", b"Other"]


@pytest.mark.parametrize("html", ["<html lang=en><p>x", "<title>x</title><p>x", ""])
def test_page_without_title_or_language_is_refused(html: str) -> None:
    with pytest.raises(RenderError, match="no title or no language"):
        render_pdf(html)


def test_slow_page_is_stopped() -> None:
    with pytest.raises(RenderError, match=r"not ready after 0\.05 seconds"):
        render_pdf(page("x"), limits=RenderLimits(wall_seconds=0.05))


LONG = "<table>" + "<tr><td>Some words in a row<td>of a long table" * 12_000


@pytest.mark.skipif(os.name != "posix", reason="needs limits on processes")
def test_page_that_computes_for_too_long_is_stopped() -> None:
    with pytest.raises(RenderError, match="more than 1 seconds of computing"):
        render_pdf(page(LONG), limits=RenderLimits(cpu_seconds=1))


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="needs a limit on memory")
@pytest.mark.parametrize("memory_bytes", [1, 256 * 1024**2])
def test_page_that_needs_too_much_memory_is_stopped(memory_bytes: int) -> None:
    with pytest.raises(RenderError, match="GiB of memory"):
        render_pdf(page(LONG), limits=RenderLimits(memory_bytes=memory_bytes))


def replace_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    script = tmp_path / "child.py"
    script.write_text(code)
    monkeypatch.setattr(render, "_CHILD", script)


def test_crash_is_one_sentence_with_the_details_beside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    replace_child(
        monkeypatch,
        tmp_path,
        "import os, sys; sys.stderr.write('x' * 9000 + 'the end'); sys.stderr.flush(); os.abort()",
    )
    with pytest.raises(RenderError) as caught:
        render_pdf(page("x"))
    assert str(caught.value) == "The program that makes PDFs broke off, so there is no PDF."
    assert caught.value.detail.endswith("the end")
    assert len(caught.value.detail) == 4000


def test_missing_pango_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "weasyprint.py"
    broken.write_text("raise OSError('cannot load library libpango')")
    code = (
        Path(child.__file__)
        .read_text()
        .replace("import sys\n", f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\n", 1)
    )
    replace_child(monkeypatch, tmp_path, code)
    with pytest.raises(PangoMissingError, match=r"apt-get install libpango-1\.0-0") as caught:
        render_pdf(page("x"))
    assert "libpango" in caught.value.detail


def test_process_inherits_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "hunter2")
    monkeypatch.setenv("DATABASE_URL", "postgres://ann:hunter2@db/rungs")
    replace_child(monkeypatch, tmp_path, "import os, sys; sys.exit(f'{dict(os.environ)} {os.getcwd()}')")
    with pytest.raises(RenderError) as caught:
        render_pdf(page("x"))
    assert "hunter2" not in caught.value.detail
    assert "LANG" in caught.value.detail
    assert str(Path.cwd()) not in caught.value.detail


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pdf_of(page("x"))
    with pytest.raises(RenderError):
        render_pdf(page("x"), limits=RenderLimits(wall_seconds=0.05))
    assert list(tmp_path.iterdir()) == []
