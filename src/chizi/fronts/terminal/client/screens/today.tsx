// Today: what is asked, why, about how long, until when, in order of the due day; self-chosen apart. A task.
import type { JSX } from 'preact';
import { About, Blank, Due, Facts, Screen } from '../parts';
import { addRoutes } from '../routes.ts';
import { unsent, useApp, type App } from '../state.ts';
import type { Task, TaskItem } from '../wire.ts';
import { dayWords, t, timeWords, wordFor } from '../words.ts';

const OPEN = ['open', 'returned'];

/** Reported here and not yet with the server. */
function reported(app: App, task: Task): boolean {
  return unsent(app).some((one) => one.kind === 'result' && one.body.assignment === task.assignment);
}

export function itemDone(app: App, item: TaskItem): boolean {
  return (
    item.done ||
    unsent(app).some(
      (one) =>
        (one.kind === 'read' && one.body.about === item.about) ||
        (one.kind === 'attempt.submit' && `paper:${String(one.body.paper)}` === item.about),
    )
  );
}

const whyLine = (task: Task): string => [task.why.measure || task.why.campaign, task.why.document].filter(Boolean).join(' · ');

function Card({ task }: { task: Task }): JSX.Element {
  const app = useApp();
  const done = task.items.filter((item) => itemDone(app, item)).length;
  const waits = reported(app, task);
  return (
    <li class="card">
      <a class="card-link" href={`#/task/${task.assignment}`}>
        <h3>{task.title}</h3>
      </a>
      {whyLine(task) && (
        <p class="why-line">
          <span class="sr">{t('why')}: </span>
          {whyLine(task)}
        </p>
      )}
      <p class="card-foot">
        {waits ? <span class="tag">{t('task.reported_here')}</span> : done === 0 || done < task.items.length ? <Due day={task.due} /> : '✓'}
        <About minutes={task.minutes} />
        {task.items.length > 0 && <span>{t('task.items_done', { done, of: task.items.length })}</span>}
      </p>
    </li>
  );
}

