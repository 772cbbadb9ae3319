"""The pages of the report: a round's result in, HTML out. One function a page or block, in reading order."""

from talenta_lib.present.pages.annex_method import (
    data_quality,
    differences,
    manifest_page,
    measurement,
    rules_in_force,
    scheme_page,
)
from talenta_lib.present.pages.annex_people import (
    borderline,
    development,
    kotak_lists,
    organisation,
    recommendations,
    succession,
    undetermined,
    vacancies,
)
from talenta_lib.present.pages.front import bupati_decisions, bupati_map, contents, cover
from talenta_lib.present.pages.page import Page

__all__ = [
    "Page",
    "borderline",
    "bupati_decisions",
    "bupati_map",
    "contents",
    "cover",
    "data_quality",
    "development",
    "differences",
    "kotak_lists",
    "manifest_page",
    "measurement",
    "organisation",
    "recommendations",
    "rules_in_force",
    "scheme_page",
    "succession",
    "undetermined",
    "vacancies",
]
