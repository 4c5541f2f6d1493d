// Reading a material: articles, words found in it, films with captions, a mark that one has read it. Nothing here
// knows how long anybody looked.
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { markWords } from '../finding.ts';
import { addressOf, drop, isKept, keep, scarce, room } from '../media.ts';
import { Blank, Screen } from '../parts';
import { addRoutes } from '../routes.ts';
import { submit } from '../sending.ts';
import { change, say, unsent, useApp } from '../state.ts';
import type { Material, Media } from '../wire.ts';
import { currentLanguage, sizeWords, t, wordFor } from '../words.ts';
import { askedItems } from './learn';

function Find({ text }: { text: () => HTMLElement | null }): JSX.Element {
  const [words, setWords] = useState('');
  const [found, setFound] = useState<HTMLElement[]>([]);
  const [at, setAt] = useState(0);
  const show = (marks: HTMLElement[], index: number): void => {
    marks.forEach((mark, place) => mark.classList.toggle('now', place === index));
    marks[index]?.scrollIntoView({ block: 'center' });
    setAt(index);
  };
  const look = (wanted: string): void => {
    setWords(wanted);
    const within = text();
    const marks = within ? markWords(within, wanted) : [];
    setFound(marks);
    if (marks.length) show(marks, 0);
  };
  const step = (by: number): void => {
    if (found.length) show(found, (at + by + found.length) % found.length);
  };
  return (
    <div class="find" role="search">
      <label class="sr" for="find">
        {t('find.label')}
      </label>
      <input
        id="find"
        class="input"
        type="search"
        placeholder={t('find.label')}
        value={words}
        onInput={(event) => look(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && step(event.shiftKey ? -1 : 1)}
      />
      {words.trim() && (
        <span class="find-count" role="status">
          {found.length ? t('find.at', { at: at + 1, of: found.length }) : t('find.none')}
        </span>
      )}
      {found.length > 1 && (
        <>
          <button type="button" class="btn square" aria-label={t('find.previous')} onClick={() => step(-1)}>
            ↑
          </button>
          <button type="button" class="btn square" aria-label={t('find.next')} onClick={() => step(1)}>
            ↓
          </button>
        </>
      )}
    </div>
  );
}

function Film({ film }: { film: Media }): JSX.Element {
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  return (
    <figure class="film">
      <video controls preload="metadata" playsInline src={addressOf(film.digest)}>
        {(film.captions ?? []).map((one, at) => (
          <track key={one.digest} kind="captions" src={addressOf(one.digest)} srcLang={one.language} label={one.name || one.language} default={one.language.startsWith(language) || at === 0} />
        ))}
      </video>
      <figcaption class="dim">
        {film.name}
        {!(film.captions ?? []).length && ` · ${t('film.no_captions')}`}
      </figcaption>
    </figure>
  );
}

function Keep({ media }: { media: Media[] }): JSX.Element | null {
  const [kept, setKept] = useState<boolean | null>(null);
  const [progress, setProgress] = useState('');
  useEffect(() => void isKept(media).then(setKept), [media]);
  if (!('caches' in window) || !navigator.serviceWorker?.controller || kept === null) return null;
  const size = sizeWords(media.reduce((sum, one) => sum + one.size, 0));
  const take = async (): Promise<void> => {
    setProgress(t('media.taking'));
    const said = await keep(media, (done, of) => setProgress(t('media.progress', { done, of })));
    setProgress('');
    setKept(said === 'kept');
    change({ scarce: scarce(await room()) });
    say(t(said === 'kept' ? 'media.kept' : said === 'no_room' ? 'media.no_room' : 'media.unreachable'));
  };
  const give = async (): Promise<void> => {
    await drop(media);
    setKept(false);
    change({ scarce: scarce(await room()) });
  };
  return (
    <p class="keep">
      <button type="button" class="btn" disabled={progress !== ''} onClick={() => void (kept ? give() : take())}>
        {progress || t(kept ? 'media.drop' : 'media.keep', { size })}
      </button>
    </p>
  );
}

function useRead(material: Material, item: number | null): { read: boolean; mark: () => Promise<void> } {
  const app = useApp();
  const about = `material:${material.id}`;
  const read =
    unsent(app).some((one) => one.kind === 'read' && one.body.about === about) ||
    (app.pack?.record ?? []).some((one) => one.kind === 'read' && one.about === about && !one.voided);
  const mark = async (): Promise<void> => {
    const asked = item ?? askedItems(app).find((one) => one.item.about === about && !one.item.done)?.item.id ?? null;
    try {
      await submit('read', { about, item: asked, version: material.version });
      say(t('read.said'));
    } catch {
      say(t('storage.full'));
    }
  };
  return { read, mark };
}

function Articles({ material, open }: { material: Material; open: (anchor: string) => void }): JSX.Element | null {
  const [chosen, setChosen] = useState('');
  if (material.anchors.length < 2) return null;
  return (
    <div class="fld articles">
      <label for="articles">{t('material.articles', { n: material.anchors.length })}</label>
      <select
        id="articles"
        class="input"
        value={chosen}
        onChange={(event) => {
          setChosen(event.currentTarget.value);
          open(event.currentTarget.value);
        }}
      >
        <option value="">{t('material.beginning')}</option>
        {material.anchors.map((anchor) => (
          <option key={anchor.id} value={anchor.id}>
            {anchor.title}
          </option>
        ))}
      </select>
    </div>
  );
}

function Reading({ material, item, anchor }: { material: Material; item: number | null; anchor: string | null }): JSX.Element {
  const text = useRef<HTMLDivElement>(null);
  const { read, mark } = useRead(material, item);
  const open = (wanted: string): void => {
    const place = wanted ? text.current?.querySelector<HTMLElement>(`[id="${CSS.escape(wanted)}"]`) : text.current;
    if (!place) return;
    place.tabIndex = -1;
    place.scrollIntoView({ block: 'start' });
    place.focus({ preventScroll: true });
  };
  useEffect(() => {
    if (anchor) open(anchor);
  }, [material.id, anchor]);
  const films = material.media.filter((one) => one.media_type.startsWith('video/'));
  const files = material.media.filter((one) => !/^(video|image)\//.test(one.media_type));
  // Drawn once: the marks of found words stand inside it.
  const body = useMemo(() => <div class="prose text" ref={text} dangerouslySetInnerHTML={{ __html: material.html }} />, [material]);
  const about = `material:${material.id}`;
  return (
    <Screen title={material.title} back="learn" page={`material/${material.id}`}>
      <p class="dim">
        {wordFor('material', material.kind)}
        {material.source && ` · ${material.source}`}
      </p>
      <Articles material={material} open={open} />
      {films.map((film) => (
        <Film key={film.digest} film={film} />
      ))}
      {material.html && <Find text={() => text.current} />}
      <article
        onClick={(event) => {
          const link = (event.target as HTMLElement).closest('a');
          const inside = link?.getAttribute('href');
          if (!inside?.startsWith('#')) return;
          event.preventDefault(); // a link within the text, not an address of the terminal
          open(decodeURIComponent(inside.slice(1)));
        }}
      >
        {body}
      </article>
      {files.length > 0 && (
        <ul class="rows">
          {files.map((file) => (
            <li key={file.digest}>
              <a href={addressOf(file.digest)} target="_blank" rel="noopener">
                <span>{file.name}</span> <span class="of">{sizeWords(file.size)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {material.media.length > 0 && <Keep media={material.media} />}
      <div class="actions">
        {read ? (
          <p class="done-line">
            <span class="mark mark-done" aria-hidden="true" /> {t('read.done')}
          </p>
        ) : (
          <button type="button" class="btn btn-primary" onClick={() => void mark()}>
            {t('read.mark')}
          </button>
        )}
        <a class="btn" href={`#/apply/${about}`}>
          {t('apply.title')}
        </a>
        <a class="btn" href={`#/reflect/${about}`}>
          {t('reflect.title')}
        </a>
      </div>
      <p class="dim">{t('read.help')}</p>
    </Screen>
  );
}

function OneMaterial({ id, item, anchor }: { id: number; item: number | null; anchor: string | null }): JSX.Element {
  const { pack } = useApp();
  const material = pack?.materials.find((one) => one.id === id);
  if (material) return <Reading material={material} item={item} anchor={anchor} />;
  return (
    <Screen title={t('material.gone')} back="learn" page={`material/${id}`}>
      <Blank title={t('material.gone')}>{t('material.gone_help')}</Blank>
    </Screen>
  );
}

addRoutes({
  pattern: 'material/:id',
  tab: 'learn',
  show: ({ at, asked }) => <OneMaterial key={at.id} id={Number(at.id)} item={Number(asked.get('item')) || null} anchor={asked.get('anchor')} />,
});
