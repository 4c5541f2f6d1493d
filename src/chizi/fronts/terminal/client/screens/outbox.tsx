// The outbox: what waits, and what the server did not take: what, why, what to do. Discarding can be undone.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { kindOf } from '../kinds.ts';
import type { Waiting } from '../outbox.ts';
import { Blank, Screen } from '../parts';
import { addRoutes } from '../routes.ts';
import { discard, retry, sync } from '../sending.ts';
import { problems, say, unsent, useApp } from '../state.ts';
import { t, timeWords, wordFor } from '../words.ts';

function Named({ parcel }: { parcel: Waiting }): JSX.Element {
  const { pack } = useApp();
  const kind = kindOf(parcel.kind);
  return (
    <>
      <span class="kind">{t(kind.name)}</span> <span>{kind.about(parcel.body, pack)}</span>
    </>
  );
}

function Problem({ parcel }: { parcel: Waiting }): JSX.Element {
  const edit = kindOf(parcel.kind).edit?.(parcel);
  const drop = async (): Promise<void> => {
    const undo = await discard(parcel.id);
    say(t('outbox.discarded'), () => void undo());
  };
  return (
    <li class="card">
      <h3>
        <Named parcel={parcel} />
      </h3>
      <p class="problem">
        <strong>{t('outbox.refused')}</strong> {parcel.problem?.text || wordFor('refused', parcel.problem?.code ?? '')}
      </p>
      <p class="dim">{timeWords(parcel.at)}</p>
      {typeof parcel.body.text === 'string' && <blockquote class="prose">{parcel.body.text}</blockquote>}
      <p class="buttons">
        {edit && (
          <a class="btn btn-primary" href={`#/${edit}`}>
            {t('outbox.edit')}
          </a>
        )}
        <button type="button" class="btn" onClick={() => void retry(parcel.id)}>
          {t('outbox.retry')}
        </button>
        <button type="button" class="btn" onClick={() => void drop()}>
          {t('outbox.discard')}
        </button>
      </p>
    </li>
  );
}

function Waits({ parcels }: { parcels: Waiting[] }): JSX.Element {
  const [all, setAll] = useState(false);
  const shown = all ? parcels : parcels.slice(0, 20);
  return (
    <>
      <ul class="rows stacked">
        {shown.map((parcel) => (
          <li key={parcel.id} class="row">
            <span>
              <Named parcel={parcel} />
            </span>
            <span class="of">{timeWords(parcel.at)}</span>
          </li>
        ))}
      </ul>
      {parcels.length > shown.length && (
        <button type="button" class="btn" onClick={() => setAll(true)}>
          {t('outbox.all', { n: parcels.length })}
        </button>
      )}
    </>
  );
}

function OutboxScreen(): JSX.Element {
  const app = useApp();
  const waiting = unsent(app);
  const refused = problems(app);
  return (
    <Screen title={t('outbox.title')} back="me" page="outbox">
      {!app.waiting.length && <Blank title={t('outbox.none')}>{t('outbox.none_help')}</Blank>}
      {refused.length > 0 && (
        <section aria-labelledby="problems">
          <h2 id="problems">{t('outbox.problems', { n: refused.length })}</h2>
          <ul class="stack">
            {refused.map((parcel) => (
              <Problem key={parcel.id} parcel={parcel} />
            ))}
          </ul>
        </section>
      )}
      {waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{t('outbox.waiting', { n: waiting.length })}</h2>
          <p class="dim">{t('outbox.help')}</p>
          <Waits parcels={waiting} />
          <p class="buttons">
            <button type="button" class="btn btn-primary" disabled={app.net === 'sending'} onClick={() => void sync()}>
              {t(app.net === 'sending' ? 'bar.sending' : 'outbox.send')}
            </button>
            {app.net === 'signed_out' && (
              <a class="btn" href="/accounts/login/?next=/terminal/">
                {t('signin')}
              </a>
            )}
          </p>
        </section>
      )}
    </Screen>
  );
}

addRoutes({ pattern: 'outbox', tab: 'me', show: () => <OutboxScreen /> });
