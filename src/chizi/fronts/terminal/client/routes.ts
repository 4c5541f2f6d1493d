// Addresses inside the terminal: #/task/12. Screens register themselves, so that a front with more to do (visits of
// inspectors, steps of agents) adds a module and nothing else.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export interface Visit {
  /** What stood in the address at the places of the pattern. */
  at: Record<string, string>;
  /** What stood behind the question mark. */
  asked: URLSearchParams;
}

export type TabName = 'today' | 'learn' | 'me';

export interface Route {
  /** Such as `task/:id/report`. */
  pattern: string;
  tab: TabName;
  /** No prompt to reload and no tab bar: somebody is in the middle of something. */
  busy?: boolean;
  show(visit: Visit): ComponentChildren;
}

const routes: Route[] = [];

export function addRoutes(...more: Route[]): void {
  routes.push(...more);
}

export function matchRoute(hash: string, known: Route[] = routes): { route: Route; visit: Visit } | null {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/');
  for (const route of known) {
    const wanted = route.pattern.split('/');
    if (wanted.length !== parts.length) continue;
    const at: Record<string, string> = {};
    const fits = wanted.every((piece, index) => {
      const given = parts[index] ?? '';
      if (!piece.startsWith(':')) return piece === given;
      at[piece.slice(1)] = decoded(given);
      return given !== '';
    });
    if (fits) return { route, visit: { at, asked: new URLSearchParams(query) } };
  }
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a broken escape in an address is no reason to fail
  }
}

export function go(path: string): void {
  location.hash = `#/${path}`;
}

let steps = 0;

export function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const tell = (): void => {
      steps += 1;
      setHash(location.hash);
    };
    window.addEventListener('hashchange', tell);
    return () => window.removeEventListener('hashchange', tell);
  }, []);
  return hash;
}

/** True once somebody has gone from one screen to another: from then on the new heading takes the focus. */
export const hasMoved = (): boolean => steps > 0;
