"""What parsers raise on damaged files: format libraries let these through."""

from __future__ import annotations

import struct
import zipfile
import zlib

PARSER_FAULTS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""Builtin and standard errors by which a parser answers to damaged bytes (lxml's are SyntaxErrors)."""
