"""Study (学习与考试): what is mine to learn, questions, papers and attempts."""
