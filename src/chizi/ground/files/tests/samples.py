"""Files as people and attackers hand them in, made in the test."""

import io
import struct
import zipfile
import zlib

from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), *, exif: bool = False) -> bytes:
    """A small picture, red on its left half; with EXIF it lies on its side and says where it was taken."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    if not exif:
        image.save(out, kind)
        return out.getvalue()
    data = Image.Exif()
    data[0x0112] = 6  # turn by a quarter to the right
    data[0x010F] = "SECRETCAMERA"
    data.get_ifd(0x8825).update({1: "N", 2: (37.0, 51.0, 0.0), 3: "E", 4: (112.0, 33.0, 0.0)})
    image.save(out, kind, exif=data, comment=b"SECRETCOMMENT")
    return out.getvalue()


def huge_png(edge: int = 12_000) -> bytes:
    """A few kilobytes that claim edge x edge pixels of one bit."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", edge, edge, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\0" * (edge // 8 + 1)
    rows = b"".join(packer.compress(row) for _ in range(edge)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(pages: int = 2, *, script: bool = False) -> bytes:
    """A PDF of empty pages; with a script it would call out when it is opened."""
    kids = " ".join(f"{3 + n} 0 R" for n in range(pages))
    action = "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>" if script else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {action} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
    ]
    objects += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] >>"] * pages
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def package(**more: str | bytes) -> bytes:
    """A Word file of two paragraphs; further parts by name ("word__x" is word/x)."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    lines = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in ("整改报告", "完毕"))
    text = f"<w:document {space}><w:body>{lines}</w:body></w:document>"
    parts: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": text}
    parts |= {name.replace("__", "/").replace("_DOT_", "."): body for name, body in more.items()}
    return zipped(parts)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return out.getvalue()


def box(kind: bytes, body: bytes = b"") -> bytes:
    """A box of an MP4."""
    return struct.pack(">I", len(body) + 8) + kind + body


def mp4(
    *, brand: bytes = b"isom", tells: bytes = b"", handler: bytes = b"vide", outside: bool = False
) -> bytes:
    """A film of no length: with ``tells`` it says where it was taken; ``outside`` its data lie elsewhere."""
    flags = b"\0\0\0\0" if outside else b"\0\0\0\1"
    url = b"http://elsewhere.example/x\0" if outside else b""
    dref = box(b"dref", b"\0\0\0\0" + struct.pack(">I", 1) + box(b"url ", flags + url))
    track = box(b"hdlr", bytes(8) + handler + bytes(13)) + box(b"minf", box(b"dinf", dref))
    told = box(b"udta", box(b"\xa9xyz", tells)) if tells else b""
    moov = box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", box(b"mdia", track) + told) + told)
    return box(b"ftyp", brand + bytes(8)) + moov + box(b"mdat", b"frames" * 50)


def element(kind: int, body: bytes, *, unknown: bool = False) -> bytes:
    """An element of a WebM."""
    name = kind.to_bytes((kind.bit_length() + 7) // 8)
    size = b"\x01" + b"\xff" * 7 if unknown else ((1 << 56) | len(body)).to_bytes(8)
    return name + size + body


def webm(*, doc: bytes = b"webm", tags: bytes = b"", attached: bool = False, live: bool = False) -> bytes:
    """A film of no length as WebM; ``live`` as a browser records it, of unknown length."""
    head = element(0x1A45DFA3, element(0x4282, doc))
    track = element(0x1654AE6B, element(0xAE, element(0x83, b"\1")))
    more = element(0x1254C367, tags) if tags else b""
    more += element(0x1941A469, b"file") if attached else b""
    body = track + more + element(0x1F43B675, b"frames" * 50, unknown=live)
    return head + element(0x18538067, body, unknown=live)
