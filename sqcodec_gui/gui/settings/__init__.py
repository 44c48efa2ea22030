"""What people choose is a table of settings on the disk, and a dialog that changes it."""
