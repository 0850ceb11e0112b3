"""Input and output made safe: text cleaned before display, files checked before reading and written atomically."""
