// The parts every screen is made of.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { daysBetween, today } from './clock.ts';
import { hasMoved } from './routes.ts';
import { now, say } from './state.ts';
import { dayWords, t } from './words.ts';

interface ScreenProps {
  title: string;
  back?: string;
  /** Where a suggestion says that it comes from; the entry stands on every screen. */
  page: string;
  children: ComponentChildren;
}

/** One screen: a heading that takes the focus when one comes from elsewhere, a way back, an entry for suggestions. */
export function Screen({ title, back, page, children }: ScreenProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
    if (hasMoved()) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
  }, [page]);
  return (
    <>
      <div class="head">
        {back !== undefined && (
          <a class="back" href={`#/${back}`}>
            <span aria-hidden="true">‹</span> {t('back')}
          </a>
        )}
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
      </div>
      {children}
      {page !== 'suggest' && (
        <p class="feedback">
          <a href={`#/suggest?page=${encodeURIComponent(page)}`}>{t('suggest.entry')}</a>
        </p>
      )}
    </>
  );
}

/** When something is due: a shape, a word, the day. */
export function Due({ day, done = false }: { day: string; done?: boolean }): JSX.Element {
  const left = daysBetween(today(Date.now(), now().ahead), day);
  const state = done ? 'done' : left < 0 ? 'red' : left <= 3 ? 'yellow' : 'blue';
  const said = done ? t('due.by') : left < 0 ? t('due.past', { n: -left }) : left === 0 ? t('due.today') : t('due.left', { n: left });
  return (
    <span class={`due due-${state}`}>
      {said} <span class="of">{t('due.until', { day: dayWords(day) })}</span>
    </span>
  );
}

export function About({ minutes }: { minutes: number | null | undefined }): JSX.Element | null {
  return minutes ? <span>{t('minutes', { n: minutes })}</span> : null;
}

/** A list of facts; those without a value are left out. */
export function Facts({ facts }: { facts: [string, ComponentChildren][] }): JSX.Element {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== '' && value !== null && value !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** What will stand here, who makes it appear, one thing to do now. */
export function Blank({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="blank">
      <p class="blank-title">{title}</p>
      <p>{children}</p>
    </div>
  );
}

interface FieldProps {
  label: string;
  help?: string;
  value: string;
  onInput(value: string): void;
  error?: string;
  rows?: number;
  secret?: boolean;
  max?: number;
  id: string;
}

export function Field({ label, help, value, onInput, error, rows, max, id, secret = false }: FieldProps): JSX.Element {
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const shared = {
    id,
    value,
    maxLength: max,
    'aria-describedby': described,
    'aria-invalid': error ? true : undefined,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }): void => onInput(event.currentTarget.value),
  };
  return (
    <div class={error ? 'fld fld-wrong' : 'fld'}>
      <label for={id}>{label}</label>
      {help && (
        <p class="fld-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="fld-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {rows ? (
        <textarea class="input" rows={rows} {...shared} />
      ) : secret ? (
        <input class="input" type="password" inputMode="numeric" autoComplete="off" {...shared} />
      ) : (
        <input class="input" type="text" {...shared} />
      )}
    </div>
  );
}

interface ChoiceProps {
  legend: string;
  name: string;
  options: [string, string][];
  value: string;
  onChange(value: string): void;
  error?: string | undefined;
}

export function Choice({ legend, name, options, value, onChange, error }: ChoiceProps): JSX.Element {
  return (
    <fieldset class={error ? 'fld fld-wrong' : 'fld'}>
      <legend>{legend}</legend>
      {error && (
        <p class="fld-error" role="alert">
          {error}
        </p>
      )}
      {options.map(([key, words]) => (
        <label class="option" key={key}>
          <input type="radio" name={name} value={key} checked={value === key} onChange={() => onChange(key)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Text that is being typed: kept sealed on the device, so that it is there again after a call or a flat battery. */
export function useDraft<T>(name: string, first: T): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState(first);
  const bell = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const newest = useRef<T | null>(null);
  const place = `draft:${name}`;
  const flush = (): void => {
    if (newest.current !== null) void now().safe?.set(place, newest.current).catch(() => say(t('storage.draft')));
    newest.current = null;
  };
  useEffect(() => {
    let here = true;
    void now()
      .safe?.get<T>(place)
      .then((kept) => {
        if (here && kept && newest.current === null) setValue(kept);
      });
    const hide = (): void => flush();
    document.addEventListener('visibilitychange', hide);
    return () => {
      here = false;
      clearTimeout(bell.current);
      document.removeEventListener('visibilitychange', hide);
      flush();
    };
  }, [place]);
  const put = (next: T): void => {
    setValue(next);
    newest.current = next;
    clearTimeout(bell.current);
    bell.current = setTimeout(flush, 400);
  };
  const drop = (): void => {
    clearTimeout(bell.current);
    newest.current = null;
    void now().safe?.unset(place);
  };
  return [value, put, drop];
}
