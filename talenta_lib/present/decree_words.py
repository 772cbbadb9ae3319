"""What a Lampiran SK says: heading with blanks, rows in the order of eselon, signature of the PPK."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from talenta_lib.placement.eligibility.findings import open_findings
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.present.pages.decisions import leader
from talenta_lib.present.pages.page import classification
from talenta_lib.present.plan_words import ASKED
from talenta_lib.present.record_words import trace_words
from talenta_lib.present.wording import capital, post_text
from talenta_lib.round import RoundResult
from talenta_lib.terms import ASKED_LABELS, MISSING, format_nip

BLANK: Final = "." * 24
COLUMNS: Final = {
    "no": "No",
    "person": "Nama/NIP",
    "rank": "Pangkat/Gol. Ruang",
    "old_post": "Jabatan Lama",
    "new_post": "Jabatan Baru",
    "eselon": "Eselon",
    "remark": "Keterangan",
}
NOT_DECIDED: Final = "Daftar ini usulan. Kolom Keterangan dan tanda KONSEP dihapus sesudah keputusan ditetapkan."


@dataclass(frozen=True)
class DecreeText:
    """The words around the list.

    Attributes
    ----------
    mark : classification and KONSEP, on every page.
    heading : the block at the top right, with blanks for number and date.
    title : of the list.
    signature : the block at the end: office, room to sign, blank name.
    note : what has to be done before it is signed.
    trace : first characters of the hash over all inputs.
    """

    mark: str
    heading: tuple[str, ...]
    title: str
    signature: tuple[str, ...]
    note: str
    trace: str


def decree_text(result: RoundResult) -> DecreeText:
    """Return the words of a Lampiran SK of the round; it is always a KONSEP, since the PPK has not decided."""
    parameters = result.parameters
    office = f"{leader(parameters)} {place_name(parameters.region)}".upper()
    return DecreeText(
        mark=classification(result, draft=True),
        heading=(f"LAMPIRAN KEPUTUSAN {office}", f"NOMOR   : {BLANK}", f"TANGGAL : {BLANK}"),
        title="DAFTAR PEGAWAI NEGERI SIPIL YANG DIANGKAT DAN DIPINDAHKAN DALAM JABATAN\n"
        f"DI LINGKUNGAN {parameters.agency.upper()}",
        signature=(f"{office},", "", "", "", f"( {BLANK} )"),
        note=NOT_DECIDED,
        trace=trace_words(result.input_part),
    )


def place_name(region: str) -> str:
    """Return a region without its kind, as it follows the title of its head.

    >>> place_name("Kabupaten Muara Selasih")
    'Muara Selasih'
    """
    return region.removeprefix("Kabupaten ").removeprefix("Kota ")


def decree_rows(mutasi: Mutasi, result: RoundResult) -> pd.DataFrame:
    """Return one row per official whose post changes (``COLUMNS``, all text but ``no``), ready to print.

    Order: eselon of the new post (highest first, rule ``eselon``), then the order of the post map.
    """
    eselon = {entry["code"]: place for place, entry in enumerate(result.rules["eselon"].value)}
    on_map = {post: place for place, post in enumerate(result.posts["jabatan_id"])}
    moves = mutasi.moves
    order = pd.DataFrame({"eselon": moves["to_eselon"].map(eselon), "place": moves["to_id"].map(on_map)})
    rows = moves.loc[order.sort_values(["eselon", "place"]).index].reset_index(drop=True)
    return pd.DataFrame({
        "no": rows.index + 1,
        "person": rows["nama"] + "\n" + rows["nip"].map(format_nip),
        "rank": rows["pangkat"].fillna(MISSING) + "\n" + rows["golongan"].fillna(MISSING),
        "old_post": [post_text(row.from_jabatan, row.from_opd) for row in rows.itertuples()],
        "new_post": [post_text(row.to_jabatan, row.to_opd) for row in rows.itertuples()],
        "eselon": rows["to_eselon"],
        "remark": [_remark(mutasi, row) for row in rows.to_dict("records")],
    })  # fmt: skip


def _remark(mutasi: Mutasi, move: Mapping[Any, Any]) -> str:
    """Return how the official comes to the post, and what the placement still needs, a line for each kind."""
    findings = open_findings(mutasi.matching.eligibility.findings(move["nip"], move["to_id"]))
    lines = [str(move["kind"]).capitalize()]
    for answer in ASKED:
        needs = findings.loc[findings["answer"] == answer, "needs"].dropna()
        if words := "; ".join(dict.fromkeys(map(about, filter(None, needs)))):
            lines.append(f"{capital(ASKED_LABELS[answer])}: {words}")
    return "\n".join(lines)


def about(need: str) -> str:
    """Return what a consent or a written reason is about, for a line that says already that one is needed.

    >>> about("alasan tertulis tentang golongan"), about("persetujuan Menteri Dalam Negeri")
    ('golongan', 'Menteri Dalam Negeri')
    >>> about("pilih satu pertimbangan: kinerja; kemampuan")
    'pilih satu pertimbangan'
    """
    return re.sub(r"^(alasan tertulis( tentang|:)|persetujuan) ", "", need).partition(": ")[0]
