// What is kept on the device is sealed: AES-GCM under a random data key. The data key is wrapped by a key that needs
// two things: what its owner knows (the PIN, slowed down by PBKDF2) and the half that the server gave to this device
// (kept as a key that no script can read out, destroyed at log-out). HKDF joins the two.

export const ITERATIONS = 310_000;
export const LEAST_DIGITS = 6;

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

const words = new TextEncoder();
const PURPOSE = words.encode('chizi terminal: key of the device, first version');

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** The server's half, from base64, as a key that can derive and cannot be read. */
export async function importHalf(secret: string): Promise<CryptoKey> {
  const raw = Uint8Array.from(atob(secret), (sign) => sign.charCodeAt(0));
  return crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
}

async function wrappingKey(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number, half: CryptoKey): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', words.encode(pin.normalize('NFKC')), 'PBKDF2', false, ['deriveBits']);
  const slowed = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, typed, 256);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: slowed, info: PURPOSE },
    half,
    { name: 'AES-GCM', length: 256 },
    false,
    ['wrapKey', 'unwrapKey'],
  );
}

export interface Wrapped {
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  iv: Uint8Array<ArrayBuffer>;
  wrapped: ArrayBuffer;
}

/** A new data key and its wrapping. The returned key cannot be exported. */
export async function newDataKey(pin: string, half: CryptoKey, iterations = ITERATIONS): Promise<{ key: CryptoKey; wrapped: Wrapped }> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const wrapped = await wrap(key, pin, half, iterations);
  return { key: await unwrap(wrapped, pin, half), wrapped };
}

async function wrap(key: CryptoKey, pin: string, half: CryptoKey, iterations: number): Promise<Wrapped> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const by = await wrappingKey(pin, salt, iterations, half);
  return { salt, iterations, iv, wrapped: await crypto.subtle.wrapKey('raw', key, by, { name: 'AES-GCM', iv }) };
}

async function unwrap(kept: Wrapped, pin: string, half: CryptoKey, extractable = false): Promise<CryptoKey> {
  const by = await wrappingKey(pin, kept.salt, kept.iterations, half);
  return crypto.subtle.unwrapKey('raw', kept.wrapped, by, { name: 'AES-GCM', iv: kept.iv }, 'AES-GCM', extractable, [
    'encrypt',
    'decrypt',
  ]);
}

/** The data key, or null when the PIN (or the half) is not the one it was wrapped with. */
export async function openDataKey(kept: Wrapped, pin: string, half: CryptoKey): Promise<CryptoKey | null> {
  try {
    return await unwrap(kept, pin, half);
  } catch {
    return null;
  }
}

/** The same data key under another PIN; null when the old one is wrong. */
export async function rewrap(kept: Wrapped, pin: string, next: string, half: CryptoKey): Promise<Wrapped | null> {
  try {
    return await wrap(await unwrap(kept, pin, half, true), next, half, ITERATIONS);
  } catch {
    return null;
  }
}

export async function seal(key: CryptoKey, plain: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const iv = randomBytes(12);
  return { iv, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain) };
}

export async function unseal(key: CryptoKey, kept: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv }, key, kept.sealed);
}

export async function sealJson(key: CryptoKey, value: unknown): Promise<Sealed> {
  return seal(key, words.encode(JSON.stringify(value)));
}

export async function unsealJson<T>(key: CryptoKey, kept: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await unseal(key, kept))) as T;
}

/** Milliseconds to wait after so many wrong PINs in a row: none for two, then 2, 4, 8 … seconds, at most a quarter of an hour. */
export function waitAfter(tries: number): number {
  return tries < 3 ? 0 : Math.min(2 ** (tries - 2) * 1000, 15 * 60_000);
}

/** After so many wrong PINs what the server has acknowledged is wiped and the server's half destroyed. */
export const MOST_TRIES = 10;

/** Digits that are guessed first: all the same, or a run up or down. */
export function tooEasy(pin: string): boolean {
  const steps = new Set(Array.from(pin.slice(1), (digit, at) => digit.charCodeAt(0) - pin.charCodeAt(at)));
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? 9);
}
