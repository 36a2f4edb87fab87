"""Question sets, metrics, runner, baseline and report."""
