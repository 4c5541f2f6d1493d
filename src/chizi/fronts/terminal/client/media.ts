// Films, pictures and files of materials: kept on the device when their reader asks for it. They are published
// teaching material, the same for everybody, and lie in the browser's cache unsealed; log-out and a wipe take them too.
import type { Media } from './wire.ts';

export const MEDIA_CACHE = 'chizi-media-1';
/** What stays free whatever is kept: the outbox comes first. */
const RESERVE = 40 * 2 ** 20;

export const addressOf = (digest: string): string => `/terminal/media/${digest}`;

const present = (): boolean => 'caches' in window;

export interface Room {
  used: number;
  quota: number;
}

/** What is used and allowed on this device; null when the browser does not say. */
export async function room(): Promise<Room | null> {
  if (!navigator.storage?.estimate) return null;
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return quota ? { used: usage, quota } : null;
}

/** Nearly full: less than the reserve is left. */
export function scarce(known: Room | null): boolean {
  return known !== null && known.quota - known.used < RESERVE;
}

function digestsOf(media: Media[]): string[] {
  return media.flatMap((one) => [one.digest, ...(one.captions ?? []).map((caption) => caption.digest)]);
}

export async function isKept(media: Media[]): Promise<boolean> {
  if (!present() || !media.length) return false;
  const cache = await caches.open(MEDIA_CACHE);
  const found = await Promise.all(digestsOf(media).map((digest) => cache.match(addressOf(digest))));
  return found.every(Boolean);
}

export type Keeping = 'kept' | 'no_room' | 'unreachable';

/** Keep the media of a material; nothing of it stays when it cannot be kept whole. */
export async function keep(media: Media[], progress: (done: number, of: number) => void): Promise<Keeping> {
  const size = media.reduce((sum, one) => sum + one.size, 0);
  const known = await room();
  if (!present() || (known && known.quota - known.used - size < RESERVE)) return 'no_room';
  const digests = digestsOf(media);
  try {
    const cache = await caches.open(MEDIA_CACHE);
    for (const [at, digest] of digests.entries()) {
      progress(at, digests.length);
      if (await cache.match(addressOf(digest))) continue;
      const answer = await fetch(addressOf(digest), { credentials: 'same-origin', cache: 'no-store' });
      if (answer.status !== 200) throw new Error(String(answer.status));
      await cache.put(addressOf(digest), answer);
    }
    return 'kept';
  } catch (caught) {
    await drop(media);
    return caught instanceof DOMException && caught.name === 'QuotaExceededError' ? 'no_room' : 'unreachable';
  }
}

export async function drop(media: Media[]): Promise<void> {
  if (!present()) return;
  const cache = await caches.open(MEDIA_CACHE);
  await Promise.all(digestsOf(media).map((digest) => cache.delete(addressOf(digest))));
}

/** Drop all of it; true when there was something. */
export async function dropAll(): Promise<boolean> {
  return present() ? caches.delete(MEDIA_CACHE) : false;
}
