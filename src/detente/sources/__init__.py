"""Text comes in: plain text, HTML, PDF, DOCX. A source never changes after it is received."""
