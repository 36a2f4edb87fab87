"""The edges: HTTP, web page, command line, settings."""
