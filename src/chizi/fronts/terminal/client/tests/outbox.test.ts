// The outbox by itself: nothing is lost, nothing is doubled, whatever the network does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backOff, BATCH, Outbox, type Shelf, type Waiting } from '../outbox.ts';
import type { Parcel, Verdict } from '../wire.ts';

function shelf(): Shelf & { kept: Map<string, Waiting> } {
  const kept = new Map<string, Waiting>();
  return {
    kept,
    all: async () => [...kept.values()].map((one) => ({ ...one })),
    put: async (one) => void kept.set(one.id, one),
    remove: async (ids) => ids.forEach((id) => kept.delete(id)),
  };
}

const ready = async ({ id, kind, at, body }: Waiting): Promise<Parcel> => ({ id, kind, at, body });
const all = (parcels: Parcel[]): Verdict => ({ received_at: '', accepted: parcels.map((one) => one.id), refused: [] });

test('a week of parcels goes in batches of fifty, in the order they were made', async () => {
  const box = new Outbox(shelf());
  const made: string[] = [];
  for (let at = 0; at < 120; at += 1) made.push(await box.add('read', { at }));
  const sizes: number[] = [];
  const seen: string[] = [];
  const send = async (parcels: Parcel[]): Promise<Verdict> => {
    sizes.push(parcels.length);
    seen.push(...parcels.map((one) => one.id));
    return all(parcels);
  };
  assert.equal(await box.flush({ ready, send }), 'sent');
  assert.deepEqual(sizes, [BATCH, BATCH, 20]);
  assert.deepEqual(seen, made);
  assert.deepEqual(await box.list(), []);
});

test('an answer that never came back loses nothing and sends the same ids again', async () => {
  const box = new Outbox(shelf());
  const id = await box.add('read', {});
  const asked: string[] = [];
  const lost = async (parcels: Parcel[]): Promise<Verdict> => {
    asked.push(...parcels.map((one) => one.id));
    throw new TypeError('network');
  };
  assert.equal(await box.flush({ ready, send: lost }), 'unreachable');
  assert.equal((await box.list()).length, 1);
  const send = async (parcels: Parcel[]): Promise<Verdict> => {
    asked.push(...parcels.map((one) => one.id));
    return all(parcels);
  };
  assert.equal(await box.flush({ ready, send }), 'sent');
  assert.deepEqual(asked, [id, id]);
});

test('only what was acknowledged leaves, and an answer that acknowledges nothing is not asked for in a circle', async () => {
  const box = new Outbox(shelf());
  const first = await box.add('read', {});
  const second = await box.add('read', {});
  let calls = 0;
  const send = async (): Promise<Verdict> => {
    calls += 1;
    return { received_at: '', accepted: calls === 1 ? [first, 'one of somebody else'] : [], refused: [] };
  };
  assert.equal(await box.flush({ ready, send }), 'stuck');
  assert.deepEqual((await box.list()).map((one) => one.id), [second]);
  assert.equal(calls, 2);
});

test('a refused parcel becomes a problem, the rest goes on, and sending it again makes a new one of it', async () => {
  const box = new Outbox(shelf());
  const bad = await box.add('result', { text: 'too late' });
  await box.add('read', {});
  const send = async (parcels: Parcel[]): Promise<Verdict> => ({
    received_at: '',
    accepted: parcels.map((one) => one.id).filter((id) => id !== bad),
    refused: parcels.some((one) => one.id === bad) ? [{ id: bad, code: 'deadline', text: 'The day is over.' }] : [],
  });
  assert.equal(await box.flush({ ready, send }), 'sent');
  assert.deepEqual((await box.list()).map((one) => one.problem), [{ code: 'deadline', text: 'The day is over.', field: '' }]);
  assert.equal(await box.flush({ ready, send }), 'empty', 'a problem is not sent by itself');
  await box.retry(bad);
  const [again] = await box.list();
  assert.notEqual(again?.id, bad);
  assert.equal(again?.problem, undefined);
  assert.equal(await box.flush({ ready, send }), 'sent');
});

