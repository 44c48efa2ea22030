"""The queue: plain records, a Qt model over them, a controller that runs them one after the other, and their view."""
