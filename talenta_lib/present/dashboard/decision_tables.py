"""The decisions of the meeting as tables: every name with suggestion, decision and reason, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from talenta_lib.present.dashboard.meeting_facts import totals_rows
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.decision_html import decisions_frame
from talenta_lib.present.minutes import HIDDEN_REASON
from talenta_lib.round.decision_table import OUTCOME_LABELS


def decision_tables(state: DashboardState) -> Mapping[str, pd.DataFrame]:
    """Return title -> table."""
    totals = pd.DataFrame(totals_rows(state), columns=["Ukuran", "Banyaknya"])
    return {"Keputusan per Nama": names_table(state), "Hasil sejauh ini": totals}


def names_table(state: DashboardState) -> pd.DataFrame:
    """Return the agenda with suggestion, decision and outcome; while blind codes alone, roles and no reasons."""
    table, frame = state.decisions.table, decisions_frame(state.decisions)
    labels = {str(outcome): label for outcome, label in OUTCOME_LABELS.items()}
    outcomes = dict(zip(table["code"], table["outcome"].map(labels), strict=True))
    frame.insert(list(frame).index("Keputusan") + 1, "Hasil", frame["Kode"].map(outcomes))
    if not state.blind:
        return frame
    roles = dict(zip(table["code"], table["role"].fillna(""), strict=True))
    reasons = frame["Alasan"].mask(frame["Alasan"].ne(""), HIDDEN_REASON)
    return frame.drop(columns="Nama").assign(Alasan=reasons, Oleh=frame["Kode"].map(roles))
