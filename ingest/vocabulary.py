"""The names that reading a document goes by: shipped, or with an office's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.bodies import BodyNames
from ingest.gazetteer import Gazetteer


@dataclass(frozen=True)
class Vocabulary:
    """Names of bodies and places; the shipped lists unless others are given."""

    bodies: BodyNames = field(default_factory=BodyNames.default)
    places: Gazetteer = field(default_factory=Gazetteer.default)
