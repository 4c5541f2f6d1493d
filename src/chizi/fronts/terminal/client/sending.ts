// Sending in the foreground: at the start, when the network comes back, when the screen is looked at again, and by a
// timer that waits longer after each failure. WebViews have no background sync, and nobody is watched while away.
import { aheadBy } from './clock.ts';
import { backOff, Outbox, type Ended, type Post, type Waiting } from './outbox.ts';
import type { Safe } from './safe.ts';
import { change, now } from './state.ts';
import { deviceName, fetchPack, register, sendFile, sendParcels, Unanswered, type Parcel } from './wire.ts';

const QUIET_MS = 5 * 60_000;

let outbox: Outbox | null = null;
let device = '';
let failed = 0;
let bell: ReturnType<typeof setTimeout> | undefined;
let busy = false;
let again = false;
/** Set by main: what a wipe order does. */
let onWipe: () => Promise<void> = async () => undefined;

export function whenWiped(wipe: () => Promise<void>): void {
  onWipe = wipe;
}

export async function openOutbox(safe: Safe, of: string): Promise<void> {
  device = of;
  outbox = new Outbox(safe, () => void show());
  await safe.sweepPictures();
  await show();
  await sync();
}

async function show(): Promise<void> {
  if (outbox && now().stage === 'open') change({ waiting: await outbox.list() });
}

/** Put a parcel in the outbox and try to send it. Raises when the device cannot keep it. */
export async function submit(kind: string, body: Record<string, unknown>, options: { merge?: string; pictures?: Record<string, string> } = {}): Promise<string> {
  if (!outbox) throw new Error('not open');
  const id = await outbox.add(kind, body, options);
  void sync();
  return id;
}

export async function discard(id: string): Promise<() => Promise<void>> {
  const gone = outbox ? await outbox.discard([id]) : [];
  return async () => {
    await outbox?.restore(gone);
  };
}

export async function retry(id: string): Promise<void> {
  await outbox?.retry(id);
  void sync();
}

const post = (safe: Safe): Post => ({
  async ready(parcel: Waiting): Promise<Parcel> {
    const { id, kind, at, body, pictures } = parcel;
    if (!pictures) return { id, kind, at, body };
    const files: Record<string, string> = {};
    for (const [place, name] of Object.entries(pictures)) {
      const picture = await safe.picture(place);
      if (picture) files[await sendFile(name, picture)] = name;
    }
    return { id, kind, at, body: { ...body, files } };
  },
  async send(parcels) {
    const sent = Date.now();
    const verdict = await sendParcels(device, safe.person, parcels).catch((caught: Unanswered) => {
      if (caught.person) change({ signedInAs: caught.person });
      throw caught;
    });
    change({ ahead: aheadBy(verdict.received_at, sent, Date.now()) });
    return verdict;
  },
});

/** One at a time, also over several open pages of the same person where the browser can say so. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return work();
  return navigator.locks.request('chizi-terminal-sending', work) as Promise<T>;
}

/** Send what waits, then ask for a newer pack. */
export async function sync(): Promise<void> {
  if (busy) {
    again = true;
    return;
  }
  const { safe, stage } = now();
  if (!outbox || !safe || stage !== 'open') return;
  if (!navigator.onLine) {
    change({ net: 'offline' });
    return;
  }
  busy = true;
  clearTimeout(bell);
  change({ net: 'sending' });
  const box = outbox;
  try {
    let ended = await round(box, safe);
    if (ended === 'unknown_device') {
      // the server was restored from before this device was known
      await register(device, deviceName()).catch(() => undefined);
      ended = await round(box, safe);
    }
    await conclude(ended);
  } finally {
    busy = false;
    if (again) {
      again = false;
      void sync();
    }
  }
}

async function round(box: Outbox, safe: Safe): Promise<Ended> {
  const ended = await alone(() => box.flush(post(safe)));
  return ended === 'sent' || ended === 'empty' ? pull(safe) : ended;
}

async function pull(safe: Safe): Promise<Ended> {
  try {
    const asked = Date.now();
    const { pack: found, tag, date } = await fetchPack(device, now().pack ? now().packTag : '');
    const seen = new Date().toISOString();
    if (found?.device?.wipe) return 'wipe';
    if (found) change({ pack: found, packTag: tag, person: found.person });
    change({ packSeen: seen, ahead: date ? aheadBy(date, asked, Date.now()) : now().ahead });
    const { pack, packTag } = now();
    // A device that is full still shows the pack: it is in memory, and the store keeps the older one.
    await safe.set('pack', { pack, tag: packTag, seen }).catch(() => change({ scarce: true }));
    return 'sent';
  } catch (caught) {
    return caught instanceof Unanswered ? endedBy(caught) : 'unreachable';
  }
}

function endedBy(trouble: Unanswered): Ended {
  if (trouble.wipe) return 'wipe';
  if (trouble.status === 401) return 'signed_out';
  if (trouble.code === 'another_person') {
    change({ signedInAs: trouble.person });
    return 'another_person';
  }
  return trouble.code === 'unknown_device' ? 'unknown_device' : 'unreachable';
}

async function conclude(ended: Ended): Promise<void> {
  await show();
  if (ended === 'wipe') {
    await onWipe();
    return;
  }
  if (ended === 'sent' || ended === 'empty') {
    failed = 0;
    change({ net: 'idle', signedInAs: null });
    bell = setTimeout(() => void sync(), QUIET_MS);
    return;
  }
  failed += 1;
  const helpless = ended === 'unknown_device' || ended === 'forbidden' ? 'unreachable' : ended;
  change({ net: helpless === 'unreachable' && !navigator.onLine ? 'offline' : helpless });
  bell = setTimeout(() => void sync(), backOff(failed));
}

/** Listen for the network and for the screen being looked at again. */
export function listen(): void {
  window.addEventListener('online', () => {
    failed = 0;
    void sync();
  });
  window.addEventListener('offline', () => change({ net: 'offline' }));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sync();
  });
}

