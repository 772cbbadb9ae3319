"""A scenario laid over a matching: who may go where, under which rows; tables in, a solver model out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.errors import ScenarioError, did_you_mean
from talenta_lib.placement.eligibility import ANSWERS
from talenta_lib.placement.eligibility.pairs import KINDS
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.scenario import Pairing, Scenario, find_official, find_post
from talenta_lib.placement.solver import Names, PlacementModel, SideRow
from talenta_lib.terms import ESELON_LABELS, Jenjang, MoveKind

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Options:
    """The model of one scenario, with the rows and columns of the matching that take part.

    ``people`` and ``places`` are positions in the matching; row ``i`` and column ``j`` of the model are
    ``people[i]`` and ``places[j]``.
    """

    model: PlacementModel
    people: NDArray[np.int64]
    places: NDArray[np.int64]
    officials: pd.DataFrame
    posts: pd.DataFrame

    def person(self, nip: str) -> int:
        """Return the row of an official; raises ``ScenarioError`` where the scenario leaves the official out."""
        return _position(self.officials["nip"], nip, "Pejabat", self.officials["nama"])

    def place(self, jabatan_id: str) -> int:
        """Return the column of a post; raises ``ScenarioError`` where the scenario leaves the post out."""
        return _position(self.posts["jabatan_id"], jabatan_id, "Jabatan", self.posts["jabatan"])


def _position(keys: pd.Series, key: str, what: str, names: pd.Series) -> int:
    """Return where a key stands."""
    found = np.flatnonzero((keys == key).to_numpy())
    if len(found) == 0:
        raise ScenarioError(
            f"{what} '{key}' tidak ikut dalam skenario ini.{did_you_mean(key, [*keys, *names])}",
            "Periksa cakupan skenario.",
        )
    return int(found[0])


def build_options(matching: Matching, scenario: Scenario, *, may_reopen: bool = False) -> Options:
    """Return the solver model of a scenario.

    Every incumbent in scope must be placed and may always stay (except in a closed post); who has no known fit stays.
    ``may_reopen`` leaves the closed posts in, each shut by a row of its own that can give way.
    Raises ``ScenarioError`` for names that are not in the round and for wishes that contradict each other.
    """
    scope = scenario.scope or tuple(Jenjang)
    posts = matching.posts[matching.posts["jenjang"].isin(scope)]
    holders = matching.officials["jabatan_id"].isin(posts["jabatan_id"])
    outsiders = ~matching.officials["is_incumbent"] & scenario.with_outsiders
    people = np.flatnonzero(((holders | outsiders) & ~matching.officials["is_retired"]).to_numpy())
    places = posts.index.to_numpy()
    if not len(places):
        raise ScenarioError("Cakupan skenario tidak memuat jabatan.", "Periksa isian cakupan.")
    officials = matching.officials.iloc[people].reset_index(drop=True)
    return _Builder(matching, scenario, officials, posts.reset_index(drop=True), people, places, may_reopen).build()


@dataclass(frozen=True)
class _Units:
    """Most and fewest changed posts per OPD, the OPD of each post, and the names of the OPD."""

    caps: NDArray[np.int64]
    floors: NDArray[np.int64]
    of_post: NDArray[np.int64]
    names: list[str]


@dataclass(eq=False)
class _Builder:
    """Collects what the scenario says into arrays, one method a topic."""

    matching: Matching
    scenario: Scenario
    officials: pd.DataFrame
    posts: pd.DataFrame
    people: NDArray[np.int64]
    places: NDArray[np.int64]
    may_reopen: bool

    def build(self) -> Options:
        """Return the options."""
        grid = np.ix_(self.people, self.places)
        score = self.matching.fit.score[grid]
        weights = np.array([self.scenario.jenjang_weights.get(Jenjang(name), 1.0) for name in self.posts["jenjang"]])
        current = pd.Index(self.posts["jabatan_id"]).get_indexer(pd.Index(self.officials["jabatan_id"]))
        stays = self._pairs(current)
        eligible = self._eligible(grid, score >= self.scenario.min_fit) | stays
        eligible = self._without(eligible, stays)
        units = self._units() if self.scenario.units or self.scenario.max_share_by_unit else None
        model = PlacementModel.from_arrays(
            np.where(np.isfinite(score), score * weights, 0.0),
            eligible,
            current=current,
            max_moves=self.scenario.max_moves,
            unit_of_post=units.of_post if units else None,
            unit_cap=units.caps if units else None,
            unit_min=units.floors if units else None,
            must_place=self.officials["is_incumbent"].to_numpy(dtype=bool),
            must_fill=self._must_fill(),
            locks=self._locks(),
            side_rows=[*self._moves_by_jenjang(stays), *self._shut()],
            fill_first=self._critical(),
            wishes=self._wished(),
            ties=draw_lots(self.officials["nip"], self.posts["jabatan_id"], self.matching.seed),
            names=_row_names(self.officials, self.posts, units.names if units else []),
        )
        return Options(model, self.people, self.places, self.officials, self.posts)

    def _pairs(self, current: NDArray[np.int64]) -> Flags:
        """Return which pairs are an official in the own post."""
        return np.asarray(np.arange(len(self.posts)) == current[:, None])

    def _eligible(self, grid: tuple[NDArray[np.int64], ...], is_fit: Flags) -> Flags:
        """Return which pairs the rules and the scenario's answers and promotion boxes allow."""
        eligibility = self.matching.eligibility
        allowed = np.isin(eligibility.answer[grid], [ANSWERS.index(answer) for answer in self.scenario.answers])
        boxes = promotion_boxes(self.matching, self.scenario)
        may_rise = self.officials["kotak"].isin(boxes).fillna(False).to_numpy(dtype=bool)
        allowed &= may_rise[:, None] | (eligibility.kind_code[grid] != KINDS.index(MoveKind.PROMOSI))
        return np.asarray(allowed & is_fit)

    def _without(self, eligible: Flags, stays: Flags) -> Flags:
        """Return the pairs left by reserved, closed and purposely vacant posts."""
        kept = eligible.copy()
        for column in (*self._columns(self.scenario.reserve), *self._reserved_by_rule()):
            kept[:, column] = stays[:, column]
            kept[stays[:, column], :] = stays[stays[:, column], :]
        for column in () if self.may_reopen else self._columns(self.scenario.closed):
            kept[:, column] = False
        for column in self._columns(self.scenario.vacant):
            if not self.posts["is_vacant"].iloc[column]:
                raise ScenarioError(
                    f"Jabatan '{self.posts['jabatan'].iloc[column]}' pada biarkan_kosong ada pejabatnya.",
                    "Pakai cadangkan bila jabatan itu tidak boleh ikut rencana.",
                )
            kept[:, column] = False
        return kept

    def _reserved_by_rule(self) -> Iterable[int]:
        """Return the columns of posts with a procedure of their own, unless the scenario itself names them."""
        named = {column for _, column in self._positions(self.scenario.place)}
        own = self.matching.eligibility.has_own_procedure[self.places]
        return [int(column) for column in np.flatnonzero(own) if column not in named]

    def _columns(self, names: Iterable[str]) -> list[int]:
        """Return the columns of posts by name."""
        return [self._column(name) for name in names]

    def _column(self, name: str) -> int:
        identifier = find_post(self.matching.posts, name)
        return _position(self.posts["jabatan_id"], identifier, "Jabatan", self.posts["jabatan"])

    def _row(self, name: str) -> int:
        nip = find_official(self.matching.officials, name)
        return _position(self.officials["nip"], nip, "Pejabat", self.officials["nama"])

    def _positions(self, pairings: Iterable[Pairing]) -> list[tuple[int, int]]:
        """Return rows and columns of named pairs."""
        return [(self._row(pairing.nip), self._column(pairing.jabatan)) for pairing in pairings]

    def _locks(self) -> list[tuple[int, int, str]]:
        """Return the locks of the scenario: officials who stay, pairs that must be, pairs that must not."""
        current = pd.Index(self.posts["jabatan_id"]).get_indexer(pd.Index(self.officials["jabatan_id"]))
        locks = [(*pair, "force") for pair in self._positions(self.scenario.place)]
        for row in map(self._row, self.scenario.stay):
            if current[row] < 0:
                raise ScenarioError(
                    f"{self.officials['nama'].iloc[row]} pada 'tetap' tidak memegang jabatan dalam cakupan.",
                    "Hapus namanya dari daftar tetap.",
                )
            locks.append((row, int(current[row]), "force"))
        return [*locks, *((*pair, "forbid") for pair in self._positions(self.scenario.forbid))]

    def _must_fill(self) -> Flags:
        """Return which posts must have a holder: named ones, or all of a jenjang but those left out of the plan."""
        needed = np.zeros(len(self.posts), dtype=bool)
        closed = self._columns((*self.scenario.vacant, *self.scenario.closed, *self.scenario.reserve))
        for name in self.scenario.filled:
            if name in set(Jenjang):
                of_jenjang = (self.posts["jenjang"] == name).to_numpy(dtype=bool)
                of_jenjang[closed] = False
                needed |= of_jenjang
            else:
                needed[self._column(name)] = True
        return needed

    def _critical(self) -> Flags | None:
        """Return the critical posts that are filled before fit counts; None where all of them must be filled anyway.

        Held ones are among them: a critical post must not be emptied to fill another.
        """
        critical = self.posts["kritikal"].fillna(False).to_numpy(dtype=bool)
        is_first = critical & ~self._must_fill() & self.scenario.critical_first
        return np.asarray(is_first) if is_first.any() else None

    def _wished(self) -> Flags | None:
        """Return the pairs that somebody wishes."""
        if not self.scenario.wishes:
            return None
        wished = np.zeros((len(self.officials), len(self.posts)), dtype=bool)
        for pair in self._positions(self.scenario.wishes):
            wished[pair] = True
        return wished

    def _moves_by_jenjang(self, stays: Flags) -> list[SideRow]:
        """Return one row per limit on moves into a jenjang."""
        rows = []
        for jenjang, most in self.scenario.max_moves_by_jenjang.items():
            into = (self.posts["jenjang"] == jenjang).to_numpy(dtype=bool)
            label = ESELON_LABELS.get(jenjang, jenjang)
            sentence = f"Paling banyak {most} perpindahan ke jabatan {label}."
            rows.append(SideRow(f"pindah_{jenjang}", sentence, into[None, :] & ~stays, upper=most))
        return rows

    def _shut(self) -> list[SideRow]:
        """Return one row per closed post that could be opened again: nobody holds it."""
        rows = []
        for column in self._columns(self.scenario.closed) if self.may_reopen else ():
            label, pairs = self.posts["jabatan"].iloc[column], np.zeros((len(self.officials), len(self.posts)), bool)
            pairs[:, column] = True
            rows.append(SideRow(f"ditutup:{label}", f"{label} ditutup.", pairs, upper=0, eased=f"buka lagi {label}"))
        return rows

    def _units(self) -> _Units:
        """Return the limits per OPD."""
        codes, names = pd.factorize(self.posts["opd"], sort=True)
        sizes = np.bincount(codes, minlength=len(names))
        share = self.scenario.max_share_by_unit
        caps = sizes.copy() if share is None else np.maximum(1, np.floor(share * sizes + 1e-9)).astype(np.int64)
        floors = np.zeros_like(caps)
        known = {str(name).casefold(): place for place, name in enumerate(names)}
        for name, limit in self.scenario.units.items():
            if name.casefold() not in known:
                raise ScenarioError(
                    f"OPD '{name}' tidak ada dalam cakupan.{did_you_mean(name, names)}", "Periksa isian opd."
                )
            place = known[name.casefold()]
            caps[place] = sizes[place] if limit.at_most is None else limit.at_most
            floors[place] = limit.at_least
        return _Units(caps, floors, codes.astype(np.int64), [str(name) for name in names])


