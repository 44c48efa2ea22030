"""Kits, pages and smaller copies are made of small files here, for others or for later."""
