"""What every page shares: the HTML wrapper, the classification line, the cut-offs of the board."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from talenta_lib.present.lattice import Bands
from talenta_lib.present.pdf import count_pages, document
from talenta_lib.present.styles import screen_css
from talenta_lib.regulations import Scheme
from talenta_lib.round import RoundResult
from talenta_lib.terms import CLASSIFICATION, DRAFT, SYNTHETIC, Axis

DENSITIES = ("", "padat", "padat rapat")


class Page(str):
    """HTML of one page or block; a notebook shows it as HTML."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def screen_style() -> Page:
    """Return the style of the pages for JupyterLab; the PDF has its own (the cell is tagged ``layar``)."""
    return Page(f"<style>{screen_css()}</style>")


def annex(anchor: str, title: str, caption: str, *blocks: str, follows: bool = False) -> Page:
    """Return an annex part: the finding as heading, a caption, then its blocks. Title and caption are escaped.

    It starts a new page, unless it ``follows`` on the page of the part before.
    """
    return Page(
        f'<section class="{"sambung" if follows else "halaman"}" id="{anchor}"><h1 class="bagian">{escape(title)}</h1>'
        f'<p class="sub">{escape(caption)}</p>{"".join(blocks)}</section>'
    )


def one_page(section: Callable[[str], str]) -> Page:
    """Return a page in the airiest density (CSS class) in which it takes one sheet; the densest where none does."""
    html = ""
    for density in DENSITIES:
        html = section(density)
        if count_pages(document(html, title="", classification="", fingerprint="")) == 1:
            break
    return Page(html)


def classification(result: RoundResult, *, draft: bool) -> str:
    """Return the classification of every page: ``DATA SINTETIS · RAHASIA - TERBATAS · KONSEP``."""
    parts = [SYNTHETIC] * result.parameters.is_synthetic + [CLASSIFICATION] + [DRAFT] * (draft or result.is_draft)
    return " · ".join(parts)


def board_bands(scheme: Scheme) -> Bands:
    """Return the two cut-offs per axis that the board prints at its gaps."""
    return {str(axis): (_lower(scheme, axis, 1), _lower(scheme, axis, 2)) for axis in Axis}


def _lower(scheme: Scheme, axis: Axis, position: int) -> float:
    """Return the lower bound of a band; a scheme without bands draws thirds of 0-100."""
    bands = scheme.axes[axis].bands
    bound = None if bands is None else bands[position].lower
    return 100 * position / 3 if bound is None else float(bound)


def source(text: str) -> str:
    """Return the source line under a table or figure."""
    return f'<p class="sumber">{escape(text)}</p>'
