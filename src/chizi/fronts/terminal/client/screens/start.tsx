// Before the terminal is open: choose a PIN, unlock, sign in; and what is left after it was closed for good.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Blank } from '../parts';
import { choosePin, signOut, start, startOver, tryPin } from '../session.ts';
import { useApp } from '../state.ts';
import { t } from '../words.ts';
import { Pin, pinFault } from './pin';

const SIGN_IN = '/accounts/login/?next=/terminal/';

/** Unsent things of others on this device: said, never shown, never sent. */
export function Others(): JSX.Element | null {
  const { others } = useApp();
  if (!others.length) return null;
  return (
    <p class="notice">
      {others.map((one) => t('others', { name: one.name, n: one.count })).join(' ')} {t('others.help')}
    </p>
  );
}

function Choose(): JSX.Element {
  const { person } = useApp();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [errors, setErrors] = useState({ pin: '', again: '' });
  const [busy, setBusy] = useState(false);
  const hand = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = { pin: pinFault(pin), again: pin === again ? '' : t('pin.differ') };
    setErrors(found);
    if (found.pin || found.again || busy) return;
    setBusy(true);
    await choosePin(pin);
  };
  return (
    <>
      <h1 tabIndex={-1}>{t('choose.title')}</h1>
      <p>{t('choose.hello', { name: person?.name ?? '' })}</p>
      <p class="dim">{t('choose.help')}</p>
      <Others />
      <form onSubmit={(event) => void hand(event)} noValidate>
        <Pin id="pin" label={t('pin.label')} value={pin} onInput={setPin} error={errors.pin} help={t('pin.rule')} />
        <Pin id="again" label={t('pin.again')} value={again} onInput={setAgain} error={errors.again} />
        <button class="btn btn-primary wide" type="submit" disabled={busy}>
          {t(busy ? 'choose.making' : 'choose.hand')}
        </button>
      </form>
    </>
  );
}

function Locked(): JSX.Element {
  const { vault, net } = useApp();
  const [pin, setPin] = useState('');
  const [error, setError] = useState('');
  const [waitMs, setWaitMs] = useState(0);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (waitMs <= 0) return undefined;
    const bell = setTimeout(() => setWaitMs(Math.max(0, waitMs - 1000)), Math.min(1000, waitMs));
    return () => clearTimeout(bell);
  }, [waitMs]);
  const hand = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy || waitMs > 0 || !pin) return;
    setBusy(true);
    const said = await tryPin(pin);
    setBusy(false);
    setPin('');
    if (said.result === 'wrong') setError(t('pin.wrong', { n: said.left }));
    if (said.result === 'wrong' || said.result === 'wait') setWaitMs(said.waitMs);
    document.getElementById('pin')?.focus();
  };
  if (vault && !vault.half) return <Destroyed />;
  return (
    <>
      <h1 tabIndex={-1}>{t('locked.title')}</h1>
      <p>{t('locked.hello', { name: vault?.name ?? '' })}</p>
      <form onSubmit={(event) => void hand(event)} noValidate>
        <Pin id="pin" label={t('pin.label')} value={pin} onInput={setPin} error={error} />
        {waitMs > 0 && <p role="status">{t('pin.wait', { n: Math.ceil(waitMs / 1000) })}</p>}
        <button class="btn btn-primary wide" type="submit" disabled={busy || waitMs > 0}>
          {t(busy ? 'locked.opening' : 'locked.hand')}
        </button>
      </form>
      {net === 'signed_out' && <p class="dim">{t('locked.signed_out')}</p>}
      {(net === 'offline' || net === 'unreachable') && <p class="dim">{t('locked.offline')}</p>}
      <Others />
      <Forgotten />
      <details class="more">
        <summary>{t('locked.other')}</summary>
        <p>{t('locked.other_help')}</p>
        <button type="button" class="btn" onClick={signOut}>
          {t('locked.other_do')}
        </button>
      </details>
    </>
  );
}

function Forgotten(): JSX.Element {
  const { store, vault } = useApp();
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (store && vault) void store.parcels(vault.person).then((found) => setCount(found.length));
  }, [store, vault]);
  return (
    <details class="more">
      <summary>{t('forgotten')}</summary>
      <p>{count ? t('forgotten.unsent', { n: count }) : t('forgotten.help')}</p>
      <button type="button" class="btn" onClick={() => void startOver()}>
        {t(count ? 'forgotten.do_unsent' : 'forgotten.do')}
      </button>
    </details>
  );
}

function Destroyed(): JSX.Element {
  return (
    <>
      <h1 tabIndex={-1}>{t('destroyed.title')}</h1>
      <p>{t('destroyed.help')}</p>
      <p>
        <a class="btn btn-primary" href={SIGN_IN}>
          {t('signin')}
        </a>
      </p>
      <Forgotten />
    </>
  );
}

function Welcome(): JSX.Element {
  const { net } = useApp();
  return (
    <>
      <h1 tabIndex={-1}>{t('app.name')}</h1>
      <Blank title={t(net === 'signed_out' ? 'welcome.signed_out' : 'welcome.offline')}>{t('welcome.help')}</Blank>
      <p class="buttons">
        {net !== 'signed_out' ? (
          <button type="button" class="btn btn-primary" onClick={() => void start()}>
            {t('welcome.again')}
          </button>
        ) : (
          <a class="btn btn-primary" href={SIGN_IN}>
            {t('signin')}
          </a>
        )}
      </p>
    </>
  );
}

function Gone(): JSX.Element {
  const { gone } = useApp();
  return (
    <>
      <h1 tabIndex={-1}>{t(gone === 'wiped' ? 'gone.wiped' : 'gone.left')}</h1>
      <p>{t(gone === 'wiped' ? 'gone.wiped_help' : 'gone.left_help')}</p>
      <p>
        <a class="btn" href={SIGN_IN}>
          {t('signin')}
        </a>
      </p>
    </>
  );
}

/** The screen of a stage before the terminal is open. */
export function Before(): JSX.Element {
  const { stage } = useApp();
  return (
    <main class="gate" id="main">
      {stage === 'starting' && (
        <>
          <h1>{t('app.name')}</h1>
          <p class="dim" role="status">
            {t('starting')}
          </p>
        </>
      )}
      {stage === 'welcome' && <Welcome />}
      {stage === 'choose' && <Choose />}
      {stage === 'locked' && <Locked />}
      {stage === 'gone' && <Gone />}
    </main>
  );
}
