// Words in both languages. Keys are those of en.json; a test holds both files to the same keys and places.
import en from './locale/en.json';
import zh from './locale/zh-Hans.json';

export type Key = keyof typeof en;
export type Language = 'zh-Hans' | 'en';

const WORDS: Record<Language, Record<string, string>> = { en, 'zh-Hans': zh };
const CHOICE = 'chizi-terminal-language';

function atFirst(): Language {
  const chosen = localStorage.getItem(CHOICE) ?? document.documentElement.lang ?? navigator.language;
  return chosen.toLowerCase().startsWith('en') ? 'en' : 'zh-Hans';
}

let language: Language = 'zh-Hans';
try {
  language = atFirst();
} catch {
  // a browser that refuses storage still has a language
}

export const currentLanguage = (): Language => language;

export function setLanguage(next: Language): void {
  language = next;
  document.documentElement.lang = next;
  // the server's sentences come in the same language, here and at the desk
  document.cookie = `django_language=${next === 'en' ? 'en' : 'zh-hans'}; path=/; max-age=31536000; samesite=lax`;
  try {
    localStorage.setItem(CHOICE, next);
  } catch {
    // for this page only, then
  }
}

/** A sentence with its places filled in. With `n` = 1 the sentence `<key>.one` is taken where there is one. */
export function t(key: Key, places: Record<string, string | number> = {}): string {
  const book = WORDS[language];
  const sentence = (places.n === 1 ? book[`${key}.one`] : undefined) ?? book[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
}

/** A word for a value that the server names; the value itself when there is no word for it. */
export function wordFor(family: string, value: string): string {
  return WORDS[language][`${family}.${value}`] ?? value;
}

const locale = (): string => (language === 'en' ? 'en-GB' : 'zh-CN');

/** A day (YYYY-MM-DD) as people say it. */
export function dayWords(day: string): string {
  return new Intl.DateTimeFormat(locale(), { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** An instant, or a day, as people say it. */
export function timeWords(instant: string): string {
  if (instant.length === 10) return dayWords(instant);
  const moment = new Date(instant);
  if (Number.isNaN(moment.getTime())) return '';
  const clock = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
  return new Intl.DateTimeFormat(locale(), { month: 'short', day: 'numeric', ...clock }).format(moment);
}

/** Bytes as people say them. */
export function sizeWords(bytes: number): string {
  if (bytes < 2 ** 20) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  const megabytes = bytes / 2 ** 20;
  return megabytes < 1024 ? `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}
