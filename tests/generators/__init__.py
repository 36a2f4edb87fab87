"""Synthetic policies with known outline and facts."""
