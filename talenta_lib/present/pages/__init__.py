"""The pages of the report: a round's result in, HTML out. One function a page or block, in reading order."""

from talenta_lib.present.chapter import Chapter, open_chapter
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
from talenta_lib.present.pages.annex_plan import plan_loops, plan_names
from talenta_lib.present.pages.annex_plan_method import plan_method
from talenta_lib.present.pages.annex_shortlist import plan_shortlists
from talenta_lib.present.pages.bupati import bupati_decisions, bupati_map, front_figures
from talenta_lib.present.pages.front import CONTENTS, contents, cover
from talenta_lib.present.pages.mutasi import bupati_plan, bupati_price, plan_figures
from talenta_lib.present.pages.page import Page, screen_style
from talenta_lib.present.svg import figures_to_svg
from talenta_lib.round import RoundResult


def draw(result: RoundResult, chapter: Chapter | None = None) -> dict[str, str]:
    """Draw every plotly figure of the report as SVG, with one browser for all."""
    return figures_to_svg(front_figures(result) | annex_figures(result) | plan_figures(chapter))


__all__ = [
    "CONTENTS",
    "Chapter",
    "Page",
    "borderline",
    "bupati_decisions",
    "bupati_map",
    "bupati_plan",
    "bupati_price",
    "contents",
    "cover",
    "data_quality",
    "development",
    "differences",
    "draw",
    "kotak_lists",
    "manifest_page",
    "measurement",
    "open_chapter",
    "organisation",
    "plan_loops",
    "plan_method",
    "plan_names",
    "plan_shortlists",
    "recommendations",
    "rules_in_force",
    "scheme_page",
    "screen_style",
    "succession",
    "undetermined",
    "vacancies",
]
