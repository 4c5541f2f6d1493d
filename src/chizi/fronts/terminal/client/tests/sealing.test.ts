// Sealing and unlocking: both the PIN and the server's half are needed, and guessing costs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../identity.ts';
import { importHalf, ITERATIONS, newDataKey, openDataKey, randomBytes, rewrap, sealJson, tooEasy, unsealJson, waitAfter } from '../sealing.ts';
import { fleetingStore } from '../shelves.ts';
import { makeVault, restoreHalf, unlock } from '../vaults.ts';

const secret = (): string => Buffer.from(randomBytes(32)).toString('base64');
const registered = (given: string) => ({ device: newId(), secret: given, person: { ref: 'person:1', name: 'Lin', party: { code: '', name: '' } }, language: 'en' });

test('the key opens with PIN and half, and with neither alone', async () => {
  const half = await importHalf(secret());
  const { key, wrapped } = await newDataKey('284913', half);
  const sealed = await sealJson(key, { words: '\u6301\u5fd7' });
  const again = await openDataKey(wrapped, '284913', half);
  assert.ok(again);
  assert.deepEqual(await unsealJson(again, sealed), { words: '\u6301\u5fd7' });
  assert.equal(await openDataKey(wrapped, '284914', half), null);
  assert.equal(await openDataKey(wrapped, '284913', await importHalf(secret())), null);
});

test('neither half nor data key can be read out by a script', async () => {
  const half = await importHalf(secret());
  const { key } = await newDataKey('284913', half);
  assert.equal(half.extractable, false);
  assert.equal(key.extractable, false);
  await assert.rejects(crypto.subtle.exportKey('raw', key));
});

test('guessing is slowed by at least 310,000 rounds and a new salt each time', async () => {
  const half = await importHalf(secret());
  const [one, other] = [await newDataKey('284913', half), await newDataKey('284913', half)];
  assert.ok(one.wrapped.iterations >= 310_000 && ITERATIONS >= 310_000);
  assert.notDeepEqual(one.wrapped.salt, other.wrapped.salt);
});

test('the same words sealed twice look different', async () => {
  const { key } = await newDataKey('284913', await importHalf(secret()));
  const [one, other] = [await sealJson(key, 'words'), await sealJson(key, 'words')];
  assert.notDeepEqual(new Uint8Array(one.sealed), new Uint8Array(other.sealed));
});

test('a new PIN opens what was sealed under the old one', async () => {
  const half = await importHalf(secret());
  const { key, wrapped } = await newDataKey('284913', half);
  const sealed = await sealJson(key, 'kept');
  const next = await rewrap(wrapped, '284913', '730518', half);
  assert.ok(next);
  assert.equal(await openDataKey(next, '284913', half), null);
  const opened = await openDataKey(next, '730518', half);
  assert.ok(opened);
  assert.equal(await unsealJson(opened, sealed), 'kept');
  assert.equal(await rewrap(wrapped, '000000', '730518', half), null);
});

test('ten wrong PINs take what can be had again and leave the outbox sealed', async () => {
  const store = fleetingStore();
  const given = secret();
  const { vault, key } = await makeVault(store, registered(given), '284913');
  await store.putParcel({ id: 'a', person: vault.person, ...(await sealJson(key, 'unsent')) });
  await store.putThing({ person: vault.person, name: 'pack', ...(await sealJson(key, 'pack')) });
  let clock = 1_000_000;
  for (let at = 1; at <= 9; at += 1) {
    const said = await unlock(store, vault, '111222', clock);
    assert.equal(said.result, 'wrong');
    clock += waitAfter(at);
  }
  assert.equal((await unlock(store, vault, '111222', clock)).result, 'destroyed');
  assert.equal((await unlock(store, vault, '284913', clock + 1e9)).result, 'destroyed');
  assert.equal(await store.thing(vault.person, 'pack'), undefined);
  assert.equal((await store.parcels(vault.person)).length, 1);
  const back = await restoreHalf(store, vault, given);
  const said = await unlock(store, back, '284913', clock);
  assert.ok(said.result === 'open');
  const [parcel] = await store.parcels(vault.person);
  assert.ok(parcel);
  assert.equal(await unsealJson(said.key, parcel), 'unsent');
});

test('after three wrong PINs even the right one waits, and a clock set back does not lock the owner out', async () => {
  const store = fleetingStore();
  const { vault } = await makeVault(store, registered(secret()), '284913');
  for (let at = 0; at < 3; at += 1) await unlock(store, vault, '111222', 50_000);
  const said = await unlock(store, vault, '284913', 50_001);
  assert.equal(said.result, 'wait');
  const back = await unlock(store, vault, '284913', 0);
  assert.ok(back.result === 'wait' && back.waitMs <= waitAfter(3));
  assert.equal((await unlock(store, vault, '284913', 50_000 + waitAfter(3))).result, 'open');
});

test('PINs that are guessed first are refused', () => {
  assert.deepEqual(['111111', '123456', '987654', '284913', '112233'].map(tooEasy), [true, true, true, false, false]);
});

test('ids are UUIDs of version four, also where the browser is old', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(newId(), form);
  const known = crypto.randomUUID;
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  try {
    const made = new Set(Array.from({ length: 200 }, newId));
    assert.equal(made.size, 200);
    for (const id of made) assert.match(id, form);
  } finally {
    Object.defineProperty(crypto, 'randomUUID', { value: known, configurable: true });
  }
});
