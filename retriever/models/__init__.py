"""The shipped embedding model (one folder) and the scripts that build it; nothing here runs when answering."""
