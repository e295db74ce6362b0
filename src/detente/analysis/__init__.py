"""Case in, named finding out: one file per question."""
