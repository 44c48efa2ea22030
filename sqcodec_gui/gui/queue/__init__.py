"""The queue: plain records, a Qt model over them, a controller that says which of them are at work, and their view."""
