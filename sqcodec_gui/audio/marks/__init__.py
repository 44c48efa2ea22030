"""This package reads and makes marks as each format keeps them: one module for each format."""
