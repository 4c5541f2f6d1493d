// Reporting a task done, and objecting to it. Words stay as drafts; a picture is optional, always.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { newId } from '../identity.ts';
import { Choice, Field, Screen, useDraft } from '../parts';
import { drawnAnew, shown } from '../pictures.ts';
import { addRoutes, go } from '../routes.ts';
import { discard, submit } from '../sending.ts';
import { now, say, useApp } from '../state.ts';
import { t } from '../words.ts';

export interface Picture {
  place: string;
  name: string;
  address: string;
}

const MOST_PICTURES = 4;

/** Pictures that go with a parcel: chosen, drawn anew, kept sealed, shown, taken out again. */
export function Pictures({ pictures, onChange }: { pictures: Picture[]; onChange(pictures: Picture[]): void }): JSX.Element {
  const [error, setError] = useState('');
  const take = async (input: HTMLInputElement): Promise<void> => {
    setError('');
    const added: Picture[] = [];
    for (const file of Array.from(input.files ?? []).slice(0, MOST_PICTURES - pictures.length)) {
      try {
        const made = await drawnAnew(file);
        const place = newId();
        await now().safe?.setPicture(place, made);
        added.push({ place, name: `${file.name.replace(/\.[^.]*$/, '').slice(0, 80) || 'picture'}.jpg`, address: await shown(made) });
      } catch (caught) {
        setError(t(caught instanceof DOMException && caught.name === 'QuotaExceededError' ? 'picture.full' : 'picture.wrong', { name: file.name }));
      }
    }
    input.value = '';
    if (added.length) onChange([...pictures, ...added]);
  };
  const drop = (picture: Picture): void => {
    void now().safe?.unsetPicture(picture.place);
    onChange(pictures.filter((one) => one !== picture));
  };
  return (
    <div class={error ? 'fld fld-wrong' : 'fld'}>
      <label for="picture">{t('picture.label')}</label>
      <p class="fld-help" id="picture-help">
        {t('picture.help')}
      </p>
      {error && (
        <p class="fld-error" role="alert">
          {error}
        </p>
      )}
      {pictures.length < MOST_PICTURES && (
        <input id="picture" class="input" type="file" accept="image/jpeg,image/png,image/webp" multiple aria-describedby="picture-help" onChange={(event) => void take(event.currentTarget)} />
      )}
      <ul class="pictures">
        {pictures.map((picture) => (
          <li key={picture.place}>
            <img src={picture.address} alt={picture.name} />
            <button type="button" class="btn" onClick={() => drop(picture)}>
              {t('picture.drop')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export const placesOf = (pictures: Picture[]): Record<string, string> => Object.fromEntries(pictures.map((one) => [one.place, one.name]));

/** The parcel that is being mended, if the address names one: its words fill the form, and it goes when the new one is in. */
export function useMended(parcel: string | null, fill: (body: Record<string, unknown>) => void, withPictures?: (pictures: Picture[]) => void): void {
  useEffect(() => {
    const found = parcel && now().waiting.find((one) => one.id === parcel);
    if (!found) return;
    fill(found.body);
    if (withPictures) void kept(found.pictures ?? {}).then(withPictures);
  }, [parcel]);
}

async function kept(pictures: Record<string, string>): Promise<Picture[]> {
  const found: Picture[] = [];
  for (const [place, name] of Object.entries(pictures)) {
    const picture = await now().safe?.picture(place);
    if (picture) found.push({ place, name, address: await shown(picture) });
  }
  return found;
}

/** Put a parcel in the outbox, say so, and go on; the words stay in the form when the device cannot keep them. */
export async function handOver(kind: string, body: Record<string, unknown>, then: string, options: { pictures?: Picture[]; mends?: string | null } = {}): Promise<boolean> {
  const here = location.hash;
  try {
    await submit(kind, body, { pictures: placesOf(options.pictures ?? []) });
  } catch {
    say(t('storage.full'));
    return false;
  }
  if (options.mends) await discard(options.mends);
  say(t(navigator.onLine ? 'sent.going' : 'sent.kept'));
  if (location.hash === here) go(then); // who has moved on meanwhile is left where he is
  return true;
}

function Report({ id, mends }: { id: number; mends: string | null }): JSX.Element {
  const { pack } = useApp();
  const task = pack?.tasks.find((one) => one.assignment === id);
  const [text, setText, dropText] = useDraft(`report:${id}`, '');
  const [pictures, setPictures] = useState<Picture[]>([]);
  const [error, setError] = useState('');
  useMended(mends, (body) => setText(String(body.text ?? '')), setPictures);
  const hand = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!text.trim()) {
      setError(t('report.empty'));
      document.getElementById('text')?.focus();
      return;
    }
    const body = { assignment: id, version: task?.version ?? 0, text: text.trim(), files: {} };
    if (await handOver('result', body, `task/${id}`, { pictures, mends })) dropText();
  };
  return (
    <Screen title={t('task.report')} back={`task/${id}`} page={`task/${id}/report`}>
      <p class="lead">{task?.title}</p>
      <form onSubmit={(event) => void hand(event)} noValidate>
        <Field id="text" label={t('report.text')} help={t('report.help')} rows={6} max={4000} value={text} onInput={setText} error={error} />
        <Pictures pictures={pictures} onChange={setPictures} />
        <button class="btn btn-primary" type="submit">
          {t('report.hand')}
        </button>
      </form>
    </Screen>
  );
}

function Objection({ id, mends }: { id: number; mends: string | null }): JSX.Element {
  const { pack } = useApp();
  const task = pack?.tasks.find((one) => one.assignment === id);
  const [draft, setDraft, dropDraft] = useDraft(`objection:${id}`, { ground: '', text: '' });
  const [errors, setErrors] = useState({ ground: '', text: '' });
  useMended(mends, (body) => setDraft({ ground: String(body.ground ?? ''), text: String(body.text ?? '') }));
  const hand = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = { ground: draft.ground ? '' : t('objection.choose'), text: draft.text.trim() ? '' : t('objection.empty') };
    setErrors(found);
    if (found.ground || found.text) return;
    const body = { assignment: id, ground: draft.ground, text: draft.text.trim() };
    if (await handOver('objection', body, `task/${id}`, { mends })) dropDraft();
  };
  return (
    <Screen title={t('task.object')} back={`task/${id}`} page={`task/${id}/object`}>
      <p class="lead">{task?.title}</p>
      <p class="dim">{t('objection.help')}</p>
      <form onSubmit={(event) => void hand(event)} noValidate>
        <Choice
          legend={t('objection.ground')}
          name="ground"
          options={pack?.grounds ?? []}
          value={draft.ground}
          onChange={(ground) => setDraft({ ...draft, ground })}
          error={errors.ground}
        />
        <Field id="text" label={t('objection.text')} rows={5} max={1000} value={draft.text} onInput={(words) => setDraft({ ...draft, text: words })} error={errors.text} />
        <button class="btn btn-primary" type="submit">
          {t('objection.hand')}
        </button>
      </form>
    </Screen>
  );
}

addRoutes(
  { pattern: 'task/:id/report', tab: 'today', busy: true, show: ({ at, asked }) => <Report id={Number(at.id)} mends={asked.get('parcel')} /> },
  { pattern: 'task/:id/object', tab: 'today', busy: true, show: ({ at, asked }) => <Objection id={Number(at.id)} mends={asked.get('parcel')} /> },
);
