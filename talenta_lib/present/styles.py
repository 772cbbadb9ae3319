"""CSS of the printed pages: the files in ``css/`` with the tokens of the theme filled in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from talenta_lib import terms
from talenta_lib.present.theme import FontKind, font_faces, print_tokens

_CSS_FOLDER: Final = Path(__file__).parent / "css"


def print_css(name: str = "laporan", *, fonts: FontKind = "ttf") -> str:
    """Return ``css/<name>.css`` with every ``var(--token)`` replaced, led by the ``@font-face`` rules.

    Replaced here and not by the renderer, because margin boxes of a page inherit no custom property.
    ``fonts``: ``woff2`` for a page shown in a browser. An unknown token raises ``KeyError``.
    """
    return font_faces(fonts) + "\n" + _filled(name)


def sheet_css() -> str:
    """Return what lays the pages of a printed document on the screen as sheets; follows ``print_css``."""
    return _filled("lembar")


def _filled(name: str) -> str:
    """Return ``css/<name>.css`` with every ``var(--token)`` replaced."""
    tokens = print_tokens()
    css = (_CSS_FOLDER / f"{name}.css").read_text(encoding="utf-8")
    return re.sub(r"var\(--([a-z0-9-]+)\)", lambda match: tokens[match[1]], css)


def screen_css() -> str:
    """Return the style of the printed pages for HTML outputs in JupyterLab alone, as wide as the text of a page."""
    own = "section { margin-bottom: 12mm; } tr { background: none !important; } td, th { text-align: left; } "
    own += "td.r, th.r { text-align: right; } td.c, th.c { text-align: center; }"
    body = f"max-width: 172mm; font: {print_tokens()['huruf-isi']};"
    return f"{font_faces('woff2')} .jp-RenderedHTML {{ {body} {print_css()} {own} }}"


def running_head(title: str, classification: str, fingerprint: str) -> str:
    """Return the ``@page`` rule that prints head and foot on every page.

    Parameters
    ----------
    title : what the document is, at the left of the head.
    classification : for example "DATA SINTETIS · RAHASIA - TERBATAS", at the right of the head.
    fingerprint : first eight characters of the hash over all inputs.
    """
    boxes = {
        "top-left": title,
        "top-right": classification,
        "bottom-left": terms.PPK_SENTENCE,
        "bottom-center": f"Jejak masukan {fingerprint}",
    }
    rules = " ".join(f"@{box} {{ content: {css_string(words)}; }}" for box, words in boxes.items())
    return f"@page {{ {rules} }}"


def css_string(words: str) -> str:
    r"""Return a quoted CSS string in which nothing of the text can end the string, the rule or the style element.

    >>> css_string('a"}</style>')
    '"a\\22 \\7d \\3c /style\\3e "'
    """
    escaped = re.sub(r"[^\w ./,·:-]", lambda match: f"\\{ord(match[0]):x} ", words)
    return f'"{escaped}"'
