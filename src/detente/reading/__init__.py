"""Source to acts: who said or did what, to whom, about which issue, how sure; spans for all."""
