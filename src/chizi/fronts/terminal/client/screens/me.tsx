// Me: one's own record and its correction, what one has mastered, the outbox, this device, log-out.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Blank, Field, Screen } from '../parts';
import { addRoutes, go } from '../routes.ts';
import { logOut } from '../session.ts';
import { say, problems, unsent, useApp } from '../state.ts';
import type { Outcome } from '../wire.ts';
import { t, timeWords, wordFor } from '../words.ts';
import { handOver } from './report';

function Me(): JSX.Element {
  const app = useApp();
  const waiting = unsent(app).length;
  const refused = problems(app).length;
  const leave = async (): Promise<void> => {
    if (await logOut()) return;
    say(t('logout.refused', { n: waiting + refused }));
    go('outbox');
  };
  const links: [string, string, string][] = [
    ['outbox', t('outbox.title'), refused ? t('outbox.problems', { n: refused }) : waiting ? t('bar.waiting', { n: waiting }) : t('outbox.empty')],
    ['record', t('record.title'), t('record.count', { n: app.pack?.record.length ?? 0 })],
    ['mastery', t('mastery.title'), ''],
    ['suggest?page=me', t('suggest.title'), ''],
    ['device', t('device.title'), ''],
  ];
  return (
    <Screen title={t('tab.me')} page="me">
      <p class="whoami">
        <strong>{app.person?.name}</strong>
        <span class="of">{app.person?.party?.name}</span>
      </p>
      <ul class="rows">
        {links.map(([to, words, more]) => (
          <li key={to}>
            <a href={`#/${to}`}>
              <span>{words}</span> <span class="of">{more}</span>
            </a>
          </li>
        ))}
        <li>
          <a href="/desk/">
            <span>{t('me.desk')}</span> <span class="of">{t('me.desk_help')}</span>
          </a>
        </li>
      </ul>
      <div class="actions">
        <button type="button" class="btn" onClick={() => void leave()}>
          {t('logout')}
        </button>
        <p class="dim">{t('logout.help')}</p>
      </div>
    </Screen>
  );
}

function Row({ one }: { one: Outcome }): JSX.Element {
  const app = useApp();
  const asked = unsent(app).some((parcel) => parcel.kind === 'correction' && parcel.body.key === one.key);
  return (
    <li class="card">
      <h3>{one.title || wordFor('outcome', one.kind)}</h3>
      <p>
        <span class="tag">{wordFor('outcome', one.kind)}</span> {one.met !== null && <span>{t(one.met ? 'record.met' : 'record.not_met')}</span>} {one.voided && <span>{t('record.voided')}</span>}
      </p>
      <p class="dim">
        {timeWords(one.happened_at)} · {wordFor('source', one.source)}
      </p>
      {!one.voided &&
        (asked ? (
          <p class="dim">{t('record.asked')}</p>
        ) : (
          <p>
            <a href={`#/record/${one.key}`}>{t('record.correct')}</a>
          </p>
        ))}
    </li>
  );
}

function MyRecord(): JSX.Element {
  const record = useApp().pack?.record ?? [];
  return (
    <Screen title={t('record.title')} back="me" page="record">
      <p class="dim">{t('record.help')}</p>
      {record.length === 0 && <Blank title={t('record.none')}>{t('record.none_help')}</Blank>}
      <ul class="stack">
        {record.map((one) => (
          <Row key={one.key} one={one} />
        ))}
      </ul>
    </Screen>
  );
}

function Correct({ id }: { id: string }): JSX.Element {
  const one = useApp().pack?.record.find((entry) => entry.key === id);
  const [reason, setReason] = useState('');
  const [error, setError] = useState('');
  const hand = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!reason.trim()) setError(t('correct.empty'));
    else await handOver('correction', { key: id, reason: reason.trim() }, 'record');
  };
  return (
    <Screen title={t('correct.title')} back="record" page={`record/${id}`}>
      <p class="lead">{one ? `${wordFor('outcome', one.kind)} · ${one.title}` : t('about.unknown')}</p>
      <p class="dim">{t('correct.help')}</p>
      <form onSubmit={(event) => void hand(event)} noValidate>
        <Field id="reason" label={t('correct.reason')} rows={3} max={500} value={reason} onInput={setReason} error={error} />
        <button class="btn btn-primary" type="submit">
          {t('correct.hand')}
        </button>
      </form>
    </Screen>
  );
}

function Mastery(): JSX.Element {
  const objectives = useApp().pack?.objectives ?? [];
  return (
    <Screen title={t('mastery.title')} back="me" page="mastery">
      <p class="dim">{t('mastery.help')}</p>
      {objectives.length === 0 && <Blank title={t('mastery.none')}>{t('mastery.none_help')}</Blank>}
      <ul class="rows stacked">
        {objectives.map((one) => (
          <li key={one.id} class="row">
            <span class={one.mastered ? 'mark mark-done' : 'mark'} aria-hidden="true" />
            <span>{one.title}</span>
            <span class="of">
              {t(one.mastered ? 'mastery.yes' : one.of ? 'mastery.not_yet' : 'mastery.untried')}
              {one.of > 0 && ` · ${t('mastery.answers', { right: one.right, of: one.of })}`}
            </span>
          </li>
        ))}
      </ul>
    </Screen>
  );
}

addRoutes(
  { pattern: 'me', tab: 'me', show: () => <Me /> },
  { pattern: 'record', tab: 'me', show: () => <MyRecord /> },
  { pattern: 'record/:key', tab: 'me', busy: true, show: ({ at }) => <Correct id={at.key ?? ''} /> },
  { pattern: 'mastery', tab: 'me', show: () => <Mastery /> },
);
