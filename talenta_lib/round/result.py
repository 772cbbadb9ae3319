"""What is known after a round: the frozen result, and what it says of its own standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from talenta_lib import talent
from talenta_lib.intake import Intake
from talenta_lib.record import input_hash
from talenta_lib.regulations import Rules, Scheme
from talenta_lib.round.parameters import RoundParameters

RULES_USED = (
    "kotak_map", "kotak_description", "kotak_actions", "kotak_recommendation", "krs_kotak", "krs_order",
    "competencies", "required_competency_level", "assessment_validity_years", "jpm_category_selection",
    "eselon", "golongan", "kedudukan_hukum_active", "bup_years", "bup_effective", "min_education",
    "jpt_pratama_max_age_years", "jpt_pratama_experience_years", "jpt_pratama_feeder_years",
    "administrator_feeder_years", "pengawas_feeder_years", "predikat_distribution", "pj_head_consent",
    "new_head_consent_months",
)  # fmt: skip
"""Rules that the nine-box part of a round rests on; the agency confirms those that are not read in an official text."""


MUTASI_RULES = (
    "assessment_same_jenjang", "dukcapil_consent", "early_move_reasons", "education_order", "education_transition",
    "eselon_golongan_siasn", "eselon_golongan_structural", "feeder_field", "good_predikat", "good_predikat_years",
    "hukdis_recent_years", "hukdis_under_way", "imut_approval", "imut_input", "imut_time_rules", "inspektorat_consent",
    "jf_equivalence", "jobfit_never_nonjob", "jpt_move_conditions_inside", "jpt_move_conditions_vacant",
    "jpt_move_coordination", "jpt_pratama_feeder_jenjang", "kedudukan_hukum", "krs_candidates_per_vacancy",
    "max_tenure_years", "min_golongan_practice", "min_tenure_years", "mutasi_conditions", "mutasi_consideration",
    "pilkada_ban", "pns_status", "promotion_remaining_years", "sekda_coordination", "sekda_own_procedure",
    "sekda_post", "succession_path", "talent_management_exemption",
)  # fmt: skip
"""Rules that a plan of mutasi rests on, beside ``RULES_USED``; only those in force on the day are applied."""


@dataclass(frozen=True, eq=False)
class RoundResult:
    """All that is known after a round: inputs, law, and the result tables (see the data dictionary in the README).

    ``people`` has one row per official in scope; ``components``, ``sides`` and ``competencies`` are long by official;
    ``posts``, ``candidates``, ``gaps``, ``distribution``, ``plausibility``, ``differences`` and ``lifts`` as named.
    ``dossier`` is what is known of everybody who may be placed, beyond the officials in scope too.
    ``folder`` is that of the round. ``unplaced_holders`` counts holders on the post map without a usable row among the
    officials.
    """

    folder: Path
    parameters: RoundParameters
    rules: Rules
    scheme: Scheme
    intake: Intake
    people: pd.DataFrame
    doubt: talent.RoundDoubt
    components: pd.DataFrame
    sides: pd.DataFrame
    competencies: pd.DataFrame
    posts: pd.DataFrame
    candidates: pd.DataFrame
    gaps: pd.DataFrame
    distribution: pd.DataFrame
    plausibility: pd.DataFrame
    differences: pd.DataFrame
    lifts: pd.DataFrame
    dossier: talent.Dossier
    unplaced_holders: int
    input_part: Mapping[str, Any]

    @property
    def input_hash(self) -> str:
        """The hash of the input part of the manifest, hexadecimal."""
        return input_hash(self.input_part)

    @property
    def is_scheme_younger(self) -> bool:
        """Whether the scheme was issued after the round's date: then the result is a simulation."""
        return self.scheme.issued is not None and self.scheme.issued > self.parameters.as_of

    @property
    def rules_used(self) -> tuple[str, ...]:
        """The rules in force that the round rests on; those of the mutasi where the round names a scenario."""
        names = RULES_USED + MUTASI_RULES if self.parameters.scenario else RULES_USED
        return tuple(rule for rule in names if rule in self.rules)

    @property
    def unverified_rules(self) -> tuple[str, ...]:
        """Rules in use that were not read in an official text and that the agency has not confirmed."""
        confirmed = {rule for confirmation in self.parameters.confirmations for rule in confirmation.rules}
        unread = (rule for rule in self.rules_used if not self.rules[rule].citation.official)
        return tuple(rule for rule in unread if rule not in confirmed)

    @property
    def is_scheme_confirmed(self) -> bool:
        """Whether the agency has confirmed the scheme in use."""
        return any(confirmation.scheme == self.scheme.name for confirmation in self.parameters.confirmations)

    @property
    def is_draft(self) -> bool:
        """Whether the report is a KONSEP: scheme or rules not yet confirmed by the agency."""
        return not self.is_scheme_confirmed or bool(self.unverified_rules)
