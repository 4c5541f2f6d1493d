// The board of a region: map and table share one selection. The charts come only when they are in sight.
import type { MapData, Place, TrendData } from './data';

function data<T>(holder: HTMLElement): T | null {
  const script = document.getElementById(holder.dataset['json'] ?? '');
  return script?.textContent ? (JSON.parse(script.textContent) as T) : null;
}

function whenSeen(holder: HTMLElement, then: () => void): void {
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    then();
  }, { rootMargin: '200px' });
  watch.observe(holder);
}

/** The one selection: a place's key, told to whoever listens. */
class Selection {
  key = '';
  private readonly heard: ((key: string, before: string) => void)[] = [];

  listen(hear: (key: string, before: string) => void): void {
    this.heard.push(hear);
  }

  choose(key: string): void {
    if (key === this.key) return;
    const before = this.key;
    this.key = key;
    for (const hear of this.heard) hear(key, before);
  }
}

const rowOf = (key: string): HTMLElement | null =>
  key ? document.querySelector<HTMLElement>(`table[data-rows] tr[data-key="${CSS.escape(key)}"]`) : null;

function joinTable(selection: Selection): void {
  const table = document.querySelector<HTMLElement>('.places table[data-rows]');
  if (!table) return;
  const choose = (event: Event): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-key]') : null;
    if (row) selection.choose(row.dataset['key'] ?? '');
  };
  table.addEventListener('mouseover', choose);
  table.addEventListener('focusin', choose);
  selection.listen((key, before) => {
    rowOf(before)?.classList.remove('chosen');
    rowOf(key)?.classList.add('chosen');
  });
}

function joinReadout(selection: Selection, places: Map<string, Place>): void {
  const readout = document.getElementById('readout');
  if (!readout) return;
  selection.listen((key) => {
    const place = places.get(key);
    if (!place) return;
    const link = document.createElement('a');
    link.href = place.href;
    link.textContent = place.name;
    const rate = document.createElement('strong');
    rate.textContent = ` ${place.rate} % `;
    const of = document.createElement('span');
    of.className = 'of';
    of.textContent = `${place.of} · ${place.change}`;
    readout.replaceChildren(link, rate, of);
  });
}

const mapHolder = document.getElementById('map');
const mapData = mapHolder && data<MapData>(mapHolder);
const selection = new Selection();
joinTable(selection);
if (mapHolder && mapData) {
  joinReadout(selection, new Map(mapData.places.map((place) => [place.key, place])));
  whenSeen(mapHolder, async () => (await import('./map')).draw(mapHolder, mapData, selection));
}

const trendHolder = document.getElementById('trend');
const trendData = trendHolder && data<TrendData>(trendHolder);
if (trendHolder && trendData) {
  whenSeen(trendHolder, async () => (await import('./trend')).draw(trendHolder, trendData));
}

export type { Selection };
