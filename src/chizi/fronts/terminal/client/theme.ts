// Light or dark: as the device says, or as its owner chose.

export type Theme = 'auto' | 'light' | 'dark';
const CHOICE = 'chizi-terminal-theme';

export function currentTheme(): Theme {
  const set = document.documentElement.dataset.theme;
  return set === 'light' || set === 'dark' ? set : 'auto';
}

function put(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function setTheme(theme: Theme): void {
  put(theme);
  try {
    localStorage.setItem(CHOICE, theme);
  } catch {
    // for this page only, then
  }
}

/** At the start: what was chosen on this device before. */
export function recallTheme(): void {
  try {
    const chosen = localStorage.getItem(CHOICE);
    if (chosen === 'light' || chosen === 'dark') put(chosen);
  } catch {
    // a browser that refuses storage follows the device
  }
}