def promotion_boxes(matching: Matching, scenario: Scenario) -> Sequence[int]:
    """Return the kotak from which a scenario promotes: its own, else the succession boxes (rule ``krs_kotak``)."""
    own = scenario.promotion_kotak
    return matching.rules["krs_kotak"].value if own is None else own


def draw_lots(nips: Iterable[str], jabatan_ids: Iterable[str], seed: int) -> NDArray[np.int64]:
    """Return a lot per pair, drawn by the seed over NIP and post: the last tie rule, free of any row order.

    Lots are whole numbers below 2^20 [n, m]; of plans equal in all else the one with the least sum of lots is taken.
    """
    people = np.array([_lot(f"{seed}|{nip}") for nip in nips], dtype=np.uint64)
    places = np.array([_lot(f"{seed}|{post}") for post in jabatan_ids], dtype=np.uint64)
    mixed = (people[:, None] ^ places[None, :]) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    lots: NDArray[np.int64] = (mixed >> np.uint64(44)).astype(np.int64)
    return lots


def _lot(text: str) -> int:
    """Return 64 bits drawn from a text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _row_names(officials: pd.DataFrame, posts: pd.DataFrame, units: list[str]) -> Names:
    """Return what to call people, posts and OPD in the sentences of rows."""
    return Names([str(name) for name in officials["nama"]], [str(name) for name in posts["jabatan"]], units)
