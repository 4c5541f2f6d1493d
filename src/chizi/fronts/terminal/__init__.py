"""Terminal (移动终端): the shell of the phone, its pack of work, and what comes back."""
