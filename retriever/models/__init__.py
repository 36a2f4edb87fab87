"""The shipped embedding model (one folder) and what builds it; nothing here runs when answering."""
