"""Planning (任务): campaigns, their trees, tasks and who does them."""
