"""What awaits the decision of the regional head: one sentence, one deadline each. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

import pandas as pd

from talenta_lib.present.wording import capital, count_words
from talenta_lib.round import RoundParameters, RoundResult
from talenta_lib.terms import format_date, join_words

FIRST = "sebelum keputusan lain"


def decisions_block(result: RoundResult, heads: pd.DataFrame, planned: Collection[str] | None) -> str:
    """Return the decisions with their deadlines and boxes to tick.

    ``heads`` are the vacant head posts, ``planned`` the posts that the plan fills; None where there is no plan.
    """
    return ticked_table(decision_items(result, heads, planned), escape(leader(result.parameters)))


def ticked_table(items: Sequence[tuple[str, str]], who: str) -> str:
    """Return decisions (sentence, deadline; HTML) as a numbered table with boxes to tick; ``who`` decides."""
    rows = "".join(
        f'<tr><td class="n">{number}</td><td>{text}</td><td class="w">{due}</td>'
        '<td class="k"><span class="centang"></span>Setuju <span class="centang"></span>Tunda</td></tr>'
        for number, (text, due) in enumerate(items, start=1)
    )
    title = f"{capital(count_words(len(items)))} hal menunggu keputusan {who}"
    return f'<h2 class="bagian">{title}</h2><table class="putus"><tbody>{rows}</tbody></table>'


def leader(parameters: RoundParameters) -> str:
    """Return the title of the regional head: ``Bupati``, ``Pj Bupati`` or ``Plt Bupati``."""
    head = parameters.regional_head
    prefix = {"pj": "Pj ", "plt": "Plt "}.get(head.status, "")
    return head.title if head.title.startswith(prefix.strip() or head.title) else prefix + head.title


def decision_items(result: RoundResult, heads: pd.DataFrame, planned: Collection[str] | None) -> list[tuple[str, str]]:
    """Return (sentence, deadline) as HTML for each decision that the round asks for."""
    people = result.people
    due = {name: f"paling lambat<br>{format_date(day)}" for name, day in result.parameters.deadlines.items()}
    members, waiting = int(people["in_krs"].sum()), int(people["kotak"].isna().sum())
    items = [
        (f"Tetapkan {members} pejabat di kotak 7, 8, dan 9 sebagai kelompok rencana suksesi.",
         due.get("kelompok_suksesi", "")),
        *((text, due.get("jabatan_kosong", "")) for text in _vacancy_sentences(result, heads, planned)),
    ]  # fmt: skip
    if waiting and result.scheme.is_complete:
        text = f"Perintahkan kepala OPD melengkapi data {waiting} pejabat sebelum komite bersidang."
        items.append((text, due.get("kelengkapan", "")))
    items += [(text, "sebelum mutasi") for text in _consent_sentences(result)]
    if result.is_draft:
        items.append((_confirm_sentence(result), FIRST))
    return items


def _vacancy_sentences(result: RoundResult, heads: pd.DataFrame, planned: Collection[str] | None) -> list[str]:
    """Say how the vacant head posts can be filled; where none is vacant, that shortfalls need a plan."""
    answered = heads["jabatan_id"].isin(list(planned or ()))
    filled, heads_left = int(answered.sum()), heads[~answered]
    ready = set(result.candidates.loc[result.candidates["readiness"] == "siap", "jabatan_id"])
    is_ready = heads_left["jabatan_id"].isin(ready)
    fillable, empty = heads_left[is_ready], heads_left[~is_ready]
    sentences = []
    if filled:
        sentences.append(
            f"Putuskan pengisian {count_words(filled)} jabatan kepala yang kosong menurut rencana mutasi, "
            f"{page_of('rencana-nama')}."
        )
    if len(fillable):
        way = (
            "dari kelompok suksesi. BKN telah menyetujui manajemen talenta; calon di "
            if result.parameters.bkn_approval
            else "lewat seleksi terbuka: BKN belum menyetujui manajemen talenta. Calon di "
        )
        sentences.append(f"Isi {count_words(len(fillable))} jabatan kepala {way}{page_of('jabatan-kosong')}.")
    if len(empty):
        names = join_words([str(name) for name in empty["jabatan"]])
        sentences.append(f"Buka seleksi terbuka untuk {escape(names)}.")
    short = result.competencies.loc[result.competencies["gap"] < 0, "nip"].nunique()
    if heads.empty and short:
        sentences.append(
            f"Perintahkan rencana pengembangan bagi {short} pejabat yang kompetensinya kurang, "
            f"{page_of('pengembangan')}."
        )
    return sentences


def _consent_sentences(result: RoundResult) -> list[str]:
    """Say whose consent a mutasi would need because of who heads the region, and what BKN has not approved."""
    parameters, rules = result.parameters, result.rules
    head, sentences = parameters.regional_head, []
    if head.status != "definitif":
        rule = rules["pj_head_consent"]
        sentences.append(
            f"Mintakan {escape(str(rule.value))}: kepala daerah berstatus {head.status.capitalize()} "
            f"({escape(str(rule.citation))}, belum diperiksa pada naskah)."
        )
    months = rules["new_head_consent_months"]
    if head.status == "definitif" and head.inaugurated_on is not None:
        free = pd.Timestamp(head.inaugurated_on) + pd.DateOffset(months=months.value)
        if pd.Timestamp(parameters.inauguration_date) < free:
            sentences.append(
                f"Mintakan persetujuan tertulis Menteri Dalam Negeri: kepala daerah dilantik kurang dari "
                f"{months.value} bulan sebelumnya ({escape(str(months.citation))})."
            )
    if parameters.bkn_approval is None:
        sentences.append(
            "Usulkan manajemen talenta kepada BKN: tanpa persetujuannya, pengisian JPT Pratama lewat seleksi terbuka."
        )
    return sentences


def _confirm_sentence(result: RoundResult) -> str:
    """Say what the agency must still confirm before the report stops being a KONSEP."""
    parts = [] if result.is_scheme_confirmed else ["skema"]
    if result.unverified_rules:
        parts.append(f"{len(result.unverified_rules)} ketentuan yang belum dibaca pada naskah resmi")
    return f"Sahkan {' dan '.join(parts)}, {page_of('ketentuan')}."


def page_of(anchor: str) -> str:
    """Return "halaman N" for a part of the report; the PDF engine fills in the number."""
    return f'<a class="hal" href="#{anchor}"></a>'