test('the server in trouble keeps the parcel waiting under the same id', async () => {
  const box = new Outbox(shelf());
  const id = await box.add('read', {});
  const send = async (): Promise<Verdict> => ({ received_at: '', accepted: [], refused: [{ id, code: 'trouble', text: '' }] });
  assert.equal(await box.flush({ ready, send }), 'stuck');
  const [kept] = await box.list();
  assert.equal(kept?.id, id);
  assert.equal(kept?.problem, undefined);
});

test('a batch that is not understood is halved until the one that spoils it is found', async () => {
  const box = new Outbox(shelf());
  const ids: string[] = [];
  for (let at = 0; at < 9; at += 1) ids.push(await box.add('read', { at }));
  const bad = ids[4];
  const sent = new Set<string>();
  const send = async (parcels: Parcel[]): Promise<Verdict> => {
    if (parcels.some((one) => one.id === bad)) throw Object.assign(new Error(), { status: 400, code: 'bad_request', text: 'spoilt' });
    parcels.forEach((one) => sent.add(one.id));
    return all(parcels);
  };
  assert.equal(await box.flush({ ready, send }), 'sent');
  assert.equal(sent.size, 8);
  assert.deepEqual((await box.list()).map((one) => [one.id, one.problem?.code]), [[bad, 'bad_request']]);
});

for (const [status, code, ended] of [[401, 'signed_out', 'signed_out'], [409, 'another_person', 'another_person'], [503, '', 'unreachable'], [404, 'unknown_device', 'unknown_device'], [403, '', 'forbidden']] as const) {
  test(`an answer ${status} ends the sending as ${ended} and keeps everything`, async () => {
    const box = new Outbox(shelf());
    await box.add('read', {});
    const send = async (): Promise<Verdict> => Promise.reject(Object.assign(new Error(), { status, code }));
    assert.equal(await box.flush({ ready, send }), ended);
    assert.equal((await box.list()).filter((one) => !one.problem).length, 1);
  });
}

test('answers saved again take the place of those that wait, but not of those on their way', async () => {
  const box = new Outbox(shelf());
  await box.add('attempt.save', { answers: 1 }, { merge: 'attempt:5' });
  const second = await box.add('attempt.save', { answers: 2 }, { merge: 'attempt:5' });
  assert.deepEqual((await box.list()).map((one) => one.id), [second]);
  const seen: unknown[] = [];
  const send = async (parcels: Parcel[]): Promise<Verdict> => {
    seen.push(...parcels.map((one) => one.body.answers));
    if (seen.length === 1) await box.add('attempt.submit', { answers: 3 }, { merge: 'attempt:5' });
    return all(parcels);
  };
  assert.equal(await box.flush({ ready, send }), 'sent');
  assert.deepEqual(seen, [2, 3]);
});

test('what is discarded can be had back as it was', async () => {
  const box = new Outbox(shelf());
  const id = await box.add('suggestion', { text: 'words' });
  const gone = await box.discard([id]);
  assert.deepEqual(await box.list(), []);
  await box.restore(gone);
  assert.deepEqual((await box.list()).map((one) => [one.id, one.body.text]), [[id, 'words']]);
});

test('a clock set back does not change the order', async () => {
  const box = new Outbox(shelf());
  const first = await box.add('read', {}, { at: new Date('2026-06-02T10:00:00Z') });
  const second = await box.add('read', {}, { at: new Date('2026-06-01T10:00:00Z') });
  assert.deepEqual((await box.list()).map((one) => one.id), [first, second]);
});

test('each failure waits longer, at most a quarter of an hour', () => {
  assert.deepEqual([1, 2, 3, 20].map(backOff), [15_000, 30_000, 60_000, 900_000]);
});
