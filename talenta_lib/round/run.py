"""``run_round``: the one place where the order of the stages is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from talenta_lib import talent
from talenta_lib.errors import DataError, InputError
from talenta_lib.intake import Intake, SourceSpec, read_tables
from talenta_lib.record import input_hash, input_part
from talenta_lib.regulations import Provision, Rules, Scheme, load_development, load_rules, load_scheme
from talenta_lib.round.parameters import FILE_NAME, RoundParameters, load_parameters

RULES_USED = (
    "kotak_map", "kotak_description", "kotak_actions", "kotak_recommendation", "krs_kotak", "krs_order",
    "competencies", "required_competency_level", "assessment_validity_years", "jpm_category_selection",
    "eselon", "golongan", "kedudukan_hukum_active", "bup_years", "bup_effective", "min_education",
    "jpt_pratama_max_age_years", "jpt_pratama_experience_years", "jpt_pratama_feeder_years",
    "administrator_feeder_years", "pengawas_feeder_years", "predikat_distribution", "pj_head_consent",
    "new_head_consent_months",
)  # fmt: skip
"""Rules that the nine-box part of a round rests on; the agency confirms those that are not read in an official text."""


@dataclass(frozen=True)
class RoundResult:
    """All that is known after a round: inputs, law, and the result tables (see the data dictionary in the README).

    ``people`` has one row per official in scope; ``components``, ``sides`` and ``competencies`` are long by official;
    ``posts``, ``candidates``, ``gaps``, ``distribution``, ``plausibility``, ``differences`` and ``lifts`` as named.
    ``dossier`` is what is known of everybody who may be placed, beyond the officials in scope too.
    ``unplaced_holders`` counts holders on the post map without a usable row among the officials.
    """

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
    def unverified_rules(self) -> tuple[str, ...]:
        """Rules in use that were not read in an official text and that the agency has not confirmed."""
        confirmed = {rule for confirmation in self.parameters.confirmations for rule in confirmation.rules}
        return tuple(rule for rule in RULES_USED if not self.rules[rule].citation.official and rule not in confirmed)

    @property
    def is_scheme_confirmed(self) -> bool:
        """Whether the agency has confirmed the scheme in use."""
        return any(confirmation.scheme == self.scheme.name for confirmation in self.parameters.confirmations)

    @property
    def is_draft(self) -> bool:
        """Whether the report is a KONSEP: scheme or rules not yet confirmed by the agency."""
        return not self.is_scheme_confirmed or bool(self.unverified_rules)


def run_round(round_dir: str | Path, **overrides: object) -> RoundResult:
    """Run a round: files -> clean tables -> scores, kotak and doubt -> succession, gaps, overview.

    Parameters
    ----------
    round_dir : folder with ``putaran.yaml`` and the files it names.
    overrides : scheme, as_of, inauguration_date, seed, borderline_probability (or their keys in ``putaran.yaml``).

    Returns
    -------
    Everything known after the round; scores 0-100, probabilities and shares 0-1, dates datetime64 at midnight.

    Raises ``InputError``, ``DataError`` or ``RegulationError``, each with one Indonesian message. Basis: the rules in
    force on ``as_of`` (``result.rules``, each with its citation) and the decree of the scheme (``result.scheme``).

    >>> from talenta_lib import run_round
    >>> result = run_round("data/sample/talent-pool-2024")
    >>> len(result.people), int(result.people["kotak"].isna().sum()), len(result.posts)
    (25, 0, 25)
    """
    folder = Path(round_dir)
    parameters = load_parameters(folder, **overrides)
    rules = apply_overrides(load_rules(parameters.as_of), parameters)
    scheme = load_scheme(parameters.scheme, folder=folder / "skema", errors=parameters.errors)
    intake = read_inputs(folder, parameters)
    _refuse_without_assessment(intake)

    development = load_development()
    posts = talent.build_posts(intake.tables, rules)
    roster = talent.build_roster(intake.tables, posts, rules, scope=parameters.scope, as_of=parameters.as_of)
    scores = talent.score_talent(intake.tables, scheme, as_of=parameters.as_of, rules=rules, roster=roster)
    evidence = talent.Evidence(intake.tables, roster, parameters.as_of, rules, scheme)
    people, doubt = talent.add_probabilities(
        scores, rules, borderline=parameters.borderline_probability, seed=parameters.seed
    )
    people = talent.add_succession(people, rules, seed=parameters.seed)
    people = talent.add_recommendation(people, rules, inauguration=parameters.inauguration_date)
    people = people.join(talent.assessment_dates(evidence), on="nip")
    competencies = talent.competency_table(evidence, development)
    in_scope = posts["jenjang"].isin(list(parameters.scope))
    return RoundResult(
        parameters=parameters,
        rules=rules,
        scheme=scheme,
        intake=intake,
        people=people,
        doubt=doubt,
        components=talent.component_table(scores),
        sides=talent.side_table(evidence),
        competencies=competencies,
        posts=posts[in_scope].reset_index(drop=True),
        candidates=talent.candidate_table(people, posts, evidence, inauguration=parameters.inauguration_date),
        gaps=talent.gaps_by_opd(competencies, people),
        distribution=talent.distribution(people, as_of=parameters.as_of),
        plausibility=talent.plausibility(intake.tables, people, rules),
        differences=talent.given_differences(people),
        lifts=talent.lift_table(scores, development),
        dossier=talent.build_dossier(evidence, people, posts),
        unplaced_holders=int((in_scope & ~posts["is_vacant"]).sum()) - len(people),
        input_part=_input_part(folder, parameters, rules, scheme),
    )


def read_inputs(folder: Path, parameters: RoundParameters, *, broken: Literal["raise", "report"] = "raise") -> Intake:
    """Read the files that ``putaran.yaml`` names, in its order (the first file wins); ``broken``: see read_tables."""
    sources: dict[Path | str, SourceSpec] = {
        folder / source.path: SourceSpec(kind=source.kind, layout=source.layout, date=source.date, name=source.name)
        for source in parameters.files
    }
    for path in map(Path, sources):
        if not path.is_file():
            raise InputError(
                f"Berkas '{path.relative_to(folder).as_posix()}' pada {FILE_NAME} tidak ada di folder putaran.",
                "Salin berkas itu ke folder putaran, atau hapus barisnya dari putaran.yaml.",
            )
    return read_tables(list(sources), as_of=parameters.as_of, sources=sources, broken=broken)


def _refuse_without_assessment(intake: Intake) -> None:
    """Stop a round that has no officials, no posts or no assessment at all."""
    for table, what in (("pegawai", "data pegawai"), ("jabatan", "peta jabatan"), ("asesmen", "hasil asesmen")):
        if intake.tables[table].empty:
            raise DataError(
                f"Putaran ini tidak memuat {what} yang dapat dipakai.",
                "Tambahkan berkasnya pada putaran.yaml; lihat masalah berkas dengan `talenta check`.",
                issues=intake.issues,
            )


def apply_overrides(rules: Rules, parameters: RoundParameters) -> Rules:
    """Return the rules with the agency's signed overrides of value or severity.

    Raises ``RegulationError`` where a confirmation names a rule that is unknown or not in force.
    """
    changed: dict[str, Provision] = {}
    for confirmation in parameters.confirmations:
        for rule in confirmation.rules:
            provision = changed.get(rule, rules[rule])
            if confirmation.value is None and confirmation.severity is None:
                continue
            changed[rule] = dataclasses.replace(
                provision,
                value=provision.value if confirmation.value is None else confirmation.value,
                severity=confirmation.severity or provision.severity,
                note=f"Diubah oleh {confirmation.by} ({confirmation.office}), {confirmation.document}.",
            )
    return rules.replaced(changed)


def _input_part(folder: Path, parameters: RoundParameters, rules: Rules, scheme: Scheme) -> dict[str, Any]:
    """Return the input part of the manifest."""
    files = {folder / source.path for source in parameters.files} | {folder / FILE_NAME}
    return input_part(
        round_dir=folder,
        files=files,
        parameters=parameters.model_dump(mode="json", by_alias=True, exclude={"files"}),
        rules={name: [rule.value, rule.severity, str(rule.effective)] for name, rule in rules.items()},
        scheme=scheme.model_dump(mode="json"),
    )
