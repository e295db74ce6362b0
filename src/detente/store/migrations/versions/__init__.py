"""One file for each step, in the order of their numbers; a step is never edited later."""
