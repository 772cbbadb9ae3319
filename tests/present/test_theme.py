"""The colours keep the contrast and the greyscale steps that the design states."""

import itertools
import os
import sys
from xml.etree import ElementTree

import plotly.io as pio
import pytest

from talenta_lib.present import styles, theme

# token: L*, contrast on kertas, dasar, nila-sel (None = not stated or not allowed), light then dark
STATED = {
    "dasar": ((97, 1.1, None, None), (12, 1.1, None, None)),
    "tinta": ((12, 16.4, 15.2, 12.2), (95, 16.2, 14.3, 10.1)),
    "tinta-2": ((34, 8.1, 7.4, 6.0), (79, 10.4, 9.2, 6.5)),
    "tinta-3": ((41, 6.2, 5.7, 4.6), (71, 8.2, 7.2, 5.1)),
    "garis": ((87, 1.4, None, None), (24, 1.6, None, None)),
    "garis-kuat": ((56, 3.7, 3.4, None), (58, 5.4, 4.8, 3.4)),
    "nila": ((31, 9.1, 8.4, 6.7), (75, 9.3, 8.2, 5.8)),
    "nila-muda": ((58, 3.4, 3.1, None), (58, 5.4, 4.8, 3.4)),
    "nila-sel": ((88, 1.3, None, None), (24, 1.6, None, None)),
    "nila-kabut": ((95, 1.1, None, None), (16, 1.2, None, None)),
    "sogan": ((39, 6.8, 6.3, 5.0), (77, 9.9, 8.8, 6.2)),
    "sogan-isi": ((56, 3.6, 3.3, None), (60, 5.9, 5.2, 3.7)),
    "sogan-sel": ((94, 1.2, None, None), (17, 1.3, None, None)),
    "mengkudu": ((36, 7.6, 7.0, 5.6), (75, 9.2, 8.2, 5.8)),
    "abu": ((76, 1.9, None, None), (42, 3.1, 2.7, None)),
}


@pytest.mark.parametrize("token", STATED)
@pytest.mark.parametrize("name", ["terang", "gelap"])
def test_lightness_and_contrast_are_those_of_the_design(token: str, name: theme.Theme) -> None:
    color = theme.COLORS[name]
    lightness, *ratios = STATED[token][name == "gelap"]
    assert round(theme.lightness(color[token])) == lightness
    for ground, ratio in zip(("kertas", "dasar", "nila-sel"), ratios, strict=True):
        if ratio is not None:
            assert round(theme.contrast(color[token], color[ground]), 1) == ratio, ground


def test_contrast_of_black_and_white_is_21() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("name", ["terang", "gelap"])
def test_text_reaches_aa_on_every_ground_it_stands_on(name: theme.Theme) -> None:
    color = theme.COLORS[name]
    for ink, ground in itertools.product(
        ("tinta", "tinta-2", "tinta-3", "nila", "sogan", "mengkudu"), ("kertas", "dasar")
    ):
        assert theme.contrast(color[ink], color[ground]) >= 4.5, (ink, ground)
    assert theme.contrast(color["tinta"], color["sogan-sel"]) >= 4.5
    assert theme.contrast(color["kertas"], color["nila"]) >= 4.5
    assert theme.contrast(color["tinta"], color["abu"]) >= 4.5


def test_series_stay_apart_on_a_photocopy() -> None:
    light = sorted(theme.lightness(theme.COLORS["terang"][name]) for name in theme.SERIES)
    assert [round(b - a) for a, b in itertools.pairwise(light)] == [26, 19]


def test_both_themes_define_the_same_tokens() -> None:
    assert theme.COLORS["terang"].keys() == theme.COLORS["gelap"].keys()
    assert "--nila: #174A7E;" in theme.css_variables()
    assert "color-scheme: dark" in theme.css_variables("gelap")


def test_every_kotak_is_drawn_once_and_belongs_to_one_group() -> None:
    drawn = [kotak for row in theme.KOTAK_ROWS for kotak in row]
    grouped = [kotak for members in theme.KOTAK_GROUPS.values() for kotak in members]
    assert sorted(drawn) == sorted(grouped) == list(range(1, 10))


@pytest.mark.parametrize("name", ["laporan", "profil"])
def test_printed_css_has_no_open_token_and_no_colour_of_its_own(name: str) -> None:
    written = (theme.FONT_FOLDER.parent / "css" / f"{name}.css").read_text(encoding="utf-8")
    assert "#" not in written.replace('"#id"', "")
    assert "var(" not in styles.print_css(name).replace("var()", "")


def test_running_head_cannot_break_out_of_its_rule() -> None:
    rule = styles.running_head('a"; } </style><script>', "x", "y")
    assert "<" not in rule
    assert rule.count('"') == 8


def test_web_fonts_travel_inside_the_css() -> None:
    css = theme.font_faces("woff2")
    assert css.count("@font-face") == 4
    assert css.count("url(data:font/woff2;base64,") == 4
    assert "fonts/" not in css


def test_shipped_fonts_are_found_only_inside_the_block() -> None:
    before = os.environ.get("FONTCONFIG_FILE")
    with theme.installed_fonts():
        if sys.platform != "win32":
            settings = ElementTree.parse(os.environ["FONTCONFIG_FILE"]).getroot()  # noqa: S314 - our own file
            assert settings.findtext("dir") == str(theme.FONT_FOLDER)
    assert os.environ.get("FONTCONFIG_FILE") == before


def test_templates_are_registered_without_title_and_legend() -> None:
    theme.register_templates()
    for name in ("talenta_terang", "talenta_gelap", "talenta_cetak"):
        layout = pio.templates[name].layout
        assert layout.separators == ",."
        assert layout.showlegend is False
    assert pio.templates["talenta_cetak"].layout.paper_bgcolor == "#FFFFFF"


def test_font_folder_holds_the_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (theme.FONT_FOLDER / "LICENSE.md").read_text(encoding="utf-8").upper()
    assert len(list(theme.FONT_FOLDER.iterdir())) == 9
