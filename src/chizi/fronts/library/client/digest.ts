// SHA-256 piece by piece (FIPS 180-4): the browser's own takes a whole file at once, and only over TLS.

const PRIMES: number[] = [];
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
const ROUNDS = new Int32Array(PRIMES.map((prime) => fraction(Math.cbrt(prime))));
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const BLOCK = 64;

export class Digest {
  private state = new Int32Array(START);
  private rest = new Uint8Array(BLOCK);
  private held = 0;
  private total = 0;
  private words = new Int32Array(BLOCK);

  /** Take the bytes that follow. */
  update(bytes: Uint8Array): void {
    this.total += bytes.length;
    let at = 0;
    if (this.held) {
      at = Math.min(BLOCK - this.held, bytes.length);
      this.rest.set(bytes.subarray(0, at), this.held);
      this.held += at;
      if (this.held < BLOCK) return;
      this.block(this.rest, 0);
      this.held = 0;
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.block(bytes, at);
    this.rest.set(bytes.subarray(at));
    this.held = bytes.length - at;
  }

  /** The hash of all that was taken, in hex; nothing may follow. */
  hex(): string {
    const bits = this.total * 8;
    const tail = new Uint8Array(((this.held + 9 + 63) & ~63) - this.held);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(tail.length - 4, bits >>> 0);
    this.update(tail);
    return [...this.state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  private block(bytes: Uint8Array, at: number): void {
    const w = this.words;
    for (let t = 0; t < 16; t++) {
      const i = at + t * 4;
      w[t] = ((bytes[i] ?? 0) << 24) | ((bytes[i + 1] ?? 0) << 16) | ((bytes[i + 2] ?? 0) << 8) | (bytes[i + 3] ?? 0);
    }
    const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));
    for (let t = 16; t < 64; t++) {
      const a = w[t - 15] as number;
      const b = w[t - 2] as number;
      w[t] = ((w[t - 16] as number) + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + (w[t - 7] as number) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, h] = this.state as unknown as [number, number, number, number, number, number, number, number];
    for (let t = 0; t < 64; t++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (ROUNDS[t] as number) + (w[t] as number)) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    const added = [a, b, c, d, e, f, g, h];
    for (let n = 0; n < 8; n++) this.state[n] = ((this.state[n] as number) + (added[n] as number)) | 0;
  }
}
