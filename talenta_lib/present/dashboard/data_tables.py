"""The tables of the page on data and rules: each with its finding, one row a thing, ready to sort and to save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from talenta_lib.intake import files_table
from talenta_lib.placement.fit.scheme import FIT_LABELS, FitScheme
from talenta_lib.present.annex_workbook import FILES, PEOPLE, issues_sheet, pick
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.drawing import shorten
from talenta_lib.present.explore.check import held_rows
from talenta_lib.present.pages.annex_law import AXIS_COLUMNS, axis_parts, confirmed_rules, say_bands
from talenta_lib.present.pages.annex_method import ERROR_MODELS, PROOF, certainty, error_models, rows_finding
from talenta_lib.present.tables import Format
from talenta_lib.regulations import EVIDENCE_LABELS, SEVERITY_LABELS
from talenta_lib.terms import AXIS_LABELS, JENJANG_LABELS, SEVERITIES, Axis, format_date, join_words

RULES: Final = {
    "label": "Ketentuan", "value": "Isi", "citation": "Dasar", "evidence": "Bukti", "severity": "Akibat",
    "effective": "Berlaku sejak", "state": "Pengesahan",
}  # fmt: skip
OPD: Final = {
    "group": "OPD", "people": "Pejabat", "complete_pct": "Data lengkap (%)", "undetermined": "Kotak belum ditetapkan",
    "borderline": "Garis batas",
}  # fmt: skip
LACKING: Final = ("code", "nip", "nama", "jabatan", "opd", "missing", "possible_kotak", "assessment_valid_until")
CONFIRMED: Final = ["Yang disahkan", "Oleh", "Tanggal", "Dokumen", "Yang diubah"]
LONGEST_SHOWN: Final = 160
STATUS_LABELS: Final = {
    "ditetapkan": "sudah ditetapkan instansi",
    "usulan": "usulan, belum ditetapkan instansi",
    "contoh": "contoh, belum ditetapkan instansi",
}


@dataclass(frozen=True, eq=False)
class DataTable:
    """One table: its finding (a heading), a caption, the rows under Indonesian headers, and how cells are shown."""

    finding: str
    caption: str
    rows: pd.DataFrame
    formats: Mapping[str, Format] = field(default_factory=dict)


def _files(state: DashboardState) -> DataTable:
    """Return the account of every sheet."""
    files = files_table(state.result.intake)
    files["path"] = files["path"].str.rsplit("/", n=1).str[-1]
    files["kind"] = files["kind"].str.replace("_", " ")
    issues = state.result.intake.issues.groupby(["file", "sheet"]).size().rename("issues").reset_index()
    rows = files.merge(issues, left_on=["path", "sheet"], right_on=["file", "sheet"], how="left")
    rows["issues"] = rows["issues"].fillna(0).astype(int)
    caption = "Tidak ada baris yang hilang: baris = diterima + ditahan + bukan data (judul, kepala tabel)."
    return DataTable(rows_finding(state.result), caption, pick(rows, {**FILES, "issues": "Masalah"}))


def _issues(state: DashboardState) -> DataTable:
    """Return every issue; what was found is left out while blind, since it may be a name or a NIP."""
    issues = state.result.intake.issues
    counts = issues["severity"].value_counts()
    said = [f"{counts[severity]} {severity}" for severity in SEVERITIES if counts.get(severity, 0)]
    rows = issues_sheet(issues).drop(columns=["Ditemukan", "Penjelasan"] if state.blind else [])
    finding = f"{len(issues)} masalah pada berkas: {join_words(said)}" if said else "Tidak ada masalah pada berkas"
    return DataTable(finding, "Fatal: baris ditahan. Penting: nilai dikosongkan. Kosmetik: sudah dirapikan.", rows)


def _held(state: DashboardState) -> DataTable:
    """Return the rows that were held back; none of them while blind."""
    held = sum(one.quarantined for one in state.result.intake.files)
    if state.blind:
        return DataTable(
            f"{held} baris ditahan", "Isi baris tidak ditampilkan selama nama diganti kode.", pd.DataFrame()
        )
    rows = held_rows(state.result.intake.quarantine)
    return DataTable(f"{held} baris ditahan", "Perbaiki pada berkas asal; baris ini tidak dihitung.", rows)


def _by_opd(state: DashboardState) -> DataTable:
    """Return, per OPD, how many officials have every component."""
    rows = state.result.distribution
    rows = rows[rows["group_kind"] == "opd"].sort_values("complete_pct", kind="stable")
    short = int((rows["complete_pct"] < 100).sum())
    finding = f"{short} dari {len(rows)} OPD datanya belum lengkap" if short else f"Data {len(rows)} OPD lengkap"
    return DataTable(finding, "Yang paling banyak kurang di atas.", pick(rows, OPD))


def _lacking(state: DashboardState) -> DataTable:
    """Return the officials who lack something, and what."""
    people = state.result.people
    columns = {name: PEOPLE[name] for name in LACKING if not (state.blind and name in ("nip", "nama"))}
    rows = people[people["missing"].ne("")]
    finding = (
        f"{len(rows)} dari {len(people)} pejabat datanya belum lengkap" if len(rows) else "Data semua pejabat lengkap"
    )
    return DataTable(finding, "Belum ada data bukan nilai rendah.", pick(rows, columns))


def _rules(state: DashboardState) -> DataTable:
    """Return the rules in force that the round rests on, and who confirmed them."""
    rows = confirmed_rules(state.result)
    rows = rows.assign(
        evidence=rows["evidence"].map(lambda letter: f"{letter}: {EVIDENCE_LABELS[letter]}"),
        severity=rows["severity"].map(SEVERITY_LABELS),
        value=rows["value"].mask(rows["value"].str.startswith("tabel panjang"), "tabel panjang, tidak ditampilkan"),
        state=_uncovered(rows["state"], "disahkan ", "disahkan instansi", state),
    )
    caption = f"Yang berlaku pada {format_date(state.result.parameters.as_of)}."
    return DataTable(_rules_finding(state), caption, pick(rows, RULES), {"Isi": _in_brief})


def _rules_finding(state: DashboardState) -> str:
    """Say how many rules are used, how many nobody confirmed, and how many of those were read in a public source."""
    unconfirmed = state.result.unverified_rules
    public = sum(state.result.rules[rule].citation.evidence == "S" for rule in unconfirmed)
    read = f", {public} di antaranya dibaca pada sumber publik" if public else ""
    return f"{len(state.result.rules_used)} ketentuan dipakai, {len(unconfirmed)} belum disahkan instansi{read}"


def _in_brief(value: object) -> str:
    """Return a long value cut short for the screen; the workbook has it whole."""
    return shorten(str(value), LONGEST_SHOWN)


def _uncovered(said: pd.Series, start: str, instead: str, state: DashboardState) -> pd.Series:
    """Return texts of which those that name a person (they begin with ``start``) name none while blind."""
    return said.mask(said.str.startswith(start), instead) if state.blind else said


def _scheme(state: DashboardState) -> DataTable:
    """Return the components of both axes, with weight, scale and evidence."""
    scheme = state.result.scheme
    parts = [axis_parts(scheme, axis).assign(axis=AXIS_LABELS[axis]) for axis in Axis]
    bands = ". ".join(f"{AXIS_LABELS[axis]}: {say_bands(scheme, axis)}" for axis in Axis)
    younger = " Skema terbit sesudah tanggal data: ini simulasi." if state.result.is_scheme_younger else ""
    confirmed = "disahkan instansi" if state.result.is_scheme_confirmed else "belum disahkan instansi"
    caption = f"{bands}. Sumber: {scheme.citation} ({EVIDENCE_LABELS[scheme.citation.evidence]}).{younger}"
    return DataTable(f"{scheme.label}: {confirmed}", caption, pick(pd.concat(parts), {"axis": "Sumbu", **AXIS_COLUMNS}))


def _fit_scheme(state: DashboardState) -> DataTable:
    """Return what the fit of a person to a post is made of."""
    scheme = state.bench.matching.fit.scheme
    caption = f"Sumber: {scheme.citation} ({EVIDENCE_LABELS[scheme.citation.evidence]}). {' '.join(scheme.notes)}"
    return DataTable(f"Kecocokan: {scheme.label}, {STATUS_LABELS[scheme.status]}", caption, _weights(scheme))


def _weights(scheme: FitScheme) -> pd.DataFrame:
    """Return the weights (%) of a fit scheme, one column, or one a jenjang of the target post."""
    by_jenjang = scheme.weights_by_jenjang
    columns = (
        {"Bobot (%)": scheme.weights}
        if by_jenjang is None
        else {
            f"{label} (%)": getattr(by_jenjang, str(name))
            for name, label in JENJANG_LABELS.items()
            if hasattr(by_jenjang, name)
        }
    )
    weights = pd.DataFrame({label: one.model_dump() for label, one in columns.items() if one is not None})
    weights = weights[weights.gt(0).any(axis=1)]
    named = {str(component): label for component, label in FIT_LABELS.items()}
    weights.insert(0, "Komponen", weights.index.map(named))
    return weights.reset_index(drop=True)


def _confirmed(state: DashboardState) -> DataTable:
    """Return what the agency has confirmed or changed: by whom, when, on which document."""
    labels = {one: state.result.rules[one].label for one in state.result.rules_used}
    schemes = {state.result.scheme.name: state.result.scheme.label}
    rows = [
        (
            f"Skema {schemes.get(who.scheme, who.scheme)}" if who.scheme
            else "; ".join(labels.get(rule, rule) for rule in who.rules),
            who.office if state.blind else f"{who.by}, {who.office}", format_date(who.date, short=True), who.document,
            "tidak ada" if who.value is None and who.severity is None else "isi atau akibat ketentuan",
        )
        for who in state.result.parameters.confirmations
    ]  # fmt: skip
    finding = f"{len(rows)} pengesahan instansi tercatat" if rows else "Instansi belum mengesahkan apa pun"
    draft = "Laporan masih KONSEP." if state.result.is_draft else "Laporan tidak lagi KONSEP."
    return DataTable(finding, f"{draft} Pengesahan ditulis pada berkas putaran.", pd.DataFrame(rows, columns=CONFIRMED))


def _errors(state: DashboardState) -> DataTable:
    """Return the error of each instrument, and how sure the boxes are."""
    sure = certainty(state.result)
    said = ". ".join(f"{row.what}: {row.share} ({row.method})" for row in sure.itertuples())
    rows = error_models(state.result)
    assumed = int((rows["status"] == "asumsi").sum())
    finding = (
        f"{assumed} dari {len(rows)} galat alat ukur masih asumsi" if len(rows) else "Skema ini tanpa galat alat ukur"
    )
    return DataTable(finding, f"{said}.", rows.rename(columns=ERROR_MODELS))


def _differences(state: DashboardState) -> DataTable:
    """Return where a ready-made score or box differs from the computed one."""
    people, rows = state.result.people, state.result.differences
    given = int(people[["given_performance_score", "given_kotak"]].notna().any(axis=1).sum())
    names = ("code", "nip", "nama", "performance_score", "given_performance_score", "potential_score",
             "given_potential_score", "kotak", "given_kotak")  # fmt: skip
    columns = {name: PEOPLE[name] for name in names if not (state.blind and name in ("nip", "nama"))}
    finding = f"{len(rows)} dari {given} nilai jadi berbeda dari hitungan" if given else "Data ini tanpa nilai jadi"
    return DataTable(finding, "Yang dipakai adalah hitungan dari data dasar.", pick(rows, columns))


def _trace(state: DashboardState) -> DataTable:
    """Return the files of the round with their hashes, and the versions."""
    part = state.result.input_part
    rows = pd.DataFrame(part["berkas"]).rename(columns={"path": "Berkas masukan", "sha256": "SHA-256"})
    versions = ", ".join(f"{name} {number}" for name, number in part["versi"].items())
    caption = f"{' '.join(PROOF)} Benih {state.result.parameters.seed}. Perangkat: {versions}."
    return DataTable(f"Jejak masukan {state.result.input_hash[:8]}", caption, rows[["Berkas masukan", "SHA-256"]])


TABLES: Final[Mapping[str, Mapping[str, Callable[[DashboardState], DataTable]]]] = {
    "Mutu data": {
        "Berkas dan baris": _files,
        "Masalah data": _issues,
        "Baris ditahan": _held,
        "Kelengkapan per OPD": _by_opd,
        "Yang kurang per pejabat": _lacking,
        "Selisih nilai jadi": _differences,
    },
    "Ketentuan": {
        "Ketentuan dipakai": _rules,
        "Skema penilaian": _scheme,
        "Skema kecocokan": _fit_scheme,
        "Pengesahan": _confirmed,
    },
    "Asal angka": {"Galat alat ukur": _errors, "Jejak masukan": _trace},
}
"""Group -> name of the table -> what makes it from the state."""


def page_finding(state: DashboardState) -> str:
    """Return the finding of the page."""
    unread = len(state.result.unverified_rules)
    rules = f"{unread} ketentuan belum disahkan instansi" if unread else "semua ketentuan sudah dibaca atau disahkan"
    return f"{rows_finding(state.result)}; {rules}"
