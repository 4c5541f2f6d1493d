// Learning: what is asked to be learned, what may be read, papers, objectives reached.
import type { JSX } from 'preact';
import { About, Blank, Due, Screen } from '../parts';
import { addRoutes } from '../routes.ts';
import { unsent, useApp, type App } from '../state.ts';
import type { Material, Paper, Task, TaskItem } from '../wire.ts';
import { t, wordFor } from '../words.ts';
import { itemDone } from './today';

interface Asked {
  item: TaskItem;
  task: Task;
}

export function askedItems(app: App): Asked[] {
  return (app.pack?.tasks ?? [])
    .filter((task) => ['open', 'returned', 'submitted'].includes(task.state))
    .flatMap((task) => task.items.map((item) => ({ item, task })))
    .sort((one, other) => one.task.due.localeCompare(other.task.due));
}

/** What became of a paper here: handed in (there or here), begun, or nothing yet. */
export function paperState(app: App, paper: Paper): 'submitted' | 'begun' | 'new' {
  const here = unsent(app).filter((one) => one.body.paper === paper.id);
  const asked = app.pack?.tasks.flatMap((task) => task.items).find((item) => item.about === `paper:${paper.id}`);
  if (paper.state === 'submitted' || (paper.graded && asked?.done) || here.some((one) => one.kind === 'attempt.submit')) return 'submitted';
  return Object.keys(paper.answers ?? {}).length || here.length ? 'begun' : 'new';
}

function AskedRow({ asked }: { asked: Asked }): JSX.Element {
  const done = itemDone(useApp(), asked.item);
  return (
    <li>
      <a href={`#/${asked.item.about.replace(':', '/')}?item=${asked.item.id}`}>
        <span class={done ? 'mark mark-done' : 'mark'} aria-hidden="true" />
        <span>{asked.item.title}</span>
        <span class="of">
          {done ? t('done') : <Due day={asked.task.due} />}
          {!done && asked.item.minutes ? ' · ' : ''}
          {!done && <About minutes={asked.item.minutes} />}
        </span>
      </a>
    </li>
  );
}

function MaterialRow({ material }: { material: Material }): JSX.Element {
  return (
    <li>
      <a href={`#/material/${material.id}`}>
        <span>{material.title}</span>
        <span class="of">
          {wordFor('material', material.kind)}
          {material.source && ` · ${material.source}`}
        </span>
      </a>
    </li>
  );
}

function PaperRow({ paper }: { paper: Paper }): JSX.Element {
  const app = useApp();
  return (
    <li>
      <a href={`#/paper/${paper.id}`}>
        <span>{paper.title}</span>
        <span class="of">
          {t(paper.graded ? 'paper.graded' : 'paper.practice')} · {t('paper.questions', { n: paper.questions.length })} · {wordFor('paper.state', paperState(app, paper))}
        </span>
      </a>
    </li>
  );
}

function Learn(): JSX.Element {
  const app = useApp();
  const asked = askedItems(app);
  const toDo = asked.filter((one) => !itemDone(app, one.item));
  const done = asked.filter((one) => itemDone(app, one.item));
  const materials = app.pack?.materials ?? [];
  const papers = app.pack?.papers ?? [];
  return (
    <Screen title={t('tab.learn')} page="learn">
      {!app.pack && <Blank title={t('pack.none')}>{t('pack.none_help')}</Blank>}
      {app.pack && !asked.length && !materials.length && !papers.length && <Blank title={t('learn.none')}>{t('learn.none_help')}</Blank>}
      {toDo.length > 0 && (
        <section aria-labelledby="asked">
          <h2 id="asked" class="over">
            {t('learn.asked')}
          </h2>
          <ul class="rows stacked">
            {toDo.map((one) => (
              <AskedRow key={one.item.id} asked={one} />
            ))}
          </ul>
        </section>
      )}
      {materials.length > 0 && (
        <section aria-labelledby="materials">
          <h2 id="materials" class="over">
            {t('learn.materials')}
          </h2>
          <ul class="rows stacked">
            {materials.map((material) => (
              <MaterialRow key={material.id} material={material} />
            ))}
          </ul>
        </section>
      )}
      {papers.length > 0 && (
        <section aria-labelledby="papers">
          <h2 id="papers" class="over">
            {t('learn.papers')}
          </h2>
          <ul class="rows stacked">
            {papers.map((paper) => (
              <PaperRow key={paper.id} paper={paper} />
            ))}
          </ul>
        </section>
      )}
      {done.length > 0 && (
        <details class="more">
          <summary>{t('learn.done', { n: done.length })}</summary>
          <ul class="rows stacked">
            {done.map((one) => (
              <AskedRow key={one.item.id} asked={one} />
            ))}
          </ul>
        </details>
      )}
    </Screen>
  );
}

addRoutes({ pattern: 'learn', tab: 'learn', show: () => <Learn /> });
