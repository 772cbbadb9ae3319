"""Plotly figures -> SVG text for the page: one browser for all figures, our fonts, the same text every time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from html import escape
from typing import Final

import kaleido
import plotly.graph_objects as go
from kaleido.errors import BrowserClosedError, BrowserFailedError, ChromeNotFoundError, KaleidoError

from talenta_lib.errors import ReportError
from talenta_lib.present.theme import installed_fonts

SECONDS_TO_START: Final = 60
SECONDS_A_FIGURE: Final = 20


def figures_to_svg(figures: Mapping[str, go.Figure]) -> dict[str, str]:
    """Draw figures as SVG elements (``role=img``, name = the finding of the figure), ready to stand in a page.

    Runs in a thread of its own, because a notebook already has an event loop, and under a time limit.

    Raises
    ------
    ReportError
        when no Chromium is found, or it fails or does not answer in time.
    """
    if not figures:
        return {}
    limit = SECONDS_TO_START + SECONDS_A_FIGURE * len(figures)
    try:
        with installed_fonts(), ThreadPoolExecutor(max_workers=1) as pool:
            drawn = pool.submit(asyncio.run, asyncio.wait_for(_draw(list(figures.values())), limit)).result()
    except ChromeNotFoundError as exc:
        raise ReportError(
            "Gambar tidak dapat dibuat: peramban Chromium atau Chrome tidak ditemukan.",
            "Pasang Chromium (Debian: apt-get install chromium) atau atur BROWSER_PATH ke berkas programnya.",
        ) from exc
    except (TimeoutError, BrowserClosedError, BrowserFailedError, KaleidoError) as exc:
        raise ReportError(
            f"Gambar tidak dapat dibuat: peramban tidak menjawab dalam {limit} detik atau berhenti.",
            "Tutup program lain agar memori cukup, lalu ulangi.",
        ) from exc
    return {
        name: normalise_svg(text, name=name, finding=str((figure.layout.meta or {}).get("finding", name)))
        for (name, figure), text in zip(figures.items(), drawn, strict=True)
    }


async def _draw(figures: list[go.Figure]) -> list[str]:
    async with kaleido.Kaleido(n=1, timeout=SECONDS_A_FIGURE, mathjax=False) as browser:
        return [(await browser.calc_fig(figure, opts={"format": "svg"})).decode("utf-8") for figure in figures]


def normalise_svg(text: str, *, name: str, finding: str) -> str:
    """Return the SVG with ids made from ``name`` instead of random ones, and with an accessible name."""
    slug = re.sub(r"\W", "-", name)
    random_ids = dict.fromkeys(re.findall(r'(?:defs-|trace|legend)([0-9a-f]{6})(?=[" ])', text))
    for number, uid in enumerate(random_ids):
        text = re.sub(rf"(defs-|clip|trace|legend){uid}", rf"\g<1>{slug}-{number}", text)
    label = escape(finding, quote=True)
    return re.sub(r"<svg ([^>]*)>", rf'<svg role="img" aria-label="{label}" \1><title>{label}</title>', text, count=1)
