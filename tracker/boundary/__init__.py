"""What comes in and goes out: text made safe to be shown, files written whole, files looked at before they are read."""
