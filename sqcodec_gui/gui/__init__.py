"""The window. Qt lives here and nowhere else; importing it loads no torch."""
