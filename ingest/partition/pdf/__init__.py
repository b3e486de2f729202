"""The text layer of PDF: content streams to runs, runs to lines, lines to Elements in reading order."""
