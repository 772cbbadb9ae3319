"""``run_round``: the one place where the order of the stages is written."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from talenta_lib import talent
from talenta_lib.errors import DataError, InputError
from talenta_lib.intake import Intake, SourceSpec, read_tables
from talenta_lib.placement.scenario import scenario_path
from talenta_lib.record import Ledger, input_part
from talenta_lib.regulations import Provision, Rules, Scheme, load_development, load_rules, load_scheme
from talenta_lib.round.parameters import FILE_NAME, RoundParameters, load_parameters
from talenta_lib.round.result import RoundResult


def run_round(round_dir: str | Path, **overrides: object) -> RoundResult:
    """Run a round: files -> clean tables -> scores, kotak and doubt -> succession, gaps, overview.

    Parameters
    ----------
    round_dir : folder with ``putaran.yaml`` and the files it names.
    overrides : scheme, as_of, inauguration_date, seed, borderline_probability (or their keys in ``putaran.yaml``).

    Returns
    -------
    Everything known after the round; scores 0-100, probabilities and shares 0-1, dates datetime64 at midnight.

    Raises ``InputError``, ``DataError``, ``RegulationError`` or, where the ledger of the round cannot be read,
    ``RecordError``, each with one Indonesian message. Basis: the rules in force on ``as_of`` (``result.rules``, each
    with its citation) and the decree of the scheme (``result.scheme``).

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
    people, doubt = _map_people(scores, evidence, parameters)
    competencies = talent.competency_table(evidence, development)
    in_scope = posts["jenjang"].isin(list(parameters.scope))
    return RoundResult(
        folder=folder,
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


def _map_people(
    scores: talent.TalentScores, evidence: talent.Evidence, parameters: RoundParameters
) -> tuple[pd.DataFrame, talent.RoundDoubt]:
    """Return the people with kotak, its doubt, succession, recommendation and the dates of their assessment."""
    rules, seed = evidence.rules, parameters.seed
    people, doubt = talent.add_probabilities(scores, rules, borderline=parameters.borderline_probability, seed=seed)
    people = talent.add_succession(people, rules, seed=seed)
    people = talent.add_recommendation(people, rules, inauguration=parameters.inauguration_date)
    return people.join(talent.assessment_dates(evidence), on="nip"), doubt


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
    if parameters.scenario is not None:
        files |= {scenario_path(parameters.scenario, folder), *folder.glob("skema_kecocokan/*.yaml")}
    return input_part(
        round_dir=folder,
        files=files,
        parameters=parameters.model_dump(mode="json", by_alias=True, exclude={"files"}),
        rules={name: [rule.value, rule.severity, str(rule.effective)] for name, rule in rules.items()},
        scheme=scheme.model_dump(mode="json"),
        ledger_head=str(Ledger.open(folder).head()),
    )
