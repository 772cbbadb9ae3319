"""A scenario in words: one line per wish or limit that it sets, and what holds without any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.options import promotion_boxes
from talenta_lib.placement.ranking import plain_name
from talenta_lib.placement.scenario import Pairing, find_official, find_post
from talenta_lib.terms import (
    ANSWER_LABELS,
    ESELON_LABELS,
    JENJANG_LABELS,
    Jenjang,
    format_number,
    format_pct,
    join_words,
)


def scenario_rows(mutasi: Mutasi) -> list[tuple[str, str]]:
    """Return (what, words) for every limit and wish of a solved scenario, in the order of the file."""
    one, words = mutasi.scenario, _Words(mutasi)
    rows = [
        ("Cakupan", join_words([_level(level) for level in one.scope]) if one.scope else "seluruh cakupan putaran"),
        ("Pejabat", "setiap pemangku mendapat jabatan" + (", calon luar ikut" if one.with_outsiders else "")),
        ("Jawaban ketentuan", join_words([ANSWER_LABELS[answer].lower() for answer in one.answers])),
        ("Paling banyak pindah", "tanpa batas" if one.max_moves is None else f"{one.max_moves} orang"),
        *((f"Paling banyak ke {_level(level)}", f"{most} orang") for level, most in one.max_moves_by_jenjang.items()),
        *_units(mutasi),
        ("Kecocokan", f"paling rendah {format_number(one.min_fit, 0)} bagi yang pindah" if one.min_fit else ""),
        ("Jabatan kritikal", "diisi lebih dahulu" if one.critical_first else "tidak didahulukan"),
        ("Promosi", _promotion(promotion_boxes(mutasi.matching, one), is_own=one.promotion_kotak is not None)),
        ("Harus terisi", join_words([words.post(name) for name in one.filled])),
        ("Dibiarkan kosong", join_words([words.post(name) for name in one.vacant])),
        ("Ditutup", join_words([words.post(name) for name in one.closed])),
        ("Dicadangkan", join_words([words.post(name) for name in one.reserve])),
        ("Tetap", join_words([words.official(name) for name in one.stay])),
        ("Wajib", words.pairs(one.place)),
        ("Larang", words.pairs(one.forbid)),
        ("Keinginan", words.pairs(one.wishes)),
        ("Bobot jenjang", join_words([f"{_level(k)} {format_number(v, 1)}" for k, v in one.jenjang_weights.items()])),
    ]
    return [(what, text) for what, text in rows if text]


def _level(level: Jenjang) -> str:
    """Say a jenjang by its eselon where it has one."""
    return ESELON_LABELS.get(level, JENJANG_LABELS[level])


def _promotion(kotak: Sequence[int], *, is_own: bool) -> str:
    """Say from which kotak a promotion is allowed, and whether the scenario itself says so."""
    listed = f"dari kotak {join_words([str(number) for number in kotak])}" if kotak else "tidak ada"
    return listed if is_own else f"{listed} (kelompok rencana suksesi)"


def _units(mutasi: Mutasi) -> Iterable[tuple[str, str]]:
    """Say the limits per OPD."""
    one = mutasi.scenario
    if one.max_share_by_unit is not None:
        yield (
            "Tiap OPD",
            f"paling banyak {format_pct(one.max_share_by_unit)} jabatannya berganti, sedikitnya boleh satu",
        )
    for name, limit in one.units.items():
        most = "" if limit.at_most is None else f", paling banyak {limit.at_most}"
        yield name, f"jabatan yang berganti paling sedikit {limit.at_least}{most}"


class _Words:
    """Names of officials and posts as the round calls them; codes in an anonymous one."""

    def __init__(self, mutasi: Mutasi) -> None:
        self.matching = mutasi.matching

    def official(self, name: str) -> str:
        """Return the name of an official."""
        officials = self.matching.officials
        nip = find_official(officials, name)
        return plain_name(str(officials.loc[officials["nip"] == nip, "nama"].iloc[0]))

    def post(self, name: str) -> str:
        """Return the name of a post, or of all posts of a jenjang."""
        if name in set(Jenjang):
            return f"semua jabatan {_level(Jenjang(name))}"
        posts = self.matching.posts
        return str(posts.loc[posts["jabatan_id"] == find_post(posts, name), "jabatan"].iloc[0])

    def pairs(self, pairings: Iterable[Pairing]) -> str:
        """Return pairs with their reasons."""
        return "; ".join(
            f"{self.official(one.nip)} di {self.post(one.jabatan)}" + (f" ({one.reason})" if one.reason else "")
            for one in pairings
        )
