"""The command line: it parses, calls and reports. Nothing outside this folder knows Typer."""
