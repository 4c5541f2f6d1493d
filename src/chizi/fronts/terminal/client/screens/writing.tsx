// A short reflection, learning put to use, and a suggestion about any screen.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { titleOf } from '../kinds.ts';
import { Blank, Choice, Field, Screen, useDraft } from '../parts';
import { addRoutes } from '../routes.ts';
import { useApp } from '../state.ts';
import { dayWords, t, timeWords } from '../words.ts';
import { handOver, Pictures, useMended, type Picture } from './report';

const backOf = (about: string): string => about.replace(':', '/');

function Reflect({ about, mends }: { about: string; mends: string | null }): JSX.Element {
  const { pack } = useApp();
  const [text, setText, dropText] = useDraft(`reflect:${about}`, '');
  const [pictures, setPictures] = useState<Picture[]>([]);
  const [error, setError] = useState('');
  useMended(mends, (body) => setText(String(body.text ?? '')), setPictures);
  const hand = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!text.trim()) {
      setError(t('reflect.empty'));
      return;
    }
    if (await handOver('reflection', { about, text: text.trim(), files: {} }, backOf(about), { pictures, mends })) dropText();
  };
  return (
    <Screen title={t('reflect.title')} back={backOf(about)} page={`reflect/${about}`}>
      <p class="lead">{titleOf(about, pack)}</p>
      <form onSubmit={(event) => void hand(event)} noValidate>
        <Field id="text" label={t('reflect.text')} help={t('reflect.help')} rows={7} max={2000} value={text} onInput={setText} error={error} />
        <Pictures pictures={pictures} onChange={setPictures} />
        <button class="btn btn-primary" type="submit">
          {t('reflect.hand')}
        </button>
      </form>
    </Screen>
  );
}

function Apply({ about, mends }: { about: string; mends: string | null }): JSX.Element {
  const { pack } = useApp();
  const [draft, setDraft, dropDraft] = useDraft(`apply:${about}`, { target: '', text: '' });
  const [errors, setErrors] = useState({ target: '', text: '' });
  useMended(mends, (body) => setDraft({ target: String(body.target ?? ''), text: String(body.text ?? '') }));
  const targets: [string, string][] = [
    ...(pack?.matters ?? []).map((one): [string, string] => [one.ref, one.title]),
    ...(pack?.tasks ?? []).map((one): [string, string] => [`assignment:${one.assignment}`, `${one.title} (${dayWords(one.due)})`]),
  ];
  const hand = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = { target: draft.target ? '' : t('apply.choose'), text: draft.text.trim() ? '' : t('apply.empty') };
    setErrors(found);
    if (found.target || found.text) return;
    const body = { about, target: draft.target, text: draft.text.trim() };
    if (await handOver('application', body, backOf(about), { mends })) dropDraft();
  };
  return (
    <Screen title={t('apply.title')} back={backOf(about)} page={`apply/${about}`}>
      <p class="lead">{titleOf(about, pack)}</p>
      <p class="dim">{t('apply.help')}</p>
      {targets.length === 0 ? (
        <Blank title={t('apply.none')}>{t('apply.none_help')}</Blank>
      ) : (
        <form onSubmit={(event) => void hand(event)} noValidate>
          <Choice legend={t('apply.target')} name="target" options={targets} value={draft.target} onChange={(target) => setDraft({ ...draft, target })} error={errors.target} />
          <Field id="text" label={t('apply.text')} rows={5} max={2000} value={draft.text} onInput={(text) => setDraft({ ...draft, text })} error={errors.text} />
          <button class="btn btn-primary" type="submit">
            {t('apply.hand')}
          </button>
        </form>
      )}
    </Screen>
  );
}

function Suggest({ page, mends }: { page: string; mends: string | null }): JSX.Element {
  const { pack } = useApp();
  const [draft, setDraft, dropDraft] = useDraft('suggest', { kind: 'suggestion', text: '' });
  const [error, setError] = useState('');
  useMended(mends, (body) => setDraft({ kind: String(body.kind ?? 'suggestion'), text: String(body.text ?? '') }));
  const mine = pack?.feedback.suggestions ?? [];
  const hand = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!draft.text.trim()) {
      setError(t('suggest.empty'));
      return;
    }
    if (await handOver('suggestion', { page: `/terminal/${page}`, kind: draft.kind, text: draft.text.trim() }, page, { mends })) dropDraft();
  };
  return (
    <Screen title={t('suggest.title')} back={page} page="suggest">
      <p class="dim">{t('suggest.help')}</p>
      <form onSubmit={(event) => void hand(event)} noValidate>
        <Choice
          legend={t('suggest.kind')}
          name="kind"
          options={[
            ['suggestion', t('suggest.suggestion')],
            ['complaint', t('suggest.complaint')],
          ]}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind })}
        />
        <Field id="text" label={t('suggest.text')} rows={5} max={2000} value={draft.text} onInput={(text) => setDraft({ ...draft, text })} error={error} />
        <button class="btn btn-primary" type="submit">
          {t('suggest.hand')}
        </button>
      </form>
      {mine.length > 0 && (
        <section aria-labelledby="mine">
          <h2 id="mine">{t('suggest.mine')}</h2>
          <ul class="stack">
            {mine.map((one) => (
              <li class="card" key={one.id}>
                <p class="prose">{one.text}</p>
                <p class="dim">{timeWords(one.made_at)}</p>
                <p>{one.answer ? one.answer : <span class="dim">{t('suggest.waits')}</span>}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  );
}

addRoutes(
  { pattern: 'reflect/:about', tab: 'learn', busy: true, show: ({ at, asked }) => <Reflect about={at.about ?? ''} mends={asked.get('parcel')} /> },
  { pattern: 'apply/:about', tab: 'learn', busy: true, show: ({ at, asked }) => <Apply about={at.about ?? ''} mends={asked.get('parcel')} /> },
  { pattern: 'suggest', tab: 'me', busy: true, show: ({ asked }) => <Suggest page={asked.get('page') ?? 'me'} mends={asked.get('parcel')} /> },
);
