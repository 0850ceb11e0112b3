"""The same desk in a browser: pages made on the server that read and write through the functions of the commands."""