function Today(): JSX.Element {
  const app = useApp();
  const tasks = [...(app.pack?.tasks ?? [])].sort((one, other) => one.due.localeCompare(other.due) || one.assignment - other.assignment);
  const open = tasks.filter((task) => OPEN.includes(task.state));
  const prescribed = open.filter((task) => task.kind !== 'optional');
  const chosen = open.filter((task) => task.kind === 'optional');
  const others = tasks.filter((task) => !OPEN.includes(task.state));
  return (
    <Screen title={t('tab.today')} page="today">
      {!app.pack && <Blank title={t('pack.none')}>{t('pack.none_help')}</Blank>}
      {app.pack && prescribed.length === 0 && <Blank title={t('today.none')}>{t('today.none_help')}</Blank>}
      {prescribed.length > 0 && (
        <section aria-labelledby="asked">
          <h2 id="asked" class="over">
            {t('today.asked')} <span class="of">{t('count', { n: prescribed.length })}</span>
          </h2>
          <ul class="stack">
            {prescribed.map((task) => (
              <Card key={task.assignment} task={task} />
            ))}
          </ul>
        </section>
      )}
      {chosen.length > 0 && (
        <section aria-labelledby="chosen">
          <h2 id="chosen" class="over">
            {t('today.chosen')} <span class="of">{t('today.chosen_help')}</span>
          </h2>
          <ul class="stack">
            {chosen.map((task) => (
              <Card key={task.assignment} task={task} />
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <details class="more">
          <summary>{t('today.settled', { n: others.length })}</summary>
          <ul class="rows stacked">
            {others.map((task) => (
              <li key={task.assignment}>
                <a href={`#/task/${task.assignment}`}>
                  <span>{task.title}</span> <span class="of">{task.state_words || wordFor('state', task.state)}</span>
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Screen>
  );
}

function Items({ task }: { task: Task }): JSX.Element {
  const app = useApp();
  return (
    <section aria-labelledby="items">
      <h2 id="items">{t('task.items')}</h2>
      <ul class="rows">
        {task.items.map((item) => {
          const done = itemDone(app, item);
          return (
            <li key={item.id}>
              <a href={`#/${item.about.replace(':', '/')}?item=${item.id}`}>
                <span class={done ? 'mark mark-done' : 'mark'} aria-hidden="true" />
                <span>{item.title}</span> <span class="of">{done ? t('done') : <About minutes={item.minutes} />}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function History({ task }: { task: Task }): JSX.Element | null {
  if (!task.history?.length) return null;
  return (
    <details class="more">
      <summary>{t('task.history')}</summary>
      <ol class="story">
        {task.history.map((step) => (
          <li key={step.at + step.text}>
            <time dateTime={step.at}>{timeWords(step.at)}</time> {step.text}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Objected({ task }: { task: Task }): JSX.Element | null {
  if (!task.objection) return null;
  const { text, answer, answer_due: due } = task.objection;
  return (
    <section class="panel" aria-labelledby="objected">
      <h2 id="objected">{t('objection.made')}</h2>
      <p class="prose">{text}</p>
      <p class="dim">{answer ? `${t('objection.answer')} ${answer}` : due ? t('objection.answer_by', { day: dayWords(due) }) : t('objection.waits')}</p>
    </section>
  );
}

function Actions({ task }: { task: Task }): JSX.Element {
  const app = useApp();
  const waits = reported(app, task);
  return (
    <div class="actions">
      {waits && <p class="notice">{t('task.reported_here_long')}</p>}
      {task.can.includes('submit') && !waits && (
        <a class="btn btn-primary" href={`#/task/${task.assignment}/report`}>
          {t('task.report')}
        </a>
      )}
      {task.can.includes('object') && !task.objection && (
        <a class="btn" href={`#/task/${task.assignment}/object`}>
          {t('task.object')}
        </a>
      )}
    </div>
  );
}

function OneTask({ id }: { id: number }): JSX.Element {
  const { pack } = useApp();
  const task = pack?.tasks.find((one) => one.assignment === id);
  if (!task) {
    return (
      <Screen title={t('task.gone')} back="today" page={`task/${id}`}>
        <Blank title={t('task.gone')}>{t('task.gone_help')}</Blank>
      </Screen>
    );
  }
  return (
    <Screen title={task.title} back="today" page={`task/${id}`}>
      <p class="lead">
        <span class="tag">{wordFor('task_kind', task.kind)}</span>{' '}
        {OPEN.includes(task.state) ? <Due day={task.due} /> : <span>{task.state_words || wordFor('state', task.state)}</span>}
      </p>
      {task.text && <p class="prose">{task.text}</p>}
      {task.items.length > 0 && <Items task={task} />}
      <Actions task={task} />
      <section class="panel" aria-labelledby="why">
        <h2 id="why">{t('why')}</h2>
        <Facts
          facts={[
            [t('why.campaign'), task.why.campaign],
            [t('why.measure'), task.why.measure],
            [t('why.document'), task.why.document],
            [t('why.basis'), task.why.basis],
            [t('why.issuer'), task.issuer],
            [t('why.window'), t('due.window', { from: dayWords(task.opens), to: dayWords(task.due) })],
            [t('why.minutes'), task.minutes ? t('minutes', { n: task.minutes }) : ''],
          ]}
        />
        {task.kind === 'optional' ? <p class="dim">{t('task.optional_help')}</p> : <p class="dim">{t('task.exemption_help')}</p>}
      </section>
      <Objected task={task} />
      <History task={task} />
    </Screen>
  );
}

addRoutes(
  { pattern: '', tab: 'today', show: () => <Today /> },
  { pattern: 'today', tab: 'today', show: () => <Today /> },
  { pattern: 'task/:id', tab: 'today', show: ({ at }) => <OneTask id={Number(at.id)} /> },
);
