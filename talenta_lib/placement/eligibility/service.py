"""Time served in the posts on record, up to the planned inauguration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from talenta_lib.placement.eligibility.setting import Setting
from talenta_lib.placement.eligibility.spans import Days, Ints, days_served
from talenta_lib.regulations import Rules
from talenta_lib.talent import Dossier
from talenta_lib.talent.dossier import jf_jenjang
from talenta_lib.terms import Jenjang


@dataclass(frozen=True)
class Service:
    """Days served by the planned inauguration; the last place of a rumpun axis is that of no rumpun.

    Attributes
    ----------
    since : the day from which on the posts of each official are known [n]; NaT = nothing is known.
    feeder : by level of the post aimed at, days in the level below or higher [n].
    feeder_in_field : the same by rumpun of those posts [n, r + 1].
    in_field : days in any post by rumpun [n, r + 1].
    """

    since: Days
    feeder: Mapping[int, Ints]
    feeder_in_field: Mapping[int, Ints]
    in_field: Ints


def levels(rules: Rules) -> dict[str, int]:
    """Return the level of each jenjang, pelaksana = 0. Basis: rule ``eselon``."""
    names = list(dict.fromkeys(entry["jenjang"] for entry in rules["eselon"].value if entry["jenjang"]))
    return {name: level for level, name in enumerate(reversed(names))}


def jf_levels(rules: Rules) -> dict[str, int]:
    """Return the level of each functional jenjang that a rule puts on a par with a structural one.

    Basis: rule ``jf_equivalence``; one that it does not name is not known.
    """
    ranks = levels(rules)
    pairs = rules["jf_equivalence"].value
    return {code: ranks[pair["from"]] for pair in pairs if pair["from"] in ranks for code in pair["to"]}


def feeder_level(target: int, rules: Rules) -> int:
    """Return the lowest level whose service counts for a post; for JPT Pratama rule ``jpt_pratama_feeder_jenjang``."""
    ranks = {**jf_levels(rules), **levels(rules)}
    if target == ranks[Jenjang.JPT_PRATAMA] and "jpt_pratama_feeder_jenjang" in rules:
        return min(ranks[code] for code in rules["jpt_pratama_feeder_jenjang"].value)
    return target - 1


def build_service(dossier: Dossier, rules: Rules, setting: Setting, rumpun: Mapping[str, int]) -> Service:
    """Return the time served; the present post counts from its TMT also where the history does not list it."""
    rows = _rows(dossier, rules, setting, rumpun)
    size, fields = len(dossier.officials), len(rumpun) + 1
    member, field = rows["member"].to_numpy(), rows["field"].to_numpy()

    def served(keep: pd.Series, group: Ints, groups: int) -> Ints:
        chosen = keep.to_numpy()
        return days_served(group[chosen], rows["start"].to_numpy()[chosen], rows["end"].to_numpy()[chosen], groups)

    by_field = member * fields + np.where(field < 0, fields - 1, field)
    targets = range(1, levels(rules)[Jenjang.JPT_PRATAMA] + 1)
    feeds = {target: rows["level"] >= feeder_level(target, rules) for target in targets}
    since = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(since, member, rows["start"].to_numpy())
    return Service(
        since=np.where(since == np.iinfo(np.int64).max, np.datetime64("NaT"), since.astype("datetime64[D]")),
        feeder={target: served(keep, member, size) for target, keep in feeds.items()},
        feeder_in_field={
            target: served(keep, by_field, size * fields).reshape(size, fields) for target, keep in feeds.items()
        },
        in_field=served(rows["level"] > -2, by_field, size * fields).reshape(size, fields),
    )


def _rows(dossier: Dossier, rules: Rules, setting: Setting, rumpun: Mapping[str, int]) -> pd.DataFrame:
    """Return the posts held as numbers: member, level (-1 unknown), field (rumpun, -1 unknown), start, end (days)."""
    officials = dossier.officials
    present = officials[["nip", "jabatan", "rumpun", "jenjang", "jenis_jabatan"]].assign(
        start_date=officials["jabatan_start_date"], end_date=pd.Series(pd.NaT, officials.index, "datetime64[ns]")
    )
    past = dossier.service.assign(jenis_jabatan=pd.Series("fungsional", dossier.service.index, "string"))
    past["jenis_jabatan"] = past["jenis_jabatan"].mask(past["jenjang"].notna(), "struktural")
    rows = pd.concat([past[present.columns], present], ignore_index=True)
    rows["member"] = pd.Index(officials["nip"]).get_indexer(pd.Index(rows["nip"]))
    day = pd.Timestamp(setting.inauguration)
    rows = rows[(rows["member"] >= 0) & (rows["start_date"] < day)].reset_index(drop=True)
    functional = jf_jenjang(rows["jabatan"], rows["jenis_jabatan"]).map(jf_levels(rules))
    held = rows["jenjang"].fillna(rows["jenis_jabatan"]).map(levels(rules))
    ended = rows["end_date"] + pd.Timedelta(days=1)
    last = ended.where(ended < day, day)
    return pd.DataFrame({
        "member": rows["member"].astype("int64"),
        "level": held.astype("float64").fillna(functional.astype("float64")).fillna(-1),
        "field": rows["rumpun"].map(dict(rumpun)).astype("float64").fillna(-1).astype("int64"),
        "start": rows["start_date"].to_numpy().astype("datetime64[D]").astype("int64"),
        "end": last.to_numpy().astype("datetime64[D]").astype("int64"),
    })  # fmt: skip
