"""How talenta looks: colours, type, spacing, fonts and plotly templates, each in this one place.

Two dye names of Indonesian cloth carry all colour: *nila* (indigo) is data and action, *sogan* (brown) is "look here".
Contrast follows the WCAG 2 formula; greyscale lightness is CIE L*. ``tests/present/test_theme.py`` recomputes both.
"""

from __future__ import annotations

import base64
import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import plotly.graph_objects as go
import plotly.io as pio

Theme = Literal["terang", "gelap"]
FontKind = Literal["ttf", "woff2"]
FONT: Final = "Source Sans 3"
FONT_FAMILY: Final = f"'{FONT}', sans-serif"
"""Quoted: an unquoted family that ends in a number is no valid CSS, and browsers then drop it without a word."""
FONT_FOLDER: Final = Path(__file__).parent / "fonts"

COLORS: Final[dict[Theme, dict[str, str]]] = {
    "terang": {
        "kertas": "#FFFFFF", "dasar": "#F4F6F8", "tinta": "#17202C", "tinta-2": "#46515F", "tinta-3": "#566270",
        "garis": "#D6DCE3", "garis-kuat": "#7B8695", "nila": "#174A7E", "nila-muda": "#5B8FC4", "nila-sel": "#CFE0F1",
        "nila-kabut": "#EAF1F8", "sogan": "#8A4B08", "sogan-isi": "#BF7726", "sogan-sel": "#F9EBD8",
        "mengkudu": "#A1222B", "mengkudu-sel": "#FBE9E8", "abu": "#B4BCC6",
    },
    "gelap": {
        "kertas": "#0F151D", "dasar": "#18212C", "tinta": "#EDF1F6", "tinta-2": "#BAC4D0", "tinta-3": "#A3AEBC",
        "garis": "#2E3946", "garis-kuat": "#7F8DA0", "nila": "#8CBDF0", "nila-muda": "#5B8FC4", "nila-sel": "#1D3B5C",
        "nila-kabut": "#15283D", "sogan": "#F2B263", "sogan-isi": "#C9822F", "sogan-sel": "#33281A",
        "mengkudu": "#FF9E96", "mengkudu-sel": "#3A1D1F", "abu": "#586575",
    },
}  # fmt: skip

SERIES: Final = ("nila", "sogan-isi", "abu")
"""Order of the series of one figure; four or more series are small multiples."""

KOTAK_ROWS: Final = ((4, 7, 9), (2, 5, 8), (1, 3, 6))
"""How the nine-box is drawn: performance downwards from high, potential to the right (numbering: PermenPANRB 3/2020).

Only the picture: the kotak of a person comes from the rule in force.
"""

KOTAK_GROUPS: Final = {"atas": (7, 8, 9), "tengah": (4, 5, 6), "bawah": (1, 2, 3)}
GROUP_FILL: Final = {"atas": "nila-sel", "tengah": "dasar", "bawah": "sogan-sel"}

PRINT_TYPE: Final = {
    "sampul": "700 34pt/38pt",
    "sampul-2": "400 17pt/21pt",
    "temuan": "700 23pt/26pt",
    "bagian": "700 17pt/21pt",
    "judul": "700 13.5pt/17pt",
    "judul-profil": "700 12pt/15pt",
    "pembuka": "400 11.5pt/16pt",
    "isi": "400 10.5pt/15pt",
    "isi-profil": "400 10pt/13pt",
    "keterangan": "400 9.5pt/13pt",
    "keterangan-profil": "400 9pt/12pt",
    "tabel": "400 10pt/13pt",
    "tabel-lampiran": "400 8.5pt/10.5pt",
    "kepala": "400 8.5pt/10.5pt",
    "angka": "700 23pt/25pt",
}
"""Type on A4: role -> weight, size and lead. Smallest text on paper is 8 pt (axis numbers)."""

PRINT_SPACE: Final = {"jarak-1": "5pt", "jarak-2": "10pt", "jarak-3": "15pt", "jarak-4": "20pt"}

_FACES: Final = (
    ("Regular", 400, "normal"),
    ("Semibold", 600, "normal"),
    ("Bold", 700, "normal"),
    ("It", 400, "italic"),
)


def group_of(kotak: int) -> str:
    """Return the group (``atas``, ``tengah``, ``bawah``) that a kotak is drawn in."""
    return next(group for group, members in KOTAK_GROUPS.items() if kotak in members)


