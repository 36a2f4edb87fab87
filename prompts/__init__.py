"""Prompt templates as files, numbering of evidence and parsing of citations."""
