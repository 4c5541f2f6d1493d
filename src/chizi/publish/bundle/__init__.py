"""Publication files: a container with one spelling, a signed manifest, a check that needs nothing else."""

from chizi.publish.bundle.assemble import Statement, assemble, seal
from chizi.publish.bundle.faults import Fault
from chizi.publish.bundle.keys import PublicKey, Signer, load_signer, parse_public_key
from chizi.publish.bundle.manifest import Manifest, TableWords
from chizi.publish.bundle.tables import FrozenTable, freeze_table
from chizi.publish.bundle.verify import Verdict, read_public_key, verify

__all__ = [
    "Fault",
    "FrozenTable",
    "Manifest",
    "PublicKey",
    "Signer",
    "Statement",
    "TableWords",
    "Verdict",
    "assemble",
    "freeze_table",
    "load_signer",
    "parse_public_key",
    "read_public_key",
    "seal",
    "verify",
]
