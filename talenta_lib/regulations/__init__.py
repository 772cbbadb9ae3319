"""Law as dated data and agency schemes: nothing here computes a score."""

from talenta_lib.regulations.citation import EVIDENCE_LABELS, Citation, Evidence
from talenta_lib.regulations.development import load_development
from talenta_lib.regulations.instruments import ErrorModel, Instrument
from talenta_lib.regulations.listing import SEVERITY_LABELS, render_value, rules_table, with_unit
from talenta_lib.regulations.measures import (
    ActingMeasure,
    CategoryMeasure,
    CombinedMeasure,
    CompetencyPointsMeasure,
    CountMeasure,
    FieldMatchMeasure,
    JpmMeasure,
    Measure,
    NumberMeasure,
    ScoreBand,
    ServiceYearsMeasure,
    VarietyMeasure,
)
from talenta_lib.regulations.rules import Provision, RuleNotInForceError, Rules, Severity, load_rules
from talenta_lib.regulations.scheme import (
    Band,
    Component,
    Scheme,
    SchemeAxis,
    load_instruments,
    load_scheme,
    scheme_names,
)

__all__ = [
    "EVIDENCE_LABELS",
    "SEVERITY_LABELS",
    "ActingMeasure",
    "Band",
    "CategoryMeasure",
    "Citation",
    "CombinedMeasure",
    "CompetencyPointsMeasure",
    "Component",
    "CountMeasure",
    "ErrorModel",
    "Evidence",
    "FieldMatchMeasure",
    "Instrument",
    "JpmMeasure",
    "Measure",
    "NumberMeasure",
    "Provision",
    "RuleNotInForceError",
    "Rules",
    "Scheme",
    "SchemeAxis",
    "ScoreBand",
    "ServiceYearsMeasure",
    "Severity",
    "VarietyMeasure",
    "load_development",
    "load_instruments",
    "load_rules",
    "load_scheme",
    "render_value",
    "rules_table",
    "scheme_names",
    "with_unit",
]
