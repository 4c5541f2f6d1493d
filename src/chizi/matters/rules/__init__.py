"""Pure rules of matters: kinds, conflicts of interest, marks and counts. No Django, no clock."""
