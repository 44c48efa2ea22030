"""Here are help, the list of keys, and what this program is made of."""
