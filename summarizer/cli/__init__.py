"""The command line: one module a command, which reads options, calls a room and prints."""
