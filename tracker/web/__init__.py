"""The review desk in a browser: server-rendered pages that read and write through the functions of the commands."""
