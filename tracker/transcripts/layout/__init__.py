"""The layout of written transcripts: speaker labels, time stamps, headings, markers at the start of lines."""
