"""What can be done on the centre's machine, one module a noun. Heavy libraries are imported inside the commands."""
