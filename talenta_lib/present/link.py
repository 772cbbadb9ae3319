"""Who opened a page, as the link says: whoever has the key works on the round, everybody else looks on."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPConnection
from typing import Final
from urllib.parse import parse_qsl

KEY: Final = "kunci"
"""Parameter of a link that carries the operator's key."""
KEY_HASH: Final = "TALENTA_KUNCI_HASH"
"""Environment of a served kernel: what the key hashes to. A kernel without it belongs to whoever runs it."""


class Role(StrEnum):
    """What a link allows."""

    OPERATOR = "operator"
    OBSERVER = "pengamat"


@dataclass(frozen=True)
class Request:
    """Who opened the page, and with which parameters besides the secret ones."""

    role: Role
    query: Mapping[str, str] = field(default_factory=dict)


def hash_key(key: str) -> str:
    """Return what a kernel is told of the operator's key: enough to know it, not to make it."""
    return hashlib.sha256(key.encode()).hexdigest()


def is_served() -> bool:
    """Return whether a dashboard server started this kernel."""
    return KEY_HASH in os.environ


def read_request() -> Request:
    """Return who opened the page; a kernel that is warm before its page waits here until it is opened.

    In a notebook that somebody runs in JupyterLab there is no request: the files are in that person's hands.
    """
    expected = os.environ.get(KEY_HASH)
    if expected is None:
        return Request(Role.OPERATOR)
    query = dict(parse_qsl(_query_string()))
    is_operator = hmac.compare_digest(hash_key(query.pop(KEY, "")), expected)
    return Request(Role.OPERATOR if is_operator else Role.OBSERVER, query)


def _query_string() -> str:
    """Return the query of the page, and leave it nowhere else in this process."""
    if os.environ.get("VOILA_PREHEAT") != "True":
        return os.environ.pop("QUERY_STRING", "")
    server = HTTPConnection("127.0.0.1", int(os.environ["VOILA_APP_PORT"]))
    server.request("GET", f"{os.environ['VOILA_SERVER_URL']}voila/query/{os.environ['VOILA_KERNEL_ID']}")
    return str(json.load(server.getresponse())["QUERY_STRING"])


def read_role() -> Role:
    """Return the role of who opened the page."""
    return Role.OPERATOR
