// A picture of one's own: drawn anew and smaller before it is kept. Drawing anew leaves out everything but the picture:
// no place, no time, no device (EXIF). A picture is never asked for.

const LONGEST_EDGE = 1600;
const QUALITY = 0.82;

export class NotAPicture extends Error {}

/** The picture as a JPEG of at most 1600 pixels; raises NotAPicture for anything the browser cannot draw, and for SVG. */
export async function drawnAnew(file: Blob): Promise<Blob> {
  if (/svg|html|xml/i.test(file.type)) throw new NotAPicture();
  let drawn: ImageBitmap;
  try {
    drawn = await createImageBitmap(file, { imageOrientation: 'from-image' } as ImageBitmapOptions);
  } catch {
    // Chromium 87 does not know `from-image` as a word, and turns pictures by itself
    drawn = await createImageBitmap(file).catch(() => Promise.reject(new NotAPicture()));
  }
  const scale = Math.min(1, LONGEST_EDGE / Math.max(drawn.width, drawn.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(drawn.width * scale));
  canvas.height = Math.max(1, Math.round(drawn.height * scale));
  canvas.getContext('2d')?.drawImage(drawn, 0, 0, canvas.width, canvas.height);
  drawn.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((made) => (made ? resolve(made) : reject(new NotAPicture())), 'image/jpeg', QUALITY);
  });
}

/** The picture as an address that an <img> may show under our content policy. */
export function shown(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new NotAPicture());
    reader.readAsDataURL(picture);
  });
}
