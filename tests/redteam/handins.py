"""Attacks that are more than one file."""

HANDINS = []
