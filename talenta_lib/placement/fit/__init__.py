"""Fit of a person to a post: named components with weights set by the agency, every number open to its parts."""

from talenta_lib.placement.fit.components import required_levels
from talenta_lib.placement.fit.matrix import Fit, compute_fit
from talenta_lib.placement.fit.scheme import (
    FIT_LABELS,
    FitComponent,
    FitScheme,
    fit_scheme_names,
    load_fit_scheme,
)

__all__ = [
    "FIT_LABELS",
    "Fit",
    "FitComponent",
    "FitScheme",
    "compute_fit",
    "fit_scheme_names",
    "load_fit_scheme",
    "required_levels",
]
