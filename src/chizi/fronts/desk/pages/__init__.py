"""From the rooms' answers to the kit's lists, figures and facts; one module for each subject."""
