// Small rules: the clock, answers, addresses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isGiven, isRight, moved, ordered } from '../answers.ts';
import { aheadBy, daysBetween, today } from '../clock.ts';
import { matchRoute, type Route } from '../routes.ts';
import type { Question } from '../wire.ts';

const asking = (kind: string, right: string[] | null): Question => ({
  id: 1, version: 1, kind, stem: '', right, options: kind === 'short' ? [] : [['a', 'A'], ['b', 'B'], ['c', 'C']],
});

test('a clock a day ahead is measured, a slow message is not', () => {
  const server = '2026-06-01T08:00:00Z';
  const device = Date.parse(server) + 86_400_000;
  assert.equal(Math.round(aheadBy(server, device, device + 800) / 3_600_000), 24);
  assert.equal(aheadBy(server, Date.parse(server) - 90_000, Date.parse(server)), 0);
  assert.equal(aheadBy('rubbish', device, device), 0);
});

test('the day is the server\u2019s even where the device is a day ahead', () => {
  const device = new Date(2026, 5, 2, 9, 0).getTime();
  assert.equal(today(device, 86_400_000), '2026-06-01');
  assert.equal(daysBetween('2026-02-27', '2026-03-01'), 2);
  assert.equal(daysBetween('2026-06-01', '2026-05-31'), -1);
});

test('answers are judged by kind, and not where only a person can', () => {
  assert.equal(isRight(asking('single', ['b']), ['b']), true);
  assert.equal(isRight(asking('multiple', ['c', 'a']), ['a', 'c']), true);
  assert.equal(isRight(asking('multiple', ['a', 'c']), ['a']), false);
  assert.equal(isRight(asking('ordering', ['b', 'a', 'c']), ['a', 'b', 'c']), false);
  assert.equal(isRight(asking('ordering', ['b', 'a', 'c']), ['b', 'a', 'c']), true);
  assert.equal(isRight(asking('short', ['Three days']), ' three\u3000DAYS. '), true);
  assert.equal(isRight(asking('short', ['Three days']), 'four days'), false);
  assert.equal(isRight(asking('scenario', []), 'words'), null);
  assert.equal(isRight(asking('single', null), ['b']), null, 'a graded paper brings no key');
  assert.deepEqual([isGiven(undefined), isGiven([]), isGiven('  '), isGiven(['a'])], [false, false, false, true]);
});

test('an ordering moves one by one and never loses an option', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 2, -1), ['a', 'c', 'b']);
  assert.deepEqual(moved(['a', 'b', 'c'], 0, -1), ['a', 'b', 'c']);
  assert.deepEqual(ordered(asking('ordering', null), ['c']).map(([key]) => key), ['c', 'a', 'b']);
});

test('addresses lead to their screens, broken ones nowhere', () => {
  const routes: Route[] = ['', 'task/:id', 'task/:id/report', 'reflect/:about'].map((pattern) => ({ pattern, tab: 'today', show: () => null }));
  const at = (hash: string) => matchRoute(hash, routes);
  assert.equal(at('')?.route.pattern, '');
  assert.deepEqual(at('#/task/12/report')?.visit.at, { id: '12' });
  assert.deepEqual(at('#/reflect/material:5?parcel=x')?.visit.at, { about: 'material:5' });
  assert.equal(at('#/task/12?item=3')?.visit.asked.get('item'), '3');
  assert.deepEqual([at('#/task/'), at('#/task/1/2/3')], [null, null]);
  assert.equal(at('#/task/%E0%A4%A')?.visit.at.id, '%E0%A4%A');
});
