"""What is made of small files for others, or for later: kits, pages, smaller copies."""
