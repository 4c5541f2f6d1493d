// Two builds into one folder, which is then packed into the wheel and collected as static files.
//   desk:  kit, desk and boards; Tailwind and daisyUI; floor Chromium 111
//   floor: public pages, sign-in and error pages; plain CSS; floor Chromium 87 (older WebViews)
// An entry is a file directly in a front's client folder named main.ts or main.css, or one listed below.
import { globSync } from 'node:fs';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

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
};

export default defineConfig(({ mode }) => {
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
