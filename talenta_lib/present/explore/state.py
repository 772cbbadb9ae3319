"""What the analyst chose and what follows from it; knows no widget."""

from __future__ import annotations

from typing import Any

import pandas as pd
import traitlets as tl

from talenta_lib.present.wording import jenjang_label

ALL = "Semua"
UNDETERMINED = "Belum ditetapkan"


class MapState(tl.HasTraits):
    """Filters over the people of a round; ``visible`` follows, ``selected`` is the NIP of the open person card."""

    opd = tl.Unicode(ALL)
    jenjang = tl.Unicode(ALL)
    rumpun = tl.Unicode(ALL)
    kotak = tl.Unicode(ALL)
    search = tl.Unicode("")
    selected = tl.Unicode(None, allow_none=True)
    visible = tl.Instance(pd.DataFrame)

    def __init__(self, people: pd.DataFrame) -> None:
        self._people = people
        super().__init__(visible=people)

    @tl.observe("opd", "jenjang", "rumpun", "kotak", "search")
    def _filter(self, _change: object) -> None:
        people = self._people
        for column in ("opd", "jenjang", "rumpun"):
            if (wanted := getattr(self, column)) != ALL:
                people = people[people[column] == wanted]
        if self.kotak == UNDETERMINED:
            people = people[people["kotak"].isna()]
        elif self.kotak != ALL:
            people = people[people["kotak"].eq(int(self.kotak)).fillna(False).astype(bool)]
        if needle := self.search.strip().casefold():
            people = people[
                people["nama"].str.casefold().str.contains(needle, regex=False)
                | people["nip"].str.contains(needle, regex=False)
            ]
        self.visible = people

    def options(self, column: str) -> list[tuple[str, str]]:
        """Return (label, value) pairs of a filter, "Semua" first."""
        if column == "kotak":
            return [(ALL, ALL), *((str(k), str(k)) for k in range(1, 10)), (UNDETERMINED, UNDETERMINED)]
        values = (
            sorted(self._people[column].dropna().unique()) if column != "jenjang" else self._people[column].unique()
        )
        label = jenjang_label if column == "jenjang" else str
        return [(ALL, ALL), *((str(label(value)), str(value)) for value in values)]

    def names(self) -> list[tuple[str, str]]:
        """Return (nama, nip) of who can be chosen: the visible, and who is chosen already."""
        people = self._people
        chosen = people["nip"].isin(self.visible["nip"]) | people["nip"].eq(self.selected)
        return list(zip(people.loc[chosen, "nama"], people.loc[chosen, "nip"], strict=True))

    def finding(self) -> str:
        """Say what the filter shows."""
        borderline = int(self.visible["is_borderline"].sum())
        total, shown = len(self._people), len(self.visible)
        people = f"{total} pejabat" if shown == total else f"{shown} dari {total} pejabat"
        return f"{people}, {borderline} di garis batas" if shown else "Tidak ada pejabat yang cocok. Hapus saringan."

    def to_dict(self) -> dict[str, Any]:
        """Return the choices, to be laid over another state with ``update``."""
        return {name: getattr(self, name) for name in ("opd", "jenjang", "rumpun", "kotak", "search", "selected")}

    def update(self, choices: dict[str, Any]) -> None:
        """Take over choices of ``to_dict``."""
        with self.hold_trait_notifications():
            for name, value in choices.items():
                setattr(self, name, value)
