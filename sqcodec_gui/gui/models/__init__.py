"""Qualities and their weights are chosen, heard and fetched here."""
