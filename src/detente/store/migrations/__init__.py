"""Steps from one form of the tables to the next; a project is brought up to date on opening."""
