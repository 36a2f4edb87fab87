"""Documents in: file → text → clauses → facts → chunks → library."""
