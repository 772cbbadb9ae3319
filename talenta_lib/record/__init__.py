"""What happened, provably: the manifest of a run."""

from talenta_lib.record.manifest import canonical_json, file_sha256, input_hash, input_part, write_manifest

__all__ = ["canonical_json", "file_sha256", "input_hash", "input_part", "write_manifest"]
