// This device: language, colours, PIN, room, what is kept and how.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dropAll, room, scarce, type Room } from '../media.ts';
import { Choice, Facts, Screen } from '../parts';
import { addRoutes } from '../routes.ts';
import { sync } from '../sending.ts';
import { replacePin } from '../session.ts';
import { change, say, useApp } from '../state.ts';
import { currentTheme, setTheme, type Theme } from '../theme.ts';
import { currentLanguage, setLanguage, sizeWords, t, timeWords, type Language } from '../words.ts';
import { Pin, pinFault } from './pin';

function ChangePin(): JSX.Element {
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [errors, setErrors] = useState({ old: '', next: '' });
  const hand = async (event: Event): Promise<void> => {
    event.preventDefault();
    const fault = pinFault(next);
    setErrors({ old: '', next: fault });
    if (fault) return;
    if (!(await replacePin(old, next))) {
      setErrors({ old: t('pin.wrong_old'), next: '' });
      return;
    }
    setOld('');
    setNext('');
    say(t('pin.changed'));
  };
  return (
    <details class="more">
      <summary>{t('pin.change')}</summary>
      <form onSubmit={(event) => void hand(event)} noValidate>
        <Pin id="old" label={t('pin.old')} value={old} onInput={setOld} error={errors.old} />
        <Pin id="next" label={t('pin.next')} value={next} onInput={setNext} error={errors.next} help={t('pin.rule')} />
        <button class="btn" type="submit">
          {t('pin.change')}
        </button>
      </form>
    </details>
  );
}

function Device(): JSX.Element {
  const app = useApp();
  const [known, setKnown] = useState<Room | null>(null);
  const look = (): void => {
    void room().then((found) => {
      setKnown(found);
      change({ scarce: scarce(found) });
    });
  };
  useEffect(look, []);
  const clear = async (): Promise<void> => {
    await dropAll();
    look();
    say(t('device.cleared'));
  };
  return (
    <Screen title={t('device.title')} back="me" page="device">
      <Choice
        legend={t('device.language')}
        name="language"
        options={[
          ['zh-Hans', t('language.zh-Hans')],
          ['en', t('language.en')],
        ]}
        value={currentLanguage()}
        onChange={(language) => {
          setLanguage(language as Language);
          change({});
          void sync();
        }}
      />
      <Choice
        legend={t('device.theme')}
        name="theme"
        options={[
          ['auto', t('theme.auto')],
          ['light', t('theme.light')],
          ['dark', t('theme.dark')],
        ]}
        value={currentTheme()}
        onChange={(theme) => {
          setTheme(theme as Theme);
          change({});
        }}
      />
      <section class="panel" aria-labelledby="kept">
        <h2 id="kept">{t('device.kept')}</h2>
        <Facts
          facts={[
            [t('device.pack'), app.packSeen ? timeWords(app.packSeen) : t('device.never')],
            [t('device.room'), known ? t('device.used', { used: sizeWords(known.used), quota: sizeWords(known.quota) }) : ''],
            [t('device.clock'), app.ahead ? t('device.clock_off') : t('device.clock_right')],
          ]}
        />
        <p class="dim">{t(app.fleeting ? `fleeting.${app.fleeting}` : 'device.sealed')}</p>
        <button type="button" class="btn" onClick={() => void clear()}>
          {t('device.clear')}
        </button>
      </section>
      {app.vault && <ChangePin />}
    </Screen>
  );
}

addRoutes({ pattern: 'device', tab: 'me', show: () => <Device /> });
