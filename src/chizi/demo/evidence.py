"""Three small files that stand in for evidence. Each says that it is synthetic; the strokes are drawn here."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from chizi.demo.stage import Stage
from chizi.ground.files.actions import keep_file

CELL, MARGIN, WIDTH = 100, 40, 8
INK, PAPER, FRAME = "#8b1a1a", "#f6f3ea", "#c9c2ae"
Stroke = tuple[tuple[int, int], ...]
# 合成数据 in lines on a grid of 100: no font is needed, and the picture is the same everywhere.
STROKES: tuple[tuple[Stroke, ...], ...] = (
    (
        ((50, 5), (8, 48)), ((50, 5), (92, 48)), ((32, 45), (68, 45)),
        ((25, 60), (75, 60), (75, 92), (25, 92), (25, 60)),
    ),
    (
        ((10, 28), (88, 28)), ((22, 28), (20, 62), (8, 92)), ((22, 50), (46, 50), (44, 78), (36, 72)),
        ((56, 6), (64, 58), (92, 90), (94, 74)), ((84, 46), (50, 92)), ((72, 10), (82, 18)),
    ),
    (
        ((28, 6), (28, 48)), ((6, 26), (50, 26)), ((12, 10), (20, 18)), ((44, 8), (36, 18)),
        ((28, 28), (8, 46)), ((28, 28), (48, 44)), ((24, 52), (12, 76), (44, 92)), ((40, 60), (10, 92)),
        ((6, 62), (50, 62)), ((66, 6), (54, 36)), ((62, 24), (94, 24)), ((84, 26), (72, 64), (50, 92)),
        ((58, 40), (72, 70), (94, 92)),
    ),
    (
        ((6, 26), (38, 26)), ((24, 6), (24, 88), (14, 82)), ((6, 60), (38, 46)),
        ((48, 10), (90, 10), (90, 32), (48, 32)), ((48, 10), (48, 50), (38, 92)), ((52, 48), (94, 48)),
        ((72, 34), (72, 62)), ((56, 62), (90, 62), (90, 90), (56, 90), (56, 62)),
    ),
)  # fmt: skip
NOTE = "合成数据：本文件为演示所作，不反映任何真实单位。\n整改前后对照：窗口公示了流程和时限。\n"


@dataclass(frozen=True)
class Evidence:
    """Digests of what is kept: a picture, a page of text as PDF, a note."""

    picture: str
    page: str
    note: str

    def of(self, number: int) -> str:
        """One of the three, in turn."""
        return (self.picture, self.page, self.note)[number % 3]


def keep_evidence(stage: Stage) -> Evidence:
    """Keep the three files, as if somebody had handed them in."""
    now, actor = stage.clock.ago(70), stage.people["clerk"].ref
    digests = [
        keep_file(actor=actor, now=now, stream=BytesIO(content), name=name).digest
        for name, content in (
            ("现场照片（合成数据）.png", draw_picture()),
            ("整改报告（合成数据）.pdf", write_page()),
            ("情况说明（合成数据）.txt", NOTE.encode()),
        )
    ]
    return Evidence(*digests)


def draw_picture() -> bytes:
    """合成数据 in brush strokes, as PNG."""
    size = (4 * CELL + 2 * MARGIN, CELL + 2 * MARGIN)
    picture = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((10, 10, size[0] - 11, size[1] - 11), outline=FRAME, width=3)
    for place, strokes in enumerate(STROKES):
        left = MARGIN + place * CELL
        for stroke in strokes:
            pen.line([(left + x * 0.9, MARGIN + y) for x, y in stroke], fill=INK, width=WIDTH, joint="curve")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def write_page() -> bytes:
    """One page in English letters, which every reader has, as PDF."""
    lines = (
        "SYNTHETIC DATA",
        "Made for a demonstration. No real body or person.",
        "Result: the list was put up.",
    )
    shown = " ".join(f"({line}) Tj 0 -28 Td" for line in lines)
    stream = f"BT /F1 18 Tf 72 760 Td {shown} ET"
    parts = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    text, starts = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(text))
        text += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    count = len(parts) + 1
    text += f"xref\n0 {count}\n0000000000 65535 f \n{table}"
    text += f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{text.index('xref')}\n%%EOF\n"
    return text.encode("ascii")
