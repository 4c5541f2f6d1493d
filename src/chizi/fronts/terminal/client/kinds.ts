// Kinds of parcels, as the outbox shows them: a name, what each is about, and where it can be mended. A further kind
// is a further line, in its own module, and its handler at the server.
import type { Waiting } from './outbox.ts';
import type { Pack } from './wire.ts';
import { t, type Key } from './words.ts';

export interface Kind {
  name: Key;
  /** What it is about, for its owner. */
  about(body: Record<string, unknown>, pack: Pack | null): string;
  /** Where its words can be changed; none when there is nothing to change. */
  edit?(parcel: Waiting): string;
}

const kinds = new Map<string, Kind>();

export function addKind(value: string, kind: Kind): void {
  kinds.set(value, kind);
}

export function kindOf(value: string): Kind {
  return kinds.get(value) ?? { name: 'kind.other', about: () => value };
}

export function titleOf(about: string, pack: Pack | null): string {
  const [what, number] = about.split(':');
  const id = Number(number);
  const lists: Record<string, { id: number; title: string }[]> = { material: pack?.materials ?? [], paper: pack?.papers ?? [] };
  const found = lists[what ?? '']?.find((one) => one.id === id);
  if (found) return found.title;
  const item = pack?.tasks.flatMap((task) => task.items).find((one) => one.about === about);
  return item?.title ?? t('about.unknown');
}

const taskTitle = (body: Record<string, unknown>, pack: Pack | null): string =>
  pack?.tasks.find((task) => task.assignment === body.assignment)?.title ?? t('about.unknown');
const aboutTitle = (body: Record<string, unknown>, pack: Pack | null): string => titleOf(String(body.about ?? ''), pack);
const paperTitle = (body: Record<string, unknown>, pack: Pack | null): string => titleOf(`paper:${String(body.paper)}`, pack);
const opening = (body: Record<string, unknown>): string => String(body.text ?? '').slice(0, 60);

addKind('read', { name: 'kind.read', about: aboutTitle });
addKind('answered', {
  name: 'kind.answered',
  about: (body, pack) => pack?.papers.flatMap((paper) => paper.questions).find((one) => one.id === body.question)?.stem.slice(0, 60) ?? '',
});
addKind('attempt.save', { name: 'kind.attempt_save', about: paperTitle });
addKind('attempt.submit', { name: 'kind.attempt_submit', about: paperTitle });
addKind('result', { name: 'kind.result', about: taskTitle, edit: (one) => `task/${String(one.body.assignment)}/report?parcel=${one.id}` });
addKind('objection', { name: 'kind.objection', about: taskTitle, edit: (one) => `task/${String(one.body.assignment)}/object?parcel=${one.id}` });
addKind('reflection', { name: 'kind.reflection', about: aboutTitle, edit: (one) => `reflect/${String(one.body.about)}?parcel=${one.id}` });
addKind('application', { name: 'kind.application', about: aboutTitle, edit: (one) => `apply/${String(one.body.about)}?parcel=${one.id}` });
addKind('suggestion', { name: 'kind.suggestion', about: opening, edit: (one) => `suggest?parcel=${one.id}` });
addKind('correction', { name: 'kind.correction', about: (body, pack) => pack?.record.find((one) => one.key === body.key)?.title ?? '' });
