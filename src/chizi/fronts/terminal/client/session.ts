// Opening and closing: who is here, what of his is on this device, and how it leaves.
import { newId } from './identity.ts';
import { dropAll, room, scarce } from './media.ts';
import { openOutbox } from './sending.ts';
import { Safe } from './safe.ts';
import { fleetingStore, lastingStore, type Store, type Vault } from './shelves.ts';
import { change, now } from './state.ts';
import { changePin, makeVault, restoreHalf, unlock, type Unlocked } from './vaults.ts';
import { deviceName, leave, register, Unanswered, type Pack, type Registered } from './wire.ts';

let registered: Registered | null = null;

async function openStore(): Promise<Store> {
  if (!window.isSecureContext || !crypto.subtle) {
    change({ fleeting: 'insecure' });
    return fleetingStore();
  }
  try {
    return await lastingStore(() => change({ update: true }));
  } catch {
    change({ fleeting: 'refused' });
    return fleetingStore();
  }
}

async function countOthers(store: Store, mine: string): Promise<{ name: string; count: number }[]> {
  const others = (await store.vaults()).filter((one) => one.person !== mine);
  const counted = await Promise.all(others.map(async (one) => ({ name: one.name, count: (await store.parcels(one.person)).length })));
  return counted.filter((one) => one.count > 0);
}

/** Make room: first the films, which can be had again. */
async function makeRoom(): Promise<boolean> {
  change({ scarce: true });
  return dropAll();
}

/** Begin: look for what is here, ask the server who is signed in, and go to the first screen that follows. */
export async function start(): Promise<void> {
  const store = await openStore();
  const vaults = (await store.vaults()).sort((one, other) => other.used - one.used);
  change({ store, scarce: scarce(await room().catch(() => null)) });
  const last = vaults[0] ?? null;
  // What is here is shown first; the server's word may change it.
  if (last?.half) await lock(last);
  try {
    registered = await greet(last?.device ?? (store.lasting ? newId() : onlineId()), vaults);
  } catch (caught) {
    const status = (caught as Unanswered).status;
    if (now().stage === 'open' || now().stage === 'gone') return;
    change({ net: status === 401 ? 'signed_out' : status === 0 ? 'offline' : 'unreachable' });
    if (last) await lock(last);
    else change({ stage: 'welcome' });
    return;
  }
  if (registered.wipe) await wipeHere('wiped');
  else if (now().stage !== 'open') await receive(store, registered, vaults);
}

/** Ask under the id of the last device; when that one belongs to somebody else, under one's own. */
async function greet(device: string, vaults: Vault[]): Promise<Registered> {
  try {
    return await register(device, deviceName());
  } catch (caught) {
    const trouble = caught as Unanswered;
    if (trouble.wipe) await wipeHere('wiped');
    if (trouble.code !== 'another_person') throw caught;
    const own = vaults.find((one) => one.person === trouble.person?.ref);
    return register(own?.device ?? (now().store?.lasting ? newId() : onlineId(true)), deviceName());
  }
}

/** The id of a device that keeps nothing else: so that the server does not meet a new one with each page. */
function onlineId(anew = false): string {
  const place = 'chizi-terminal-device';
  try {
    const id = (!anew && localStorage.getItem(place)) || newId();
    localStorage.setItem(place, id);
    return id;
  } catch {
    return newId();
  }
}

async function receive(store: Store, from: Registered, vaults: Vault[]): Promise<void> {
  change({ person: from.person, others: await countOthers(store, from.person.ref) });
  if (!store.lasting) {
    await enter(store, null, null, from);
    return;
  }
  const own = vaults.find((one) => one.person === from.person.ref);
  if (!own) change({ stage: 'choose', vault: null });
  else await lock(own.half ? own : await restoreHalf(store, own, from.secret));
}

async function lock(vault: Vault): Promise<void> {
  const { store } = now();
  if (store) change({ stage: 'locked', vault, others: await countOthers(store, vault.person) });
}

/** The first PIN of a person on this device. */
export async function choosePin(pin: string): Promise<void> {
  const { store } = now();
  if (!store || !registered) return;
  const { vault, key } = await makeVault(store, registered, pin);
  void navigator.storage?.persist?.();
  await enter(store, vault, key, registered);
}

export async function tryPin(pin: string): Promise<Unlocked> {
  const { store, vault } = now();
  if (!store || !vault) return { result: 'destroyed' };
  const said = await unlock(store, vault, pin, Date.now());
  if (said.result === 'open') await enter(store, vault, said.key, null);
  return said;
}

export async function replacePin(old: string, next: string): Promise<boolean> {
  const { store, vault } = now();
  return Boolean(store && vault && (await changePin(store, vault, old, next)));
}

async function enter(store: Store, vault: Vault | null, key: CryptoKey | null, from: Registered | null): Promise<void> {
  const ref = vault?.person ?? from?.person.ref ?? '';
  const safe = new Safe(store, ref, key, makeRoom);
  const kept = await safe.get<{ pack: Pack; tag: string; seen: string }>('pack');
  const answered = await safe.get<ReturnType<typeof now>['answered']>('answers');
  change({
    safe,
    vault,
    person: from?.person ?? kept?.pack.person ?? { ref, name: vault?.name ?? '', party: { code: '', name: '' } },
    pack: kept?.pack ?? null,
    packTag: kept?.tag ?? '',
    packSeen: kept?.seen ?? '',
    answered: answered ?? {},
    others: await countOthers(store, ref),
    stage: 'open',
  });
  await openOutbox(safe, vault?.device ?? from?.device ?? '');
}

/** Forget a PIN: what was never sent is lost with it, and the person begins anew. */
export async function startOver(): Promise<void> {
  const { store, vault } = now();
  if (!store || !vault) return;
  await store.forget(vault.person);
  await dropAll();
  location.reload();
}

/** Destroy all that this person has here: keys, data, films. */
export async function wipeHere(why: 'left' | 'wiped'): Promise<void> {
  const { store, vault, safe } = now();
  const device = vault?.device ?? '';
  const person = vault?.person ?? safe?.person ?? '';
  if (store) await store.forget(person);
  await dropAll();
  change({ stage: 'gone', gone: why, pack: null, safe: null, vault: null, waiting: [], answered: {}, person: null });
  try {
    if (device) await leave(device);
  } catch {
    // the server hears of it when it can be reached; here nothing is left
  }
}

/** Log out; refused while anything waits. */
export async function logOut(): Promise<boolean> {
  const { safe } = now();
  if (safe && (await safe.all()).length) return false;
  await wipeHere('left');
  signOut();
  return true;
}

/** End the session on the server, by the house's own form. */
export function signOut(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/accounts/logout/';
  const token = document.createElement('input');
  token.type = 'hidden';
  token.name = 'csrfmiddlewaretoken';
  token.value = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '';
  form.append(token);
  document.body.append(form);
  form.submit();
}
