// The device's store: IndexedDB where the browser has it, memory where it does not (then nothing outlives the page,
// and the terminal says so). Everything that names a matter is sealed before it comes here; in the open stand only
// whose it is, how many there are, and what is needed to unlock.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Sealed, Wrapped } from './sealing.ts';

export interface Vault extends Wrapped {
  person: string;
  name: string;
  device: string;
  /** The server's half; null once it was destroyed (too many wrong PINs): then sign in again. */
  half: CryptoKey | null;
  tries: number;
  waitUntil: number;
  used: number;
}

export interface SealedParcel extends Sealed {
  id: string;
  person: string;
}

export interface SealedThing extends Sealed {
  person: string;
  name: string;
}

interface Stores extends DBSchema {
  vaults: { key: string; value: Vault };
  outbox: { key: string; value: SealedParcel; indexes: { person: string } };
  things: { key: [string, string]; value: SealedThing };
}

export interface Store {
  readonly lasting: boolean;
  vaults(): Promise<Vault[]>;
  putVault(vault: Vault): Promise<void>;
  parcels(person: string): Promise<SealedParcel[]>;
  putParcel(parcel: SealedParcel): Promise<void>;
  removeParcels(ids: string[]): Promise<void>;
  thing(person: string, name: string): Promise<SealedThing | undefined>;
  putThing(thing: SealedThing): Promise<void>;
  removeThing(person: string, name: string): Promise<void>;
  names(person: string): Promise<string[]>;
  /** Everything of a person but the outbox, its pictures and the vault: what the server can give again. */
  forgetThings(person: string): Promise<void>;
  /** Everything of a person. */
  forget(person: string): Promise<void>;
}

const NAME = 'chizi-terminal';
/** What each version of the store adds to the one before; a new version is a new line here, never a change of an old one. */
const STEPS: ((db: IDBPDatabase<Stores>) => void)[] = [
  (db) => {
    db.createObjectStore('vaults', { keyPath: 'person' });
    db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('person', 'person');
    db.createObjectStore('things', { keyPath: ['person', 'name'] });
  },
];

/** Names of pictures that wait with a parcel begin so; they belong to the outbox. */
export const PICTURE = 'picture:';

const whose = (person: string): IDBKeyRange => IDBKeyRange.bound([person, ''], [person, '\uffff']);

class Lasting implements Store {
  readonly lasting = true;
  private readonly db: IDBPDatabase<Stores>;

  constructor(db: IDBPDatabase<Stores>) {
    this.db = db;
  }

  vaults(): Promise<Vault[]> {
    return this.db.getAll('vaults');
  }

  async putVault(vault: Vault): Promise<void> {
    await this.db.put('vaults', vault);
  }

  parcels(person: string): Promise<SealedParcel[]> {
    return this.db.getAllFromIndex('outbox', 'person', person);
  }

  async putParcel(parcel: SealedParcel): Promise<void> {
    await this.db.put('outbox', parcel);
  }

  async removeParcels(ids: string[]): Promise<void> {
    const change = this.db.transaction('outbox', 'readwrite');
    await Promise.all([...ids.map((id) => change.store.delete(id)), change.done]);
  }

  thing(person: string, name: string): Promise<SealedThing | undefined> {
    return this.db.get('things', [person, name]);
  }

  async putThing(thing: SealedThing): Promise<void> {
    await this.db.put('things', thing);
  }

  async removeThing(person: string, name: string): Promise<void> {
    await this.db.delete('things', [person, name]);
  }

  async names(person: string): Promise<string[]> {
    return (await this.db.getAllKeys('things', whose(person))).map(([, name]) => name);
  }

  async forgetThings(person: string): Promise<void> {
    const change = this.db.transaction('things', 'readwrite');
    const keys = await change.store.getAllKeys(whose(person));
    await Promise.all([...keys.filter(([, name]) => !name.startsWith(PICTURE)).map((key) => change.store.delete(key)), change.done]);
  }

  async forget(person: string): Promise<void> {
    const change = this.db.transaction(['vaults', 'outbox', 'things'], 'readwrite');
    const outbox = change.objectStore('outbox');
    const parcels = await outbox.index('person').getAllKeys(person);
    await Promise.all([
      ...parcels.map((id) => outbox.delete(id)),
      change.objectStore('things').delete(whose(person)),
      change.objectStore('vaults').delete(person),
      change.done,
    ]);
  }
}

class Fleeting implements Store {
  readonly lasting = false;
  private readonly kept = new Map<string, Vault>();
  private readonly outbox = new Map<string, SealedParcel>();
  private readonly things = new Map<string, SealedThing>();

  async vaults(): Promise<Vault[]> {
    return [...this.kept.values()];
  }

  async putVault(vault: Vault): Promise<void> {
    this.kept.set(vault.person, vault);
  }

  async parcels(person: string): Promise<SealedParcel[]> {
    return [...this.outbox.values()].filter((one) => one.person === person);
  }

  async putParcel(parcel: SealedParcel): Promise<void> {
    this.outbox.set(parcel.id, parcel);
  }

  async removeParcels(ids: string[]): Promise<void> {
    ids.forEach((id) => this.outbox.delete(id));
  }

  async thing(person: string, name: string): Promise<SealedThing | undefined> {
    return this.things.get(`${person} ${name}`);
  }

  async putThing(thing: SealedThing): Promise<void> {
    this.things.set(`${thing.person} ${thing.name}`, thing);
  }

  async removeThing(person: string, name: string): Promise<void> {
    this.things.delete(`${person} ${name}`);
  }

  async names(person: string): Promise<string[]> {
    return [...this.things.values()].filter((one) => one.person === person).map((one) => one.name);
  }

  async forgetThings(person: string): Promise<void> {
    for (const [key, one] of this.things) {
      if (one.person === person && !one.name.startsWith(PICTURE)) this.things.delete(key);
    }
  }

  async forget(person: string): Promise<void> {
    this.kept.delete(person);
    for (const [key, one] of this.outbox) if (one.person === person) this.outbox.delete(key);
    for (const [key, one] of this.things) if (one.person === person) this.things.delete(key);
  }
}

export function fleetingStore(): Store {
  return new Fleeting();
}

/** The lasting store; raises when the browser refuses one. `closing` is called when a newer version of us needs it. */
export async function lastingStore(closing: () => void): Promise<Store> {
  const db = await openDB<Stores>(NAME, STEPS.length, {
    upgrade: (opened, from) => STEPS.slice(from).forEach((step) => step(opened)),
    blocking: () => {
      db.close();
      closing();
    },
    terminated: closing,
  });
  const probe: SealedThing = { person: '', name: 'probe', iv: new Uint8Array(12), sealed: new ArrayBuffer(1) };
  await db.put('things', probe); // some browsers open a store in which nothing can be written
  await db.delete('things', ['', 'probe']);
  return new Lasting(db);
}
