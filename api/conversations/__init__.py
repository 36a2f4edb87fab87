"""Conversations that the server keeps, one browser's apart from another's, and what people say of the answers."""
