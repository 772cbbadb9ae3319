"""A committee at work: a sample round with its plan, in a folder of its own for each test. DATA SINTETIS."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from talenta_lib import RoundResult, run_round
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.scenario import DEFAULT_SCENARIO
from talenta_lib.record import Meeting, Member
from talenta_lib.round.decisions import Sitting, Wish, decide_officials
from talenta_lib.round.mutasi import plan_round
from talenta_lib.terms import Jenjang

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
POOL = SAMPLE / "talent-pool-2024"
JAKARTA = dt.timezone(dt.timedelta(hours=7))
AT = dt.datetime(2024, 2, 6, 9, 0, tzinfo=JAKARTA)
WHO = {"by": "Wirya Santanaka", "role": "Sekretaris Daerah"}
REASON = "Pengalaman di bidang yang sama"
MEETING = Meeting(
    place="Ruang Rapat Sekretaris Daerah",
    date=AT.date(),
    members=(
        Member(name="Wirya Santanaka, S.H., M.Si.", role="Sekretaris Daerah, Ketua"),
        Member(name="Yasminara <b>Ga'har</b>", role="Inspektur, Anggota"),
    ),
)


@cache
def pool() -> tuple[RoundResult, Mutasi]:
    """Return the talent pool and its plan of twenty moves."""
    result = run_round(POOL)
    return result, plan_round(result)


@cache
def heads() -> tuple[RoundResult, Mutasi]:
    """Return the eselon II of the large round, where rules bar officials from posts, and a plan of five moves."""
    result = run_round(SAMPLE / "profil-talenta-2025")
    return result, plan_round(result, DEFAULT_SCENARIO.changed(scope=(Jenjang.JPT_PRATAMA,), max_moves=5))


def in_folder(made: tuple[RoundResult, Mutasi], folder: Path) -> tuple[RoundResult, Mutasi]:
    """Return a round as if it lay in another folder, which has its scenarios and no ledger yet."""
    result, mutasi = made
    shutil.copytree(result.folder / "skenario", folder / "skenario")
    return dataclasses.replace(result, folder=folder), mutasi


def decide(room: tuple[RoundResult, Mutasi], who: str, choice: str, **changed: Any) -> Sitting:
    """Record a decision of the committee; what is refused raises."""
    said = {**WHO, "at": AT, **changed}
    sitting = decide_officials(*room, [Wish(who, choice, said.pop("reason", ""))], **said)
    for _, error in sitting.refused:
        raise error
    return sitting


def nip_of(mutasi: Mutasi, code: str) -> str:
    officials = mutasi.matching.officials
    return str(officials.loc[officials["code"] == code, "nip"].iloc[0])
