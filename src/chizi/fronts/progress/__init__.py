"""Progress (学习成效): boards of parties, one's own record, profiles, signs for a human look."""
