"""What pages show, made of what the rooms gave."""
