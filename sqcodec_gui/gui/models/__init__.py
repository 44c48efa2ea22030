"""Qualities and their weights: choosing, hearing and fetching them."""
