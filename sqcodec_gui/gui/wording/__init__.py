"""The window says messages of the parts below in its language here, and numbers and names as people write them."""
