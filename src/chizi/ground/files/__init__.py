"""Files (文件): evidence and attachments by the hash of their content, sanitised before anybody sees them."""
