// Keys and small manners of desk and boards. Every page works without this file.

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

/** Rows that `j`, `k` and Enter walk through: each has a first link that opens it. */
const rows = (): HTMLTableRowElement[] =>
  [...document.querySelectorAll<HTMLTableRowElement>('table[data-rows] tbody tr')].filter((row) => row.offsetParent !== null);

function step(by: number): void {
  const all = rows();
  if (all.length === 0) return;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by));
  const target = all[next]?.querySelector<HTMLElement>('a, button');
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
}

const help = document.getElementById('keys') as HTMLDialogElement | null;

const actions: Record<string, () => void> = {
  '/': () => document.getElementById('find')?.focus(),
  j: () => step(1),
  k: () => step(-1),
  '?': () => help?.showModal(),
};

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeMenus();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || help?.open) return;
  const act = actions[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

/** Closes open small menus, except the one that holds `kept`. */
function closeMenus(kept?: Node): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.drop[open]')) {
    if (!kept || !menu.contains(kept)) menu.open = false;
  }
}

document.addEventListener('click', (event) => closeMenus(event.target as Node));

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-keys-open]')) {
  button.hidden = false;
  button.addEventListener('click', () => help?.showModal());
}

// Ticks every box of the form it names, or none of them once all are ticked.
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-check-all]')) {
  const boxes = [...document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][form="${button.dataset.checkAll}"]`)];
  button.hidden = boxes.length < 2;
  button.addEventListener('click', () => {
    const all = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = all;
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

document.querySelector<HTMLElement>('[data-focus]')?.focus();

// htmx: a refusal names where it is to be shown; any other failure becomes the full page that explains it.
interface Swap extends Event {
  detail: { xhr: XMLHttpRequest; shouldSwap: boolean; isError: boolean; pathInfo?: { requestPath: string } };
}

document.addEventListener('htmx:beforeSwap', (event) => {
  const { detail } = event as Swap;
  if (detail.xhr.status < 400) return;
  if (detail.xhr.getResponseHeader('HX-Retarget')) {
    detail.shouldSwap = true;
    detail.isError = false;
  } else if (detail.pathInfo) {
    location.assign(detail.pathInfo.requestPath);
  }
});
