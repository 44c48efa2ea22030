"""The window gets its look here: colours, sizes, icons, and small widgets that all screens share."""
