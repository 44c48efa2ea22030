"""The queue consists of plain records, a Qt model over them, a controller for those at work, and their view."""
