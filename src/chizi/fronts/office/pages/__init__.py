"""What the office's pages show, built from what org answers."""
