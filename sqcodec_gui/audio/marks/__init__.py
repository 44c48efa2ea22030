"""Marks as each format keeps them, read and made: one module for each format."""
