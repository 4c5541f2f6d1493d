"""Files (文件): evidence and attachments by the hash of their content, sanitised before anybody sees them.

Nouns: StoredFile (文件, a content under its SHA-256), HandedFile (交件, the hash of what was handed in and what was
kept of it), Upload (续传, a large file that comes in pieces), KeptFile (what the rooms get: they keep the digest and
the cleaned name, and own the access check).

A file is judged by its content, never by its name. Pictures are painted anew without position, camera or thumbnail;
text becomes UTF-8; PDF, Word and Excel are kept as they came (a seal or signature in them must stay valid) but are
shown as pictures or plain text only, and given out as downloads. Films come in pieces only (Upload) and lose what a
phone writes beside the pictures. Everything that has to be understood to be checked is understood by a process of its
own, with walls of memory and CPU (child.py). Call keep_file before your own transaction: it works for up to seconds
and makes the file durable before any row speaks of it.
"""
