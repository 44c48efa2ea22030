"""The window around the queue: its bars, menus and actions, what it opens, and what closes it."""
