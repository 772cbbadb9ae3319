"""The PDF is tagged, has bookmarks, runs without network, and has the same bytes every time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from talenta_lib.errors import ReportError
from talenta_lib.present.drawing import circle, svg
from talenta_lib.present.marks import legend_mark
from talenta_lib.present.pdf import document, html_to_pdf

WORDS = {"title": "Profil Talenta", "classification": "DATA SINTETIS · RAHASIA - TERBATAS", "fingerprint": "7c41e09b"}
BODY = (
    '<section class="sampul"><h1>Sampul</h1></section>'
    '<section><nav class="daftar-isi"><ol><li><a href="#akhir">Lampiran</a></li></ol></nav></section>'
    f"<section><h1>157 dari 498 ≥ → −</h1>{svg(20, 20, 'Satu titik', circle(9, 9, 4, fill='#174A7E'))}</section>"
    '<section class="melintang"><h2 id="akhir">Lampiran</h2></section>'
)


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    html = document(BODY, **WORDS)
    first = html_to_pdf(html, tmp_path / "a.pdf", title="Profil Talenta").read_bytes()
    assert first == html_to_pdf(html, tmp_path / "b.pdf", title="Profil Talenta").read_bytes()


def test_pdf_is_tagged_titled_and_has_bookmarks(tmp_path: Path) -> None:
    reader = pypdf.PdfReader(html_to_pdf(document(BODY, **WORDS), tmp_path / "a.pdf", title="Profil Talenta"))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "id"
    assert "/StructTreeRoot" in catalogue
    assert b"pdfuaid" in catalogue["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Profil Talenta"
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles == ["Sampul", "157 dari 498 ≥ → −"]


def figures(node: Any) -> Iterator[Any]:
    """Yield the figures of a structure tree."""
    element = node.get_object()
    if isinstance(element, list):
        for child in element:
            yield from figures(child)
    elif isinstance(element, dict):
        if element.get("/S") == "/Figure":
            yield element
        if "/K" in element:
            yield from figures(element["/K"])


def test_every_figure_has_a_text_of_its_own(tmp_path: Path) -> None:
    body = BODY + f"<p>{legend_mark('borderline')} garis batas</p>"
    reader = pypdf.PdfReader(html_to_pdf(document(body, **WORDS), tmp_path / "a.pdf", title="x"))
    texts = [figure.get("/Alt") for figure in figures(reader.trailer["/Root"]["/StructTreeRoot"])]
    assert texts == ["Satu titik", "lingkaran"]


def test_head_and_foot_stand_on_every_page_but_the_cover(tmp_path: Path) -> None:
    reader = pypdf.PdfReader(html_to_pdf(document(BODY, **WORDS), tmp_path / "a.pdf", title="x"))
    cover, contents, _, annex = (page.extract_text() for page in reader.pages)
    assert "Halaman" not in cover
    assert "Halaman 2 dari 4" in contents
    assert "Lampiran" in contents
    assert "4" in contents.split("Lampiran")[1]
    for text in (contents, annex):
        assert "Jejak masukan 7c41e09b" in text
        assert "Keputusan oleh PPK, bukan oleh sistem" in text
        assert "RAHASIA - TERBATAS" in text
    assert reader.pages[3].mediabox.width > reader.pages[3].mediabox.height


def test_only_our_fonts_are_in_the_pdf(tmp_path: Path) -> None:
    reader = pypdf.PdfReader(html_to_pdf(document(BODY, **WORDS), tmp_path / "a.pdf", title="x"))
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all(name.startswith("Source-Sans-3") for name in fonts)


@pytest.mark.parametrize("address", ["https://contoh.invalid/a.png", "file:///etc/hostname", "fonts/../theme.py"])
def test_anything_outside_the_package_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(ReportError, match="alamat di luar paket"):
        html_to_pdf(document(f'<img src="{address}" alt="x">', **WORDS), tmp_path / "a.pdf", title="x")
    assert not (tmp_path / "a.pdf").exists()


def test_title_cannot_inject_markup() -> None:
    html = document("", title="</title><script>", classification='"} </style>', fingerprint="x")
    assert "<script>" not in html
    assert html.count("</style>") == 1


def test_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(ReportError, match=r"a\.pdf tidak dapat ditulis"):
        html_to_pdf(document("", **WORDS), tmp_path / "a.pdf", title="x")