def relative_luminance(color: str) -> float:
    """Return the WCAG 2 relative luminance (0-1) of a ``#RRGGBB`` colour."""
    channels = (int(color[k : k + 2], 16) / 255 for k in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio (1-21) of two ``#RRGGBB`` colours."""
    darker, lighter = sorted((relative_luminance(one), relative_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(color: str) -> float:
    """Return CIE L* (0-100): how light a colour is on a black and white copy."""
    y = relative_luminance(color)
    return 116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27


def print_tokens() -> dict[str, str]:
    """Return every token of the printed page: light colours, ``huruf-*`` font shorthands and ``jarak-*`` lengths."""
    fonts = {f"huruf-{role}": f'{style} "{FONT}"' for role, style in PRINT_TYPE.items()}
    return {**COLORS["terang"], **fonts, **PRINT_SPACE}


def css_variables(theme: Theme = "terang", selector: str = ":root") -> str:
    """Return one CSS rule that sets every colour token of a theme as a custom property."""
    scheme = "light" if theme == "terang" else "dark"
    declarations = "".join(f" --{name}: {value};" for name, value in COLORS[theme].items())
    return f"{selector} {{ color-scheme: {scheme};{declarations} }}"


def on_screen(drawing: str) -> str:
    """Return a printed drawing whose colours are custom properties, so that it follows the theme of the page."""
    for name, color in COLORS["terang"].items():
        drawing = drawing.replace(f'"{color}"', f'"var(--{name})"')
    return drawing


def font_faces(kind: FontKind) -> str:
    """Return the ``@font-face`` rules of the shipped fonts.

    ``ttf`` refers to ``fonts/*.ttf`` relative to this package (for WeasyPrint); ``woff2`` carries the files inside
    the CSS, so that a page shown in a browser needs no other file.
    """
    rules = []
    for name, weight, style in _FACES:
        file = f"SourceSans3-{name}.{kind}"
        source = f"fonts/{file}" if kind == "ttf" else f"data:font/woff2;base64,{_base64(FONT_FOLDER / file)}"
        rules.append(
            f'@font-face {{ font-family: "{FONT}"; font-weight: {weight}; font-style: {style}; '
            f'src: url({source}) format("{"truetype" if kind == "ttf" else kind}"); }}'
        )
    return "\n".join(rules)


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")


@contextlib.contextmanager
def installed_fonts() -> Iterator[None]:
    """Let a browser started inside the block find the shipped TTF files (fontconfig; no effect on Windows)."""
    if os.name == "nt":
        yield
        return
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Path(folder) / "fonts.conf"
        settings.write_text(
            f"<fontconfig><include ignore_missing='yes'>{before or '/etc/fonts/fonts.conf'}</include>"
            f"<dir>{FONT_FOLDER}</dir><cachedir>{folder}</cachedir></fontconfig>",
            encoding="utf-8",
        )
        os.environ["FONTCONFIG_FILE"] = str(settings)
        try:
            yield
        finally:
            os.environ.pop("FONTCONFIG_FILE")
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before


def plotly_template(theme: Theme, *, font_size: int = 14, ground: str = "rgba(0,0,0,0)") -> go.layout.Template:
    """Return the plotly template of a theme: no title, no legend, no frame; labels stand at the data."""
    color = COLORS[theme]
    axis = {
        "automargin": True, "showgrid": False, "gridcolor": color["garis"], "gridwidth": 1, "zeroline": False,
        "zerolinecolor": color["tinta"], "zerolinewidth": 1, "showline": False, "ticks": "", "nticks": 5,
        "tickfont": {"size": max(font_size - 1, 10.5), "color": color["tinta-3"]}, "fixedrange": True,
    }  # fmt: skip
    layout = {
        "font": {"family": FONT_FAMILY, "size": font_size, "color": color["tinta"]},
        "separators": ",.",
        "colorway": [color[name] for name in SERIES],
        "paper_bgcolor": ground, "plot_bgcolor": ground,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "xaxis": axis, "yaxis": axis,
        "showlegend": False, "bargap": 0.35, "dragmode": False,
        "hoverlabel": {
            "bgcolor": color["kertas"], "bordercolor": color["garis-kuat"], "align": "left",
            "font": {"family": FONT_FAMILY, "size": 14, "color": color["tinta"]},
        },
    }  # fmt: skip
    bar = go.Bar(cliponaxis=False, textposition="outside", marker={"line": {"width": 0}})
    scatter = go.Scatter(marker={"size": 11, "opacity": 1}, line={"width": 2.5})
    return go.layout.Template(layout=layout, data={"bar": [bar], "scatter": [scatter]})


def register_templates() -> None:
    """Register the plotly templates ``talenta_terang``, ``talenta_gelap`` and ``talenta_cetak`` (white, for SVG)."""
    pio.templates["talenta_terang"] = plotly_template("terang")
    pio.templates["talenta_gelap"] = plotly_template("gelap")
    pio.templates["talenta_cetak"] = plotly_template("terang", font_size=11, ground=COLORS["terang"]["kertas"])
