// The outbox: what was done here and is not yet with the server. A parcel leaves it only when the server has
// acknowledged it; what the server refuses goes to the list of problems and never holds up the rest. Pure: it knows
// neither the database of the device nor the network.
import { newId } from './identity.ts';
import type { Parcel, Refused, Verdict } from './wire.ts';

export const BATCH = 50;

/** A parcel as it waits. `merge`: a newer parcel of the same name takes its place (answers saved again). */
export interface Waiting extends Parcel {
  order: number;
  merge?: string;
  /** Pictures kept beside it, uploaded first: place in the device's store -> name. */
  pictures?: Record<string, string>;
  problem?: { code: string; text: string; field: string };
}

/** Where parcels are kept. Each call is whole or has not happened. */
export interface Shelf {
  all(): Promise<Waiting[]>;
  put(parcel: Waiting): Promise<void>;
  remove(ids: string[]): Promise<void>;
}

export type Ended = 'sent' | 'empty' | 'unreachable' | 'signed_out' | 'another_person' | 'unknown_device' | 'forbidden' | 'stuck' | 'wipe';

/** What the sender throws: the status (0: no answer) and the code of an answer that is no verdict. */
interface Trouble {
  status?: number;
  code?: string;
  text?: string;
  wipe?: boolean;
}

export interface Post {
  /** Hand over the pictures of a parcel; the parcel as it is to be sent. */
  ready(parcel: Waiting): Promise<Parcel>;
  send(parcels: Parcel[]): Promise<Verdict>;
  heard?(verdict: Verdict): void;
}

export class Outbox {
  private readonly shelf: Shelf;
  private readonly changed: () => void;
  private readonly flying = new Set<string>();
  private last = 0;

  constructor(shelf: Shelf, changed: () => void = () => undefined) {
    this.shelf = shelf;
    this.changed = changed;
  }

  async list(): Promise<Waiting[]> {
    return (await this.shelf.all()).sort((one, other) => one.order - other.order);
  }

  /** Put a new parcel in; returns its id. */
  async add(kind: string, body: Record<string, unknown>, options: { merge?: string; pictures?: Record<string, string>; at?: Date } = {}): Promise<string> {
    const at = options.at ?? new Date();
    this.last = Math.max(this.last + 1, at.getTime());
    const parcel: Waiting = { id: newId(), kind, at: at.toISOString(), body, order: this.last };
    if (options.merge) parcel.merge = options.merge;
    if (options.pictures && Object.keys(options.pictures).length) parcel.pictures = options.pictures;
    const older = options.merge ? (await this.shelf.all()).filter((one) => one.merge === options.merge && !this.flying.has(one.id)) : [];
    await this.shelf.put(parcel); // first the new one, then the old ones go: nothing is lost in between
    if (older.length) await this.shelf.remove(older.map((one) => one.id));
    this.changed();
    return parcel.id;
  }

  /** Take parcels out without sending them (their owner's decision); returns them, so that it can be undone. */
  async discard(ids: string[]): Promise<Waiting[]> {
    const gone = (await this.list()).filter((one) => ids.includes(one.id));
    await this.shelf.remove(ids);
    this.changed();
    return gone;
  }

  async restore(parcels: Waiting[]): Promise<void> {
    for (const parcel of parcels) await this.shelf.put(parcel);
    this.changed();
  }

  /** Let a refused parcel wait again. Its refusal was final for its old id, so it gets a new one. */
  async retry(id: string): Promise<void> {
    const found = (await this.list()).find((one) => one.id === id && one.problem);
    if (!found) return;
    const { problem: _, ...rest } = found;
    await this.shelf.put({ ...rest, id: newId() });
    await this.shelf.remove([id]);
    this.changed();
  }

  /** Send what waits, in its order, in batches; ends at the first thing that cannot be helped from here. */
  async flush(post: Post): Promise<Ended> {
    let size = BATCH;
    let sent = false;
    for (;;) {
      const batch = (await this.list()).filter((one) => !one.problem).slice(0, size);
      if (!batch.length) return sent ? 'sent' : 'empty';
      batch.forEach((one) => this.flying.add(one.id));
      try {
        const verdict = await this.offer(batch, post);
        const settled = await this.settle(batch, verdict);
        if (verdict.device?.wipe) return 'wipe';
        if (!settled) return 'stuck'; // an answer that acknowledges nothing: do not ask in a circle
        sent = true;
        size = BATCH;
      } catch (caught) {
        const trouble = caught as Trouble;
        const ended = reason(trouble);
        if (ended) return ended;
        // The batch as a whole was not understood: halve it, until the one parcel is found that spoils it.
        if (batch.length > 1) size = Math.ceil(batch.length / 2);
        else await this.refuse(batch, [{ id: batch[0]?.id ?? '', code: trouble.code || String(trouble.status ?? ''), text: trouble.text ?? '' }]);
      } finally {
        batch.forEach((one) => this.flying.delete(one.id));
      }
    }
  }

  private async offer(batch: Waiting[], post: Post): Promise<Verdict> {
    const ready: Parcel[] = [];
    const spoiled: Refused[] = [];
    for (const parcel of batch) {
      try {
        ready.push(await post.ready(parcel));
      } catch (caught) {
        const trouble = caught as Trouble;
        if (reason(trouble)) throw caught;
        spoiled.push({ id: parcel.id, code: trouble.code || 'picture', text: trouble.text ?? '' });
      }
    }
    if (!ready.length) return { received_at: '', accepted: [], refused: spoiled };
    const verdict = await post.send(ready);
    post.heard?.(verdict);
    return { ...verdict, refused: [...verdict.refused, ...spoiled] };
  }

  private async settle(batch: Waiting[], verdict: Verdict): Promise<boolean> {
    const offered = new Set(batch.map((one) => one.id));
    const taken = verdict.accepted.filter((id) => offered.has(id));
    if (taken.length) await this.shelf.remove(taken);
    // "trouble" is the server's own: such a parcel waits on under the same id
    const refused = verdict.refused.filter((one) => offered.has(one.id) && one.code !== 'trouble');
    await this.refuse(batch, refused);
    if (taken.length) this.changed();
    return taken.length + refused.length > 0;
  }

  private async refuse(batch: Waiting[], refused: Refused[]): Promise<void> {
    for (const one of refused) {
      const parcel = batch.find((waiting) => waiting.id === one.id);
      if (parcel) await this.shelf.put({ ...parcel, problem: { code: one.code, text: one.text, field: one.field ?? '' } });
    }
    if (refused.length) this.changed();
  }
}

function reason(trouble: Trouble): Ended | null {
  if (trouble.wipe) return 'wipe';
  if (trouble.status === 401) return 'signed_out';
  if (trouble.status === 409 && trouble.code === 'another_person') return 'another_person';
  if (trouble.code === 'unknown_device') return 'unknown_device';
  if (trouble.status === 403) return 'forbidden';
  const status = trouble.status ?? 0; // an error without a status is one of the network or of the device
  if (status === 0 || status === 408 || status === 429 || status >= 500) return 'unreachable';
  return null;
}

/** Milliseconds until the next try after so many that failed: 15 s, doubled each time, at most a quarter of an hour. */
export function backOff(failed: number): number {
  return Math.min(15_000 * 2 ** Math.max(0, failed - 1), 15 * 60_000);
}
