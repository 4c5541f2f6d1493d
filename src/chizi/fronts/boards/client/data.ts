// What the server puts into the page: formatted once, so that chart and table say the same.

export interface Place {
  key: string;
  name: string;
  rate: string;
  shade: number;
  of: string;
  change: string;
  href: string;
}

export interface MapData {
  geo: string;
  parent: string;
  labels: boolean;
  places: Place[];
}

export interface Line {
  name: string;
  rates: (number | null)[];
}

export interface TrendData {
  months: string[];
  now: Line;
  before: Line;
  hrefs: string[];
}

/** A colour or font of the token file as it stands now. */
export const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Calls back when the device changes between light and dark. */
export function onTheme(redraw: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}

export const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
