// A person's things on this device, sealed and unsealed: pack, drafts, answers, and the shelf of the outbox.
import { seal, sealJson, unseal, unsealJson, type Sealed } from './sealing.ts';
import { PICTURE, type Store } from './shelves.ts';
import type { Shelf, Waiting } from './outbox.ts';

/** Make room and say whether it is worth trying again. */
type MakeRoom = () => Promise<boolean>;

const plain: Pick<Sealed, 'iv'> = { iv: new Uint8Array(0) };

export class Safe implements Shelf {
  readonly person: string;
  private readonly store: Store;
  /** Null where nothing is written to the device: memory needs no seal. */
  private readonly key: CryptoKey | null;
  private readonly makeRoom: MakeRoom;

  constructor(store: Store, person: string, key: CryptoKey | null, makeRoom: MakeRoom) {
    if (store.lasting && !key) throw new Error('nothing is kept on a device without a key');
    this.store = store;
    this.person = person;
    this.key = key;
    this.makeRoom = makeRoom;
  }

  private async close(value: unknown): Promise<Sealed> {
    if (this.key) return sealJson(this.key, value);
    return { ...plain, sealed: new TextEncoder().encode(JSON.stringify(value)).buffer };
  }

  private async open<T>(kept: Sealed): Promise<T> {
    if (this.key) return unsealJson<T>(this.key, kept);
    return JSON.parse(new TextDecoder().decode(kept.sealed)) as T;
  }

  /** Write, and when the device is full make room once and try again. */
  private async write(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (caught) {
      if (!(await this.makeRoom())) throw caught;
      await work();
    }
  }

  async all(): Promise<Waiting[]> {
    return Promise.all((await this.store.parcels(this.person)).map((one) => this.open<Waiting>(one)));
  }

  async put(parcel: Waiting): Promise<void> {
    const sealed = await this.close(parcel);
    await this.write(() => this.store.putParcel({ id: parcel.id, person: this.person, ...sealed }));
  }

  /** Pictures stay for now (`sweepPictures`), so that a discarded parcel can come back whole. */
  async remove(ids: string[]): Promise<void> {
    await this.store.removeParcels(ids);
  }

  async get<T>(name: string): Promise<T | null> {
    const kept = await this.store.thing(this.person, name);
    return kept ? this.open<T>(kept) : null;
  }

  async set(name: string, value: unknown): Promise<void> {
    const sealed = await this.close(value);
    await this.write(() => this.store.putThing({ person: this.person, name, ...sealed }));
  }

  async unset(name: string): Promise<void> {
    await this.store.removeThing(this.person, name);
  }

  async setPicture(id: string, picture: Blob): Promise<void> {
    const bytes = await picture.arrayBuffer();
    const sealed = this.key ? await seal(this.key, bytes) : { ...plain, sealed: bytes };
    await this.write(() => this.store.putThing({ person: this.person, name: PICTURE + id, ...sealed }));
  }

  async picture(id: string): Promise<Blob | null> {
    const kept = await this.store.thing(this.person, PICTURE + id);
    if (!kept) return null;
    return new Blob([this.key ? await unseal(this.key, kept) : kept.sealed], { type: 'image/jpeg' });
  }

  async unsetPicture(id: string): Promise<void> {
    await this.store.removeThing(this.person, PICTURE + id);
  }

  /** Pictures that no parcel names any more. */
  async sweepPictures(): Promise<void> {
    const named = new Set((await this.all()).flatMap((one) => Object.keys(one.pictures ?? {})).map((place) => PICTURE + place));
    const names = await this.store.names(this.person);
    for (const name of names) if (name.startsWith(PICTURE) && !named.has(name)) await this.store.removeThing(this.person, name);
  }
}
