"""Record, case and findings to one page: HTML and JSON, German and English."""
