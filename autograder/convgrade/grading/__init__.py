"""Grade one submission: take it in, run its checks, report."""
