"""SQLite as Django has it, with a line in which writers stand: nobody who writes is passed over for ever."""
