// A new version waits until its owner takes it: never in the middle of a paper or of words being written.
import { Workbox } from 'workbox-window';
import { change } from './state.ts';

let workbox: Workbox | null = null;

export function watchForUpdates(): void {
  if (!('serviceWorker' in navigator)) return;
  workbox = new Workbox('/terminal/sw.js', { scope: '/terminal/' });
  workbox.addEventListener('waiting', () => change({ update: true }));
  void workbox.register().catch(() => undefined); // without it the terminal works while there is a network
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && navigator.onLine) void workbox?.update().catch(() => undefined);
  });
}

/** Take the new version now. */
export function takeUpdate(): void {
  void navigator.serviceWorker?.getRegistration('/terminal/').then((found) => {
    if (!found?.waiting) {
      location.reload();
      return;
    }
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    found.waiting.postMessage({ type: 'SKIP_WAITING' });
  });
}
