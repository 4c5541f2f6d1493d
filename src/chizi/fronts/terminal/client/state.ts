// What the screens show. One value, replaced as a whole; screens look at it through useApp.
import { useEffect, useState } from 'preact/hooks';
import type { Waiting } from './outbox.ts';
import type { Safe } from './safe.ts';
import type { Store, Vault } from './shelves.ts';
import type { Given, Pack, Person } from './wire.ts';

export type Stage = 'starting' | 'welcome' | 'choose' | 'locked' | 'open' | 'gone';
export type Net = 'idle' | 'sending' | 'offline' | 'unreachable' | 'signed_out' | 'another_person' | 'stuck';

export interface App {
  stage: Stage;
  store: Store | null;
  /** Why nothing is kept on this device; '' when it is. */
  fleeting: '' | 'insecure' | 'refused';
  vault: Vault | null;
  safe: Safe | null;
  person: Person | null;
  /** Who the server says is signed in, when it is not the owner of what is open here. */
  signedInAs: Person | null;
  /** Others who have left unsent things on this device: name and how many. Never what. */
  others: { name: string; count: number }[];
  pack: Pack | null;
  packTag: string;
  /** When the server last said that the pack is the newest. */
  packSeen: string;
  waiting: Waiting[];
  answered: Record<string, { given: Given; right: boolean | null }>;
  net: Net;
  ahead: number;
  update: boolean;
  scarce: boolean;
  /** A sentence for the live region and the notice on top. */
  notice: string;
  undo: (() => void) | null;
  gone: '' | 'left' | 'wiped';
}

let app: App = {
  stage: 'starting',
  store: null,
  fleeting: '',
  vault: null,
  safe: null,
  person: null,
  signedInAs: null,
  others: [],
  pack: null,
  packTag: '',
  packSeen: '',
  waiting: [],
  answered: {},
  net: 'idle',
  ahead: 0,
  update: false,
  scarce: false,
  notice: '',
  undo: null,
  gone: '',
};

const watchers = new Set<() => void>();

export const now = (): App => app;

export function change(part: Partial<App>): void {
  app = { ...app, ...part };
  watchers.forEach((tell) => tell());
}

/** Say something on top of the screen and to screen readers, perhaps with a way back. */
export function say(notice: string, undo: (() => void) | null = null): void {
  change({ notice, undo });
}

export function useApp(): App {
  const [, redraw] = useState(0);
  useEffect(() => {
    const tell = (): void => redraw((count) => count + 1);
    watchers.add(tell);
    return () => {
      watchers.delete(tell);
    };
  }, []);
  return app;
}

/** What waits and what was refused, of the open outbox. */
export const unsent = (from: App): Waiting[] => from.waiting.filter((one) => !one.problem);
export const problems = (from: App): Waiting[] => from.waiting.filter((one) => one.problem);
