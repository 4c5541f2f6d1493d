// Whether an answer is right, for questions whose key came with the pack (never those of a graded paper). The server
// judges again by the same rule; here it only serves to say at once what one would like to know.
import type { Given, Question } from './wire.ts';

const listed = (given: Given | null | undefined): string[] => (Array.isArray(given) ? given : given ? [given] : []);

/** Text as answers are compared: one width, one case, no blanks, no full stop at the end. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.\u3002;,!]+$/, '')
    .replace(/[\s\u200b\ufeff]+/g, '');

/** True or false; null when only a person can judge it, or when no key came. */
export function isRight(question: Question, given: Given): boolean | null {
  const { kind, right } = question;
  if (kind === 'scenario' || right === null || right === undefined) return null;
  const [key, said] = [listed(right), listed(given).filter((one) => one.trim())];
  if (kind === 'short') return said.length === 1 && key.map(plain).includes(plain(said[0] ?? ''));
  if (kind === 'ordering') return key.length > 0 && key.join('\n') === said.join('\n');
  return said.length > 0 && [...new Set(key)].sort().join('\n') === [...new Set(said)].sort().join('\n');
}

/** Whether anything was said at all. */
export function isGiven(given: Given | undefined): boolean {
  return given !== undefined && (Array.isArray(given) ? given.length > 0 : given.trim() !== '');
}

/** The options of an ordering question in the order given so far; those not yet placed follow as they came. */
export function ordered(question: Question, given: Given | undefined): [string, string][] {
  const said = listed(given);
  const placed = said.flatMap((key) => question.options.filter(([one]) => one === key));
  return [...placed, ...question.options.filter(([one]) => !said.includes(one))];
}

/** An ordering with one option moved up or down by one. */
export function moved(keys: string[], at: number, by: number): string[] {
  const to = at + by;
  if (to < 0 || to >= keys.length) return keys;
  const next = [...keys];
  const [one] = next.splice(at, 1);
  next.splice(to, 0, one as string);
  return next;
}
