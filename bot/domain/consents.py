"""What a person agrees to, as separate documents with a version and a hash. Knows no wording: the drafts that the
operator's lawyer adopts or replaces are in handlers/texts/consent.py; see docs/privacy.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256


class ConsentKind(StrEnum):
    """Consents are asked and withdrawn one by one."""

    PROCESSING = "processing"
    MAILINGS = "mailings"
    LINKING = "linking"


@dataclass(frozen=True)
class Document:
    """The full text a person agrees to."""

    version: str
    text: str

    @cached_property
    def hash(self) -> str:
        """SHA-256 of version and text: another letter is another document, and is asked again."""
        return sha256(f"{self.version}\n{self.text}".encode()).hexdigest()


Documents = Mapping[ConsentKind, Document]
