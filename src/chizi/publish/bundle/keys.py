"""The publisher's key: Ed25519, and the C2SP form of its signature.

A public key is one line of text, `chizi-ed25519 <base64 of 32 bytes> <name>`. A signature is the last part
of a C2SP signed note, so that manifest.json followed by signature is such a note.
"""

import base64
import binascii
import hashlib
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chizi.publish.refusals import BadPublicKey, BadSignerName, KeyExposed

KIND = "chizi-ed25519"
NOTE_ALGORITHM = b"\x01"  # Ed25519 in C2SP signed-note
KEY_BYTES, SIGNATURE_BYTES, NOTE_HASH_BYTES = 32, 64, 4
KEY_ID_DIGITS = 16
SIGNER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]{0,59}\Z")
LINE = re.compile(rf"{KIND} ([A-Za-z0-9+/]{{43}}=) ([A-Za-z0-9./_-]{{1,60}})\Z")


@dataclass(frozen=True)
class PublicKey:
    """The 32 bytes that check a publisher's signatures, and the name that the publisher gave the key."""

    raw: bytes
    name: str

    @property
    def key_id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the raw key."""
        return hashlib.sha256(self.raw).hexdigest()[:KEY_ID_DIGITS]

    @property
    def line(self) -> str:
        """The key as the text of a key file, with a line feed at the end."""
        return f"{KIND} {base64.b64encode(self.raw).decode('ascii')} {self.name}\n"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature over the message is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def parse_public_key(text: str) -> PublicKey:
    """Read the text of a key file; white space around it is forgiven. Raises BadPublicKey."""
    found = LINE.match(text.strip().removeprefix("\ufeff"))
    if not found or not SIGNER_NAME.match(found[2]):
        raise BadPublicKey
    key = PublicKey(base64.b64decode(found[1]), found[2])
    if found[0] + "\n" != key.line:  # the last base64 digit carries two bits that must be zero
        raise BadPublicKey
    return key


def note_hash(key: PublicKey) -> bytes:
    """The four bytes by which a C2SP note names its key."""
    return hashlib.sha256(key.name.encode() + b"\n" + NOTE_ALGORITHM + key.raw).digest()[:NOTE_HASH_BYTES]


def signature_text(key: PublicKey, signature: bytes) -> bytes:
    """The member `signature`: an empty line, then the signature line of a C2SP note."""
    encoded = base64.b64encode(note_hash(key) + signature).decode("ascii")
    return f"\n\u2014 {key.name} {encoded}\n".encode()


def parse_signature(key: PublicKey, text: bytes) -> bytes | None:
    """The 64 bytes in a member `signature` that names this key; None when it is not spelled exactly so."""
    try:
        decoded = base64.b64decode(text.decode().rsplit(" ", 1)[-1].strip(), validate=True)
    except (UnicodeDecodeError, binascii.Error, ValueError):
        return None
    signature = decoded[NOTE_HASH_BYTES:]
    return signature if text == signature_text(key, signature) and len(signature) == SIGNATURE_BYTES else None


@dataclass(frozen=True)
class Signer:
    """The private half and the name under which it signs."""

    private: Ed25519PrivateKey
    public: PublicKey

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature over the message."""
        return self.private.sign(message)


def signer_from(private: Ed25519PrivateKey, name: str) -> Signer:
    """A signer over a key. Raises BadSignerName."""
    if not SIGNER_NAME.match(name):
        raise BadSignerName(name=name[:60])
    raw = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return Signer(private, PublicKey(raw, name))


def load_signer(path: Path, name: str) -> Signer:
    """The signer whose key lies at ``path``; made there at first use, readable by its owner only.

    Raises KeyExposed when others could read it, BadSignerName for an unfit name.
    """
    if not path.exists():
        _create(path)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise KeyExposed(path=str(path))
    private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise BadPublicKey
    return signer_from(private, name)


def _create(path: Path) -> None:
    """Write a new key whole or not at all; whoever comes second keeps the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()
