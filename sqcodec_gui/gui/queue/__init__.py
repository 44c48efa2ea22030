"""The queue consists of plain records, a Qt model over them, a controller that says which are at work, and their
view."""
