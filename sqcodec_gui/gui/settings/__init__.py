"""What people choose: the table of settings on the disk, and the dialog that changes it."""
