// The service worker: the shell by hash, and what was kept of materials. It takes nothing over in the middle of a
// paper: a new one waits until the page sends SKIP_WAITING. Nothing of a person passes through its caches.
import { clientsClaim } from 'workbox-core';
import { addPlugins, cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare global {
  interface Window {
    /** What to keep of the shell; written in by the build. */
    __WB_MANIFEST: { url: string; revision: string | null }[];
  }
}

interface Worker extends EventTarget {
  skipWaiting(): Promise<void>;
}

const worker = self as unknown as Worker;
const SHELL = '/terminal/';
const MEDIA_CACHE = 'chizi-media-1';

/** Whoever is signed out is sent to sign-in: that answer must never become the shell; the install fails and is repeated.
 *  What is kept is the same for everybody, whatever the request said about language and session: so no Vary. */
async function asKept({ response }: { response: Response }): Promise<Response | null> {
  if (response.status !== 200 || response.redirected) return null;
  const headers = new Headers(response.headers);
  headers.delete('Vary');
  return new Response(response.body, { status: 200, headers });
}

addPlugins([{ cacheWillUpdate: asKept }]);
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false, directoryIndex: '' });
cleanupOutdatedCaches();
clientsClaim();

const fromPrecache = createHandlerBoundToURL(SHELL);
const shell = new NavigationRoute(fromPrecache, { allowlist: [/^\/terminal\/(?:\?.*)?$/] });
registerRoute(shell);

registerRoute(
  ({ url }) => url.origin === location.origin && url.pathname.startsWith('/terminal/media/'),
  async ({ request, url }) => {
    const kept = await (await caches.open(MEDIA_CACHE)).match(url.pathname, { ignoreVary: true });
    return kept ? part(request, kept) : fetch(request);
  },
);

/** The part of a kept file that a player asks for; players do not play a film that cannot be asked for in parts. */
async function part(request: Request, kept: Response): Promise<Response> {
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('Range') ?? '');
  if (!range || (!range[1] && !range[2])) return kept;
  const whole = await kept.blob();
  const from = range[1] ? Number(range[1]) : Math.max(0, whole.size - Number(range[2]));
  const to = range[1] && range[2] ? Math.min(Number(range[2]), whole.size - 1) : whole.size - 1;
  if (from > to || from >= whole.size) {
    return new Response('', { status: 416, headers: { 'Content-Range': `bytes */${whole.size}` } });
  }
  const headers = new Headers(kept.headers);
  headers.set('Content-Range', `bytes ${from}-${to}/${whole.size}`);
  headers.set('Content-Length', String(to - from + 1));
  return new Response(whole.slice(from, to + 1, whole.type), { status: 206, statusText: 'Partial Content', headers });
}

worker.addEventListener('message', (event) => {
  if ((event as MessageEvent<{ type?: string }>).data?.type === 'SKIP_WAITING') void worker.skipWaiting();
});
