"""Suggestions for raising a competency or a component: proposals, not provisions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from talenta_lib.regulations.citation import Citation, Model
from talenta_lib.regulations.reading import PACKAGE_FOLDER, read_yaml, validate

DEVELOPMENT_PATH = PACKAGE_FOLDER / "development.yaml"


class _Development(Model):
    citation: Citation
    suggestions: dict[str, str]


@cache
def load_development() -> Mapping[str, str]:
    """Return an Indonesian suggestion by competency or component id; RegulationError when malformed."""
    return validate(_Development, read_yaml(DEVELOPMENT_PATH), DEVELOPMENT_PATH).suggestions
