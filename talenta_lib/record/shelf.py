"""The scenario shelf: named scenarios of a round, saved, duplicated, locked and compared, as entries of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from talenta_lib.errors import RecordError, did_you_mean
from talenta_lib.record.chain import canonical_text
from talenta_lib.record.entries import Entry, Kind, ScenarioNamed
from talenta_lib.record.ledger import Guard, Ledger

TITLE, NAME = "judul", "skenario"
_ON_SHELF = (Kind.SCENARIO_SAVED, Kind.SCENARIO_DUPLICATED, Kind.SCENARIO_LOCKED)


@dataclass(frozen=True)
class ShelvedScenario:
    """A scenario as last saved: by whom, when, in which entry; ``content`` is None once it was purged.

    The content does not repeat the name.
    """

    name: str
    title: str
    content: Mapping[str, Any] | None
    by: str
    role: str
    at: dt.datetime
    is_locked: bool
    seq: int


@dataclass(frozen=True)
class Difference:
    """A setting that is not the same in all scenarios compared: its key (dotted), the value in each, None = not set."""

    key: str
    values: tuple[Any, ...]


def shelf(ledger: Ledger) -> list[ShelvedScenario]:
    """Return the scenarios of a round in the order in which they were first saved."""
    return list(_shelved(ledger.entries()).values())


def save_scenario(
    ledger: Ledger, name: str, content: Mapping[str, Any], *, by: str, role: str, at: dt.datetime
) -> Entry:
    """Save a scenario under a name, new or over the one that is there. Raises ``RecordError`` where it is locked."""
    return ledger.append(
        Kind.SCENARIO_SAVED, by=by, role=role, at=at, guard=_unlocked(name),
        public=_public(name), content=_without_name(content),
    )  # fmt: skip


def duplicate_scenario(
    ledger: Ledger, name: str, new_name: str, *, by: str, role: str, at: dt.datetime, title: str | None = None
) -> Entry:
    """Save a copy under a name that is not taken. Raises ``RecordError`` where it is, or where there is no original."""
    original = _find(_shelved(ledger.entries()), name)
    if original.content is None:
        raise RecordError(f"Isi skenario '{name}' sudah dihapus.", "Pilih skenario lain.")
    return ledger.append(
        Kind.SCENARIO_DUPLICATED, by=by, role=role, at=at, guard=_unused(new_name),
        public=_public(new_name, source=name, source_seq=original.seq),
        content={**original.content, **({} if title is None else {TITLE: title})},
    )  # fmt: skip


def lock_scenario(ledger: Ledger, name: str, *, by: str, role: str, at: dt.datetime) -> Entry:
    """Lock a scenario: it can be duplicated, not changed. Raises ``RecordError`` where it is not there, or locked."""

    def is_open(entries: tuple[Entry, ...]) -> None:
        _find(_shelved(entries), name)
        _unlocked(name)(entries)

    return ledger.append(Kind.SCENARIO_LOCKED, by=by, role=role, at=at, guard=is_open, public=_public(name))


def compare(contents: Mapping[str, Mapping[str, Any]]) -> list[Difference]:
    """Return what differs between scenarios, one row per key, values in the order given.

    >>> compare({"a": {"paling_banyak_pindah": 10}, "b": {"paling_banyak_pindah": 20}})
    [Difference(key='paling_banyak_pindah', values=(10, 20))]
    """
    flat = [dict(_flat(content)) for content in contents.values()]
    keys = dict.fromkeys(key for settings in flat for key in settings)
    rows = [Difference(key, tuple(settings.get(key) for settings in flat)) for key in keys]
    return [row for row in rows if len({canonical_text(value) for value in row.values}) > 1]


def _flat(content: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in content.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _shelved(entries: tuple[Entry, ...]) -> dict[str, ShelvedScenario]:
    found: dict[str, ShelvedScenario] = {}
    for entry in entries:
        if entry.kind not in _ON_SHELF:
            continue
        name = str(entry.public[NAME])
        if entry.kind is not Kind.SCENARIO_LOCKED:
            title = str((entry.content or {}).get(TITLE, name))
            found[name] = ShelvedScenario(
                name, title, entry.content, entry.by, entry.role, entry.at, is_locked=False, seq=entry.seq
            )
        elif name in found:
            found[name] = replace(found[name], is_locked=True)
    return found


def _public(name: str, **source: Any) -> dict[str, Any]:
    try:
        return ScenarioNamed(name=name, **source).as_content()
    except ValueError as exc:
        raise RecordError(
            f"Nama skenario '{name}' tidak dapat dipakai.", "Pakai huruf, angka, titik, atau tanda hubung."
        ) from exc


def _without_name(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key != NAME}


def _find(shelved: Mapping[str, ShelvedScenario], name: str) -> ShelvedScenario:
    if name not in shelved:
        raise RecordError(
            f"Skenario '{name}' tidak ada di rak.{did_you_mean(name, shelved)}", "Simpan dulu, atau pilih yang ada."
        )
    return shelved[name]


def _unlocked(name: str) -> Guard:
    def check(entries: tuple[Entry, ...]) -> None:
        there = _shelved(entries).get(name)
        if there is not None and there.is_locked:
            raise RecordError(f"Skenario '{name}' terkunci.", "Gandakan dengan nama lain, lalu ubah salinannya.")

    return check


def _unused(name: str) -> Guard:
    def check(entries: tuple[Entry, ...]) -> None:
        if name in _shelved(entries):
            raise RecordError(f"Skenario '{name}' sudah ada di rak.", "Pilih nama lain.")

    return check
