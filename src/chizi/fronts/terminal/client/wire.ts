// What goes over the wire: the shapes of the pack and of parcels, and the few calls there are.

export interface Titled {
  id: number;
  title: string;
}

export interface TaskItem extends Titled {
  about: string;
  minutes: number | null;
  done: boolean;
}

export interface Task {
  assignment: number;
  version: number;
  title: string;
  text: string;
  kind: 'prescribed' | 'optional';
  opens: string;
  due: string;
  state: string;
  state_words?: string;
  why: { campaign: string; measure: string; basis: string; document: string };
  minutes: number | null;
  issuer: string;
  can: string[];
  items: TaskItem[];
  objection: { state: string; ground: string; text: string; answer: string; answer_due?: string | null } | null;
  history?: { at: string; text: string }[];
}

export interface Media {
  digest: string;
  media_type: string;
  name: string;
  size: number;
  captions?: { digest: string; language: string; name: string }[];
}

export interface Material extends Titled {
  version: number;
  kind: string;
  source: string;
  html: string;
  anchors: { id: string; title: string }[];
  media: Media[];
}

export type Given = string[] | string;

export interface Question {
  id: number;
  version: number;
  kind: string;
  stem: string;
  options: [string, string][];
  article?: { material: number; anchor: string } | null;
  right?: Given | null;
  explanation?: string | null;
  /** A scenario may be tied to own work: its title. */
  work?: string | null;
}

export interface Paper extends Titled {
  graded: boolean;
  attempt_id: number | null;
  state?: string;
  answers?: Record<string, Given>;
  opens: string | null;
  until: string | null;
  item?: number | null;
  questions: Question[];
}

export interface Outcome {
  key: string;
  kind: string;
  about: string;
  title: string;
  happened_at: string;
  received_at: string;
  met: boolean | null;
  source: string;
  voided: boolean;
}

export interface Objective extends Titled {
  mastered: boolean | null;
  right: number;
  of: number;
}

export interface Suggestion {
  id: number;
  kind: string;
  text: string;
  made_at: string;
  answer: string;
}

export interface Pack {
  made_at: string;
  person: Person;
  tasks: Task[];
  materials: Material[];
  papers: Paper[];
  objectives: Objective[];
  record: Outcome[];
  matters: { ref: string; title: string }[];
  grounds?: [string, string][];
  feedback: { suggestions?: Suggestion[] };
  device: { wipe: boolean };
}

export interface Person {
  ref: string;
  name: string;
  party: { code: string; name: string };
}

export interface Parcel {
  id: string;
  kind: string;
  at: string;
  body: Record<string, unknown>;
}

export interface Refused {
  id: string;
  code: string;
  text: string;
  field?: string;
}

export interface Verdict {
  received_at: string;
  accepted: string[];
  refused: Refused[];
  device?: { wipe: boolean };
}

export interface Registered {
  device: string;
  secret: string;
  person: Person;
  language: string;
  wipe?: boolean;
}

/** Why a call brought nothing. `status` is 0 when there was no answer at all. */
export class Unanswered extends Error {
  readonly status: number;
  readonly code: string;
  readonly wipe: boolean;
  readonly person: Person | null;

  constructor(status: number, said: { code?: string; text?: string; device?: { wipe?: boolean }; person?: Person } = {}) {
    super(said.text ?? `answer ${status}`);
    this.status = status;
    this.code = said.code ?? '';
    this.wipe = said.device?.wipe === true;
    this.person = said.person ?? null;
  }
}

const API = '/terminal/api/';

function token(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '';
}

async function call(path: string, options: RequestInit = {}, patience = 30_000): Promise<Response> {
  const patient = new AbortController();
  const bell = setTimeout(() => patient.abort(), patience);
  let answer: Response;
  try {
    answer = await fetch(API + path, { credentials: 'same-origin', redirect: 'manual', signal: patient.signal, ...options });
  } catch {
    throw new Unanswered(0);
  } finally {
    clearTimeout(bell);
  }
  if (answer.type === 'opaqueredirect') throw new Unanswered(401, { code: 'signed_out' });
  if (!answer.ok && answer.status !== 304) {
    throw new Unanswered(answer.status, await answer.json().catch(() => ({})));
  }
  return answer;
}

/** Post something; where the guard's cookie is gone (the kept shell brings none), get another and try once more. */
async function send(path: string, body: BodyInit, headers: Record<string, string>, patience?: number): Promise<Response> {
  const once = (): Promise<Response> => call(path, { method: 'POST', headers: { ...headers, 'X-CSRFToken': token() }, body }, patience);
  try {
    return await once();
  } catch (caught) {
    const trouble = caught as Unanswered;
    if (trouble.status !== 403 || trouble.code) throw caught;
    await call('pack?device=00000000-0000-4000-8000-000000000000', { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
    return once();
  }
}

function post(path: string, body: unknown, patience?: number): Promise<Response> {
  return send(path, JSON.stringify(body), { 'Content-Type': 'application/json' }, patience);
}

/** A name for the device by which its owner knows it again in a list; the browser's platform, nothing finer. */
export function deviceName(): string {
  const known = /Android|iPhone|iPad|Windows|Mac|Linux/.exec(navigator.userAgent);
  return known ? known[0] : 'Browser';
}

/** Make this device known for whoever is signed in; raises Unanswered with 409 when it belongs to somebody else. */
export async function register(device: string, name: string): Promise<Registered> {
  return (await post('device', { id: device, name })).json();
}

/** The pack (null when the one with this tag is still the newest), its tag, and the server's date. */
export async function fetchPack(device: string, tag: string): Promise<{ pack: Pack | null; tag: string; date: string }> {
  const headers: Record<string, string> = tag ? { 'If-None-Match': tag } : {};
  const answer = await call(`pack?device=${encodeURIComponent(device)}`, { headers, cache: 'no-store' }, 120_000);
  const date = answer.headers.get('Date') ?? '';
  if (answer.status === 304) return { pack: null, tag, date };
  return { pack: await answer.json(), tag: answer.headers.get('ETag') ?? '', date };
}

export async function sendParcels(device: string, person: string, parcels: Parcel[]): Promise<Verdict> {
  return (await post('parcels', { device, person, sent_at: new Date().toISOString(), parcels }, 60_000)).json();
}

/** Hand a picture over; its digest. */
export async function sendFile(name: string, body: Blob): Promise<string> {
  const headers = { 'Content-Type': body.type || 'application/octet-stream', 'X-Name': encodeURIComponent(name) };
  const said: { digest: string } = await (await send('files', body, headers, 120_000)).json();
  return said.digest;
}

/** The server destroys its half of the key of this device. */
export async function leave(device: string): Promise<void> {
  await post('leave', { device });
}
