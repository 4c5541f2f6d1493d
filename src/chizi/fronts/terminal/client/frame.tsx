// The frame: the honest bar on top, the screen, three tabs at the thumb.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Blank, Screen } from './parts';
import { matchRoute, useHash, type TabName } from './routes.ts';
import { Before, Others } from './screens/start';
import { change, problems, say, unsent, useApp, type App } from './state.ts';
import { takeUpdate } from './updating.ts';
import { t, timeWords, type Key } from './words.ts';

const TABS: { name: TabName; words: Key; shape: string }[] = [
  { name: 'today', words: 'tab.today', shape: 'M5 4h14v16H5zM9 9h6M9 13h6M9 17h3' },
  { name: 'learn', words: 'tab.learn', shape: 'M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.500 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14' },
  { name: 'me', words: 'tab.me', shape: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.500-6 8-6s8 2 8 6' },
];

function Tabs({ tab }: { tab: TabName }): JSX.Element {
  return (
    <nav class="tabs" aria-label={t('tabs')}>
      {TABS.map((one) => (
        <a key={one.name} href={`#/${one.name}`} aria-current={one.name === tab ? 'page' : undefined}>
          <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={one.shape} />
          </svg>
          <span>{t(one.words)}</span>
        </a>
      ))}
    </nav>
  );
}

/** What the bar says about the network and the pack; '' when all is well. */
function netWords(app: App): string {
  if (app.net === 'offline') return t('bar.offline');
  if (app.net === 'unreachable' || app.net === 'stuck') return t('bar.unreachable');
  if (app.net === 'signed_out') return t('bar.signed_out');
  if (app.net === 'another_person') return t('bar.another', { name: app.signedInAs?.name ?? '' });
  return '';
}

function Bar(): JSX.Element {
  const app = useApp();
  const waiting = unsent(app).length;
  const refused = problems(app).length;
  const net = netWords(app);
  const as = app.packSeen ? t('bar.as_of', { at: timeWords(app.packSeen) }) : '';
  const said = [waiting ? t('bar.waiting', { n: waiting }) : '', refused ? t('bar.problems', { n: refused }) : ''].filter(Boolean).join(' · ');
  return (
    <div class={`bar${net || refused ? ' bar-off' : ''}${net ? ' bar-lost' : ''}`}>
      {said ? <a href="#/outbox">{said}</a> : <span>{app.net === 'sending' ? t('bar.sending') : net ? '' : t('bar.all_sent')}</span>}
      <span class="bar-net">
        {net || as}
        {app.net === 'signed_out' && (
          <>
            {' '}
            <a href="/accounts/login/?next=/terminal/">{t('signin')}</a>
          </>
        )}
        {net && as && app.net !== 'signed_out' && ` · ${as}`}
      </span>
      <span class="sr" role="status">
        {[said || (waiting ? '' : t('bar.all_sent')), net].filter(Boolean).join(' · ')}
      </span>
    </div>
  );
}

function Notices({ busy }: { busy: boolean }): JSX.Element {
  const app = useApp();
  useEffect(() => {
    if (!app.notice) return undefined;
    const bell = setTimeout(() => say(''), app.undo ? 20_000 : 8_000);
    return () => clearTimeout(bell);
  }, [app.notice, app.undo]);
  const undo = (): void => {
    app.undo?.();
    say(t('undone'));
  };
  return (
    <>
      {app.fleeting && <p class="notice">{t(`fleeting.${app.fleeting}`)}</p>}
      {app.ahead !== 0 && <p class="notice">{t(app.ahead > 0 ? 'clock.ahead' : 'clock.behind', { n: Math.round(Math.abs(app.ahead) / 60_000) })}</p>}
      {app.scarce && <p class="notice">{t('storage.scarce')}</p>}
      {app.net === 'another_person' && (
        <p class="notice">
          {t('another.help', { mine: app.person?.name ?? '', name: app.signedInAs?.name ?? '' })}{' '}
          <button type="button" class="link" onClick={() => location.reload()}>
            {t('another.switch', { name: app.signedInAs?.name ?? '' })}
          </button>
        </p>
      )}
      {app.update && !busy && (
        <p class="notice">
          {t('update')}{' '}
          <button type="button" class="link" onClick={takeUpdate}>
            {t('update.do')}
          </button>
        </p>
      )}
      <Others />
      <div class="toast" role="status">
        {app.notice && (
          <p>
            <span>{app.notice}</span>
            {app.undo && (
              <button type="button" class="link" onClick={undo}>
                {t('undo')}
              </button>
            )}
            <button type="button" class="link" onClick={() => change({ notice: '', undo: null })}>
              {t('close')}
            </button>
          </p>
        )}
      </div>
    </>
  );
}

export function Frame(): JSX.Element {
  const app = useApp();
  const hash = useHash();
  if (app.stage !== 'open') return <Before />;
  const found = matchRoute(hash);
  return (
    <div class="frame">
      <header class="top">
        <Bar />
      </header>
      <main id="main">
        <Notices busy={found?.route.busy ?? false} />
        {found ? (
          found.route.show(found.visit)
        ) : (
          <Screen title={t('nowhere')} back="today" page="nowhere">
            <Blank title={t('nowhere')}>{t('nowhere.help')}</Blank>
          </Screen>
        )}
      </main>
      <Tabs tab={found?.route.tab ?? 'today'} />
    </div>
  );
}
