"""How the window looks: colours, sizes, icons, and small widgets that all screens share."""
