"""Library (学习资料): materials, laws and stories, read and kept."""
