// Unlocking: PIN and the server's half open the data key. Wrong PINs wait longer and longer; after ten of them what
// the server has acknowledged is wiped and the half destroyed. The outbox stays, sealed: whoever signs in again as
// its owner gets the half back from the server and can try again.
import { importHalf, MOST_TRIES, newDataKey, openDataKey, rewrap, waitAfter } from './sealing.ts';
import type { Store, Vault } from './shelves.ts';
import type { Registered } from './wire.ts';

export type Unlocked =
  | { result: 'open'; key: CryptoKey }
  | { result: 'wrong'; left: number; waitMs: number }
  | { result: 'wait'; waitMs: number }
  | { result: 'destroyed' };

export async function makeVault(store: Store, from: Registered, pin: string): Promise<{ vault: Vault; key: CryptoKey }> {
  const half = await importHalf(from.secret);
  const { key, wrapped } = await newDataKey(pin, half);
  const vault: Vault = {
    ...wrapped,
    person: from.person.ref,
    name: from.person.name,
    device: from.device,
    half,
    tries: 0,
    waitUntil: 0,
    used: Date.now(),
  };
  await store.putVault(vault);
  return { vault, key };
}

/** Give a vault its half again after its owner has signed in. */
export async function restoreHalf(store: Store, vault: Vault, secret: string): Promise<Vault> {
  const mended = { ...vault, half: await importHalf(secret), tries: 0, waitUntil: 0 };
  await store.putVault(mended);
  return mended;
}

export async function unlock(store: Store, vault: Vault, pin: string, now: number): Promise<Unlocked> {
  if (!vault.half) return { result: 'destroyed' };
  // A clock set forward does not help for long, one set back must not lock the owner out for good.
  const waitMs = Math.min(vault.waitUntil - now, waitAfter(vault.tries));
  if (waitMs > 0) return { result: 'wait', waitMs };
  // Counted before it is tried: closing the page in between saves nothing.
  const tries = vault.tries + 1;
  Object.assign(vault, { tries, waitUntil: now + waitAfter(tries) });
  await store.putVault(vault);
  const key = await openDataKey(vault, pin, vault.half);
  if (key) {
    Object.assign(vault, { tries: 0, waitUntil: 0, used: now });
    await store.putVault(vault);
    return { result: 'open', key };
  }
  if (tries < MOST_TRIES) return { result: 'wrong', left: MOST_TRIES - tries, waitMs: waitAfter(tries) };
  vault.half = null;
  await store.putVault(vault);
  await store.forgetThings(vault.person);
  return { result: 'destroyed' };
}

/** Another PIN for the same data; false when the old one is wrong. */
export async function changePin(store: Store, vault: Vault, old: string, next: string): Promise<boolean> {
  const wrapped = vault.half && (await rewrap(vault, old, next, vault.half));
  if (!wrapped) return false;
  Object.assign(vault, wrapped);
  await store.putVault(vault);
  return true;
}
