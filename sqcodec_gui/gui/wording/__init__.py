"""What the window says: messages of the parts below in its language, numbers and names as people write them."""
