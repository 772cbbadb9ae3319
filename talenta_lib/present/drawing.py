"""The few SVG elements that the board and the marks are made of; every text is escaped here."""

from __future__ import annotations

from html import escape

from talenta_lib.present.theme import FONT_FAMILY


def number(value: float) -> str:
    """Return a coordinate with at most one decimal, so that a drawing is short and the same everywhere."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def shorten(words: str, length: int) -> str:
    """Cut a text at a word, marked with "…", so that it keeps to its place.

    >>> shorten("Dinas Kesehatan", 10), shorten("pendek", 10)
    ('Dinas…', 'pendek')
    """
    if len(words) <= length:
        return words
    head = words[: length - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:.") + "…"


def svg(width: float, height: float, label: str, *parts: str) -> str:
    """Return an inline SVG whose accessible name (``aria-label`` and ``<title>``) is the finding it shows."""
    name, w, h = escape(label, quote=True), number(width), number(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        f'aria-label="{name}" font-family="{FONT_FAMILY}"><title>{name}</title>{"".join(parts)}</svg>'
    )


def ornament(width: float, height: float, words: str, *parts: str) -> str:
    """Return an inline SVG that only repeats the words beside it: silent in a browser, named (``words``) in a PDF.

    A tagged PDF has no figure without a text of its own.
    """
    w, h = number(width), number(height)
    inside = f"<title>{escape(words)}</title>{''.join(parts)}"
    return f'<svg viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true">{inside}</svg>'


def text(x: float, y: float, content: str, *, size: float, fill: str, weight: int = 400, anchor: str = "start") -> str:
    """Return a text whose baseline starts (or ends, or is centred) at x, y."""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{size:g}" font-weight="{weight}" fill="{fill}" '
        f'text-anchor="{anchor}">{escape(content)}</text>'
    )


def rect(x: float, y: float, width: float, height: float, *, fill: str, more: str = "", title: str = "") -> str:
    """Return a rectangle; ``more`` is further attributes written by the caller, never data."""
    attributes = f" {more}" if more else ""
    shape = (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'fill="{fill}"{attributes}'
    )
    return f"{shape}><title>{escape(title)}</title></rect>" if title else f"{shape}/>"


def circle(
    x: float, y: float, radius: float, *, fill: str, ring: str = "", ring_width: float = 0, title: str = ""
) -> str:
    """Return a disc, with a ring drawn inside its radius when ``ring`` is a colour, and a tooltip when titled."""
    stroke = f' stroke="{ring}" stroke-width="{ring_width:.2f}"' if ring else ""
    shape = f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius - ring_width / 2:.2f}" fill="{fill}"{stroke}'
    return f"{shape}><title>{escape(title)}</title></circle>" if title else f"{shape}/>"


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str, width: float = 1, dash: str = "") -> str:
    """Return a straight line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" stroke="{stroke}" '
        f'stroke-width="{width:g}"{dashes}/>'
    )


def hatch_path(x: float, y: float, width: float, height: float, step: float = 12.7) -> str:
    """Return the path of 45-degree lines ``step`` apart along the x axis, cut exactly at the rectangle."""
    strokes = []
    for k in range(1, int((width + height) / step) + 1):
        reach = k * step  # the line x' + y' = reach, in coordinates of the rectangle
        x1, y1 = min(reach, width), max(reach - width, 0.0)
        x2, y2 = max(reach - height, 0.0), min(reach, height)
        strokes.append(f"M{number(x + x1)} {number(y + y1)}L{number(x + x2)} {number(y + y2)}")
    return "".join(strokes)


def hatch(x: float, y: float, width: float, height: float, *, stroke: str, opacity: float, step: float = 12.7) -> str:
    """Return a rectangle of 45-degree lines (a plain path: no pattern, so no id that could clash in a page)."""
    path = hatch_path(x, y, width, height, step)
    return f'<path d="{path}" stroke="{stroke}" stroke-opacity="{opacity:g}" stroke-width="1" fill="none"/>'
