"""Around the queue the window has bars, menus and actions, the dialogs that it opens, and what closes it."""
