"""HTML -> tagged PDF (PDF/UA-1) with WeasyPrint: shipped fonts, no network, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

import weasyprint
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from talenta_lib.errors import ReportError
from talenta_lib.present.styles import print_css, running_head
from talenta_lib.present.theme import FONT_FOLDER

_BASE: Final = FONT_FOLDER.parent.as_uri() + "/"


class ShippedFilesOnly(URLFetcher):  # type: ignore[misc, unused-ignore]
    """Fetch ``data:`` addresses and files of the shipped font folder; everything else stops the rendering."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the content of an allowed address; raise ``FatalURLFetchingError`` for any other."""
        parts = urlsplit(url)
        is_shipped = parts.scheme == "file" and Path(url2pathname(parts.path)).parent == FONT_FOLDER
        if parts.scheme != "data" and not is_shipped:
            raise FatalURLFetchingError(url)
        return super().fetch(url, headers)


def document(
    body: str,
    *,
    title: str,
    classification: str,
    fingerprint: str,
    head_title: str | None = None,
    style: str = "laporan",
) -> str:
    """Return a whole HTML document (``lang=id``) around the HTML of its pages.

    Parameters
    ----------
    body : HTML of the pages, data already escaped.
    title : title of the document, shown by PDF readers.
    classification, fingerprint : printed on every page, see ``styles.running_head``.
    head_title : text at the left of the running head; the title when not given.
    style : name of a file in ``css/``.
    """
    css = print_css(style) + running_head(head_title or title, classification, fingerprint)
    return (
        f'<!doctype html>\n<html lang="id"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>\n{css}\n</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def html_to_pdf(html: str | Iterable[str], path: Path, *, title: str) -> Path:
    """Write an HTML document as a tagged PDF with bookmarks; equal HTML gives equal bytes.

    Of several documents (the same content, ever denser) the first that takes one page is written, else the last.

    Raises
    ------
    ReportError
        when the document refers to a file or an address outside the package, or when the file cannot be written.
    """
    rendered = _first_on_one_page([html] if isinstance(html, str) else html)
    rendered.metadata.title = title
    options: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rendered.write_pdf(**options))
    except OSError as exc:
        raise ReportError(
            f"Berkas {path.name} tidak dapat ditulis.", "Tutup berkas itu bila sedang terbuka, lalu ulangi."
        ) from exc
    return path


def _first_on_one_page(documents: Iterable[str]) -> weasyprint.Document:
    for html in documents:
        rendered = _lay_out(html)
        if len(rendered.pages) == 1:
            break
    return rendered


def count_pages(html: str) -> int:
    """Return how many pages an HTML document takes; raises as ``html_to_pdf``."""
    return len(_lay_out(html).pages)


def _lay_out(html: str) -> weasyprint.Document:
    try:
        return weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=ShippedFilesOnly()).render()
    except FatalURLFetchingError as exc:
        raise ReportError(
            f"Dokumen merujuk ke alamat di luar paket: {exc}.",
            "Hapus gambar atau tautan gaya dari luar; laporan dibuat tanpa jaringan.",
        ) from exc
