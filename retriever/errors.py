"""Errors of questions and of the index; every message is Chinese and says what to do."""


class RetrieverError(Exception):
    """Base of all errors raised while the index is built or a question is answered."""


class EncoderUnavailableError(RetrieverError):
    """The embedding model or a package that it needs is missing."""


class IndexMismatchError(RetrieverError):
    """The index folder was built with other settings than those in force."""


class QuestionError(RetrieverError):
    """The question is empty, too long, or not a question."""


class NoLanguageModelError(QuestionError):
    """An answer written by a language model was asked for, and none is configured."""


class GenerationError(RetrieverError):
    """The language model gave no answer that can be used; the extractive one stands in."""
