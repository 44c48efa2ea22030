"""This package keeps the weights on this machine: which are there, how others come (hub, folder, stick), and how none
is lost."""
