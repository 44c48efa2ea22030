"""The window lives here, and Qt nowhere else; importing it loads no torch."""
