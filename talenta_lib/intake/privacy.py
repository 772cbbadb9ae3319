"""Personal columns that talent management does not need: never read, only named."""

from __future__ import annotations

from collections.abc import Sequence

from talenta_lib.intake.spelling import header_key


def find_personal_columns(headers: Sequence[str], personal: Sequence[str]) -> frozenset[int]:
    """Return the positions of headers that hold one of the ``personal`` names as whole words.

    >>> sorted(find_personal_columns(["NIP", "AGAMA NAMA", "Nomor HP"], ["agama", "hp"]))
    [1, 2]
    """
    names = [f" {header_key(name.replace('_', ' '))} " for name in personal]
    keys = [f" {header_key(header)} " for header in headers]
    return frozenset(k for k, key in enumerate(keys) if any(name in key for name in names))
