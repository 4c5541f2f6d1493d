"""Exchange (交换): safe readers for what people hand in, and writers for what they take away.

Nouns: SheetTable (表, what was read, with source lines), Limits (限度), Note (提示, what a person should
know about a file that was nevertheless read), Reject (拒收行, a line that goes back with its reason),
Refusal (拒绝, see refusals.py: everything that can be wrong with a file, in a sentence).

A file is judged by its content, never by its name. reading.read_table opens CSV, XLSX and Parquet;
writing.write_csv, write_xlsx, write_parquet, write_rejects and write_template write. Nothing here knows
the database, a domain or a request.
"""
