// Four builds into one folder, which is then packed into the wheel and collected as static files.
//   desk:     kit, desk and boards; Tailwind and daisyUI; floor Chromium 111
//   floor:    public pages, sign-in and error pages; plain CSS; floor Chromium 87 (older WebViews)
//   terminal: the officer's terminal; Preact and plain CSS; floor Chromium 87
//   worker:   the terminal's service worker, one file, with the list of what it keeps: built after the terminal
// An entry is a file directly in a front's client folder named main.ts or main.css, or one listed below.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type UserConfig } from 'vite';

const FRONTS = 'src/chizi/fronts';
const OUT = 'build/client'; // the Makefile moves it into the package when both builds are whole

const BUILDS: Record<string, { target: string; tailwind: boolean; input: string[]; manifest: string }> = {
  desk: {
    target: 'chrome111',
    tailwind: true,
    input: [`${FRONTS}/kit/client/desk.css`, `${FRONTS}/kit/client/desk.ts`, ...globSync(`${FRONTS}/{desk,office,guidance,planning,ledger,boards,library,study,practice,progress,surveying}/client/main.{ts,css}`)],
    manifest: 'desk.json',
  },
  floor: {
    target: 'chrome87',
    tailwind: false,
    input: [`${FRONTS}/kit/client/plain.css`, ...globSync(`${FRONTS}/public/client/main.{ts,css}`)],
    manifest: 'floor.json',
  },
  terminal: {
    target: 'chrome87',
    tailwind: false,
    input: [`${FRONTS}/terminal/client/main.tsx`],
    manifest: 'terminal.json',
  },
};

/** What the service worker keeps: the terminal's files by their hashed names, and the shell by a hash of what it names. */
function precached(): { url: string; revision: string | null }[] {
  const built: Record<string, { file: string; css?: string[] }> = JSON.parse(readFileSync(`${OUT}/terminal.json`, 'utf8'));
  const files = [...new Set(Object.values(built).flatMap((one) => [one.file, ...(one.css ?? [])]))].sort();
  const template = `${FRONTS}/terminal/templates/terminal/shell.html`;
  const shell = createHash('sha256').update(files.join('\n'));
  if (existsSync(template)) shell.update(readFileSync(template));
  return [{ url: '/terminal/', revision: shell.digest('hex').slice(0, 16) }, ...files.map((file) => ({ url: `/static/client/${file}`, revision: null }))];
}

const WORKER: UserConfig = {
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target: 'chrome87',
    rolldownOptions: { input: `${FRONTS}/terminal/client/sw.ts`, output: { format: 'iife', entryFileNames: 'terminal-sw.js' } },
  },
};

export default defineConfig(({ mode }) => {
  if (mode === 'worker') return { ...WORKER, define: { ...WORKER.define, 'self.__WB_MANIFEST': JSON.stringify(precached()) } };
  const chosen = BUILDS[mode];
  if (!chosen) throw new Error(`build with --mode ${Object.keys(BUILDS).join(' or --mode ')}, not ${mode}`);
  return {
    base: '/static/client/',
    publicDir: false,
    plugins: chosen.tailwind ? [tailwindcss()] : [],
    build: {
      outDir: OUT,
      emptyOutDir: mode === 'desk',
      manifest: chosen.manifest,
      target: chosen.target,
      cssTarget: chosen.target,
      assetsDir: '.',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 700,
      rolldownOptions: { input: chosen.input.sort() },
    },
  };
});
