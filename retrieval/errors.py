"""Every error that the library raises on purpose.

KutipError
├── ReadingError            a source cannot become an article
│   ├── EmptySource
│   ├── BinarySource
│   ├── OversizedSource
│   └── UndecodableSource
├── ArchiveError
│   ├── InvalidDatabaseURL
│   ├── ArchiveUnavailable  the database does not answer, or is not a Kutip archive
│   └── UnknownVersion
├── ReindexError
│   ├── ReindexRunning      another reindex holds the lock
│   └── ReindexCancelled
├── EvaluationError
│   └── MalformedQuestions  a question set cannot be read
└── MissingExtra            what was asked for needs packages that are not installed
"""

from __future__ import annotations


class KutipError(Exception):
    """Base of all errors that Kutip raises on purpose."""


class ReadingError(KutipError):
    """A source could not be read as an article; the message is the reason shown to people."""


class EmptySource(ReadingError):
    """The source holds no text at all, or no sentence of body text."""


class BinarySource(ReadingError):
    """The source is not text."""


class OversizedSource(ReadingError):
    """The source is larger than the reader's limit."""


class UndecodableSource(ReadingError):
    """The bytes are text in no encoding that could be told with confidence."""


class ArchiveError(KutipError):
    """The archive cannot do what was asked of it."""


class InvalidDatabaseURL(ArchiveError):
    """The database URL cannot be parsed or names an engine that Kutip does not support."""


class ArchiveUnavailable(ArchiveError):
    """The database does not answer, refuses the login, or holds something else."""


class UnknownVersion(ArchiveError):
    """The named index version does not exist or was never switched on."""


class ReindexError(KutipError):
    """A reindex did not reach its switch; the version before goes on answering."""


class ReindexRunning(ReindexError):
    """Another reindex of the same archive is under way."""


class ReindexCancelled(ReindexError):
    """The reindex was cancelled before its switch."""


class EvaluationError(KutipError):
    """A question set cannot be measured."""


class MalformedQuestions(EvaluationError):
    """The file of questions cannot be read, or a line of it is no question."""


class MissingExtra(KutipError):
    """An optional package is not installed; the message names the extra that brings it."""
