"""Questions: understand → find evidence → answer → verify; the index folder; the LangChain retriever."""
