"""The chain: canonical text, the hash of an entry, the salted hash of its personal content, and the head.

Every entry carries the hash of the one before, so that an edit, a deletion, an insertion or a swap breaks the chain at
that place. A chain alone does not show that its end was cut off or that all of it was written anew: for that the head,
printed on reports and on the Berita Acara, is compared.
"""

from __future__ import annotations

import hashlib
import math
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from talenta_lib.errors import RecordError
from talenta_lib.record.manifest import canonical_json

GENESIS: Final = hashlib.sha256(b"talenta/keputusan/1").hexdigest()
"""What the first entry names as the hash before it, and the head of a round without entries."""
SALT_BYTES: Final = 32
SHORT_DIGITS: Final = 8
"""Digits of the short form of a head: enough against a slip, too few against someone who searches for a match."""
FULL_DIGITS: Final = 64
_TYPED_HEAD: Final = re.compile(rf"(?:(\d{{1,9}})[-:])?([0-9a-f]{{{SHORT_DIGITS},{FULL_DIGITS}}})")
_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


class Row(NamedTuple):
    """One entry as it stands in the file; ``at`` is ISO 8601 with its offset, ``public`` is canonical JSON."""

    seq: int
    at: str
    kind: str
    by: str
    role: str
    public: str
    content_hash: str | None
    prev: str
    hash: str


class Sealed(NamedTuple):
    """Personal content as it stands beside the chain: a random salt and canonical JSON."""

    salt: bytes
    text: str


@dataclass(frozen=True)
class Head:
    """The last entry and its hash: what a printed paper must name to prove the ledger as it was then."""

    seq: int
    hash: str

    def __str__(self) -> str:
        """Return ``seq:hash`` in full."""
        return f"{self.seq}:{self.hash}"

    @property
    def short(self) -> str:
        """The form for a page footer: ``27-3fa94c1b``."""
        return f"{self.seq}-{self.hash[:SHORT_DIGITS]}"

    @property
    def grouped(self) -> str:
        """The full form for the Berita Acara, in groups of eight digits that can be read aloud and typed."""
        groups = [self.hash[k : k + SHORT_DIGITS] for k in range(0, len(self.hash), SHORT_DIGITS)]
        return f"{self.seq}: {' '.join(groups)}"


START: Final = Head(0, GENESIS)


@dataclass(frozen=True)
class HeadClaim:
    """A head as somebody typed it: the entry, where it was given, and the hash or its first digits."""

    seq: int | None
    digits: str

    @property
    def is_full(self) -> bool:
        """Whether all digits were given; only then does a match exclude a rewritten chain."""
        return len(self.digits) == FULL_DIGITS

    def names(self, head: Head) -> bool:
        """Whether the claim fits this entry."""
        return self.seq in (None, head.seq) and head.hash.startswith(self.digits)


def parse_head(text: str) -> HeadClaim:
    """Read a head as printed: ``27-3fa94c1b``, ``27: 3fa94c1b ...`` or the hash alone; spaces and case do not count.

    Raises ``RecordError`` where it is none of these.

    >>> parse_head("27-3FA9 4C1B")
    HeadClaim(seq=27, digits='3fa94c1b')
    """
    found = _TYPED_HEAD.fullmatch("".join(text.split()).lower().translate(_DASHES))
    if found is None:
        raise RecordError(
            f"'{text}' bukan kepala rantai.",
            "Salin dari Berita Acara atau laporan: nomor, tanda hubung, lalu sidik; misalnya 27-3fa94c1b.",
        )
    return HeadClaim(int(found[1]) if found[1] else None, found[2])


def canonical_text(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no spare space, NFC, whole or finite numbers only.

    Raises ``ValueError`` for NaN, infinity, text that is no Unicode and keys that become equal; ``TypeError`` for
    anything that JSON does not know.

    >>> canonical_text({"b": 1, "a": ["x", None, 0.5]})
    '{"a":["x",null,0.5],"b":1}'
    """
    return canonical_json(_plain(value))


def _plain(value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case str():
            return _unicode(value)
        case float():
            if not math.isfinite(value):
                raise ValueError(f"{value} has no place in a record")
            return value + 0.0  # no negative zero
        case list() | tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return _plain_mapping(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _plain_mapping(value: Mapping) -> dict[str, object]:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("keys of a record are text")
    plain = {_unicode(key): _plain(item) for key, item in value.items()}
    if len(plain) < len(value):
        raise ValueError("two keys are the same text")
    return plain


def _unicode(text: str) -> str:
    normal = unicodedata.normalize("NFC", text)
    normal.encode()  # a lone surrogate is refused here
    return normal


def row_hash(row: Row) -> str:
    """Return the SHA-256 over all of an entry but its own hash, byte for byte as it stands in the file."""
    fields = {name: value for name, value in row._asdict().items() if name != "hash"}
    return hashlib.sha256(canonical_json(fields).encode("utf-8", "surrogateescape")).hexdigest()


def seal(text: str) -> Sealed:
    """Return personal content with a new salt, so that nobody can guess a name or a NIP from the hash that stays."""
    return Sealed(secrets.token_bytes(SALT_BYTES), text)


def sealed_hash(sealed: Sealed) -> str:
    """Return the SHA-256 over salt and content; this much of the content stands in the chain."""
    return hashlib.sha256(sealed.salt + sealed.text.encode("utf-8", "surrogateescape")).hexdigest()
