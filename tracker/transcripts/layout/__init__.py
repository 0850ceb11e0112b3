"""The layout of written transcripts: heads of turns, time stamps, headings, signs at the beginnings of lines."""
