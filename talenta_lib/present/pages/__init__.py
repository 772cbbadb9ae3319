"""The pages of the report: a round's result in, HTML out. One function a page or block, in reading order."""

from talenta_lib.present.pages.annex_law import rules_in_force, scheme_page
from talenta_lib.present.pages.annex_method import data_quality, differences, manifest_page, measurement
from talenta_lib.present.pages.annex_people import (
    annex_figures,
    borderline,
    development,
    kotak_lists,
    organisation,
    recommendations,
    succession,
    undetermined,
    vacancies,
)
from talenta_lib.present.pages.bupati import bupati_decisions, bupati_map, front_figures
from talenta_lib.present.pages.front import contents, cover
from talenta_lib.present.pages.page import Page, screen_style
from talenta_lib.present.svg import figures_to_svg
from talenta_lib.round import RoundResult


def draw(result: RoundResult) -> dict[str, str]:
    """Draw every plotly figure of the report as SVG, with one browser for all."""
    return figures_to_svg(front_figures(result) | annex_figures(result))


CONTENTS = (
    ("bupati", "Ringkasan untuk Bupati"),
    ("kotak", "Pejabat menurut kotaknya"),
    ("garis-batas", "Garis batas"),
    ("belum-ditetapkan", "Belum dapat ditetapkan"),
    ("suksesi", "Kelompok rencana suksesi"),
    ("jabatan-kosong", "Jabatan kosong dan calonnya"),
    ("saran", "Saran promosi, rotasi, dan pengembangan"),
    ("organisasi", "Sebaran, kelengkapan, dan pensiun"),
    ("pengembangan", "Kekurangan kompetensi dan pengembangan"),
    ("mutu-data", "Mutu data"),
    ("selisih", "Selisih dengan nilai jadi"),
    ("alat-ukur", "Seberapa pasti sebuah kotak"),
    ("skema", "Skema yang dipakai"),
    ("ketentuan", "Ketentuan yang dipakai"),
    ("jejak", "Sumber dan jejak"),
)
"""Anchors and titles of the contents page, in the order of the pages."""

__all__ = [
    "CONTENTS",
    "Page",
    "borderline",
    "bupati_decisions",
    "bupati_map",
    "contents",
    "cover",
    "data_quality",
    "development",
    "differences",
    "draw",
    "kotak_lists",
    "manifest_page",
    "measurement",
    "organisation",
    "recommendations",
    "rules_in_force",
    "scheme_page",
    "screen_style",
    "succession",
    "undetermined",
    "vacancies",
]
