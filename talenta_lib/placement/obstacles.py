"""Why an official cannot have a post in a scenario: the rule with its article, or the wish of the committee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.options import promotion_boxes
from talenta_lib.placement.price import limits_against
from talenta_lib.placement.scenario import Scenario, find_official, find_post
from talenta_lib.terms import ANSWER_LABELS, Answer, MoveKind, format_number, format_score, join_words

_MOST = 3
_CLOSED = {
    "reserve": "dicadangkan, jadi tidak ikut rencana",
    "closed": "ditutup",
    "vacant": "sengaja dibiarkan kosong",
}


def say_unmet(findings: pd.DataFrame) -> list[str]:
    """Say each unmet rule: observed against required, then its article; at most three, the rest as a count."""
    said = [(say_rule(row), f"Dasarnya {row.citation}.") for row in findings.head(_MOST).itertuples()]
    more = len(findings) - _MOST
    return [sentence for pair in said for sentence in pair] + [
        f"Masih ada {more} syarat lain yang tidak terpenuhi."
    ] * (more > 0)


def say_rule(row: Any) -> str:
    """Say what a finding observed and what the rule requires."""
    required = f"; syaratnya {row.required}" if pd.notna(row.required) and row.required else ""
    return f"{row.label}: {row.observed}{required}."


def find_obstacles(mutasi: Mutasi, nip: str, jabatan_id: str) -> list[str]:
    """Say why a pair is not open in the scenario: the rules first, then the scenario's own limits."""
    eligibility = mutasi.matching.eligibility
    if eligibility.answer_of(nip, jabatan_id) == Answer.GUGUR:
        return say_unmet(eligibility.findings(nip, jabatan_id).query("answer == 'gugur'"))
    return [
        _by_scope(mutasi, nip, jabatan_id) or _by_name(mutasi, nip, jabatan_id) or _by_limit(mutasi, nip, jabatan_id)
    ]


def _by_scope(mutasi: Mutasi, nip: str, jabatan_id: str) -> str:
    """Say that the official or the post is outside the scenario."""
    if not (mutasi.options.posts["jabatan_id"] == jabatan_id).any():
        return "Jabatan ini di luar cakupan skenario."
    officials = mutasi.matching.officials
    if officials["is_retired"].iloc[mutasi.matching.people_index[nip]]:
        return "Pejabat ini sudah pensiun pada rencana pelantikan."
    if not (mutasi.options.officials["nip"] == nip).any():
        return "Pejabat ini tidak ikut dalam skenario."
    return ""


def _by_name(mutasi: Mutasi, nip: str, jabatan_id: str) -> str:
    """Say that the scenario, or a procedure of its own, takes the pair or the post out of the plan."""
    scenario, matching = mutasi.scenario, mutasi.matching
    for pairing in scenario.forbid:
        pair = find_official(matching.officials, pairing.nip), find_post(matching.posts, pairing.jabatan)
        if pair == (nip, jabatan_id):
            return "Skenario melarang penempatan ini" + (f": {pairing.reason.rstrip('. ')}." if pairing.reason else ".")
    held = matching.officials["jabatan_id"].iloc[matching.people_index[nip]]
    for identifier, whose in ((jabatan_id, "Jabatan ini"), (held, "Jabatan yang dipegangnya")):
        for field, words in _CLOSED.items():
            if identifier in {find_post(matching.posts, name) for name in getattr(scenario, field)}:
                return f"{whose} {words} dalam skenario ini."
        if pd.notna(identifier) and matching.eligibility.has_own_procedure[matching.post_index[identifier]]:
            return f"{whose} diisi dengan tata cara sendiri, di luar rencana."
    return ""


def _by_limit(mutasi: Mutasi, nip: str, jabatan_id: str) -> str:
    """Say which limit of the scenario the pair does not meet."""
    scenario, matching = mutasi.scenario, mutasi.matching
    answer = matching.eligibility.answer_of(nip, jabatan_id)
    person, place = matching.people_index[nip], matching.post_index[jabatan_id]
    if answer not in scenario.answers:
        allowed = join_words([ANSWER_LABELS[one].lower() for one in scenario.answers])
        return f"Jawaban ketentuan untuknya {ANSWER_LABELS[answer].lower()}; skenario ini hanya menerima {allowed}."
    kotak = matching.officials["kotak"].iloc[person]
    is_promotion = matching.eligibility.kind[person, place] == MoveKind.PROMOSI
    boxes = promotion_boxes(matching, scenario)
    if is_promotion and (pd.isna(kotak) or kotak not in boxes):
        own = "belum dapat ditetapkan" if pd.isna(kotak) else str(kotak)
        return f"{_promotes_from(scenario, boxes)}; kotaknya {own}."
    fit = matching.fit.score[person, place]
    if fit < scenario.min_fit:
        least, shown = format_number(scenario.min_fit), format_score(float(fit), (scenario.min_fit,))
        return f"Skenario ini meminta kecocokan paling rendah {least}; kecocokannya {shown}."
    return "Kecocokannya belum dapat dihitung karena datanya belum ada."


def _promotes_from(scenario: Scenario, boxes: Sequence[int]) -> str:
    """Say from which kotak a promotion is taken, and whether the scenario or the rule says so."""
    listed = join_words([str(number) for number in boxes])
    if scenario.promotion_kotak is None:
        return f"Promosi diambil dari kelompok rencana suksesi, kotak {listed}, kecuali skenario menyebut kotak lain"
    return f"Skenario ini {f'hanya menerima promosi dari kotak {listed}' if listed else 'tidak menerima promosi'}"


def find_limits(mutasi: Mutasi, nip: str, jabatan_id: str) -> list[str]:
    """Say which fewest limits of the scenario must give way for an open pair that no plan has."""
    said = [_say_limit(row) for row in limits_against(mutasi, nip, jabatan_id).itertuples()]
    if not said:
        return ["Terlalu banyak syarat skenario yang harus longgar bersamanya."]
    return ["Syarat skenario berikut tidak dapat dipenuhi bersamanya.", *said]


def _say_limit(row: Any) -> str:
    """Say a limit, and what it would have to be where it is a largest number."""
    return f"{row.sentence} Diperlukan {row.needed}." if row.needed > row.limit else str(row.sentence)
