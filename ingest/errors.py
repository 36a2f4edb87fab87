"""Errors of the way in; every message is Chinese, names the file and says what to do."""


class IngestError(Exception):
    """Base of all errors raised while a document is read or stored."""


class UnsupportedFormatError(IngestError):
    """The file's format has no loader."""


class EmptyDocumentError(IngestError):
    """The file holds no text (zero bytes, only white space, a scan without a text layer)."""


class CorruptDocumentError(IngestError):
    """The file's bytes are not what its name says, are truncated, or cannot be decoded."""


class EncryptedDocumentError(IngestError):
    """The file asks for a password."""


class DocumentTooLargeError(IngestError):
    """The file exceeds a stated limit (bytes, pages, characters, nesting)."""


class UnreadablePathError(IngestError):
    """The path does not exist or cannot be read."""


class DocumentNotFoundError(IngestError):
    """No document in the library has the id asked for."""


class CorrectionError(IngestError):
    """A correction of a document's metadata or status cannot be used."""


class LibraryError(IngestError):
    """The library file cannot be opened, is locked, or is of an unknown version."""


class DataFileError(IngestError):
    """A data file (bodies, places, furniture, …) has an error; the message names the line."""
