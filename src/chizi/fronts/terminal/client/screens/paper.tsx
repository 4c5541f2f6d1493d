// Papers. Practice: each answer is judged at once. Graded: one question at a time, answers kept here and sent as they
// come, handed in once; the right answers never were on the device.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isGiven, isRight } from '../answers.ts';
import { Blank, Due, Screen } from '../parts';
import { addRoutes, go } from '../routes.ts';
import { submit } from '../sending.ts';
import { change, now, say, useApp } from '../state.ts';
import type { Given, Paper } from '../wire.ts';
import { t, timeWords } from '../words.ts';
import { askedItems, paperState } from './learn';
import { Ask, Feedback, Stem } from './question';

type Answers = Record<string, Given>;

/** The item that asks for this paper, so that doing it counts there. */
function itemOf(paper: Paper): number | null {
  const about = `paper:${paper.id}`;
  return askedItems(now()).find((one) => one.item.about === about && !one.item.done)?.item.id ?? paper.item ?? null;
}

function Steps({ at, of, go: step }: { at: number; of: number; go(to: number): void }): JSX.Element {
  return (
    <div class="steps">
      <button type="button" class="btn" disabled={at === 0} onClick={() => step(at - 1)}>
        {t('question.previous')}
      </button>
      <button type="button" class="btn" disabled={at === of - 1} onClick={() => step(at + 1)}>
        {t('question.next')}
      </button>
    </div>
  );
}

function Practice({ paper }: { paper: Paper }): JSX.Element {
  const app = useApp();
  const [at, setAt] = useState(0);
  const [given, setGiven] = useState<Given | undefined>(undefined);
  const question = paper.questions[at];
  if (!question) return <Blank title={t('paper.empty')}>{t('paper.empty_help')}</Blank>;
  const before = app.answered[question.id];
  const settled = before !== undefined && given === undefined;
  const check = async (): Promise<void> => {
    const said = given ?? (question.kind === 'ordering' ? question.options.map(([key]) => key) : undefined);
    if (said === undefined || !isGiven(said)) {
      say(t('question.nothing'));
      return;
    }
    const answered = { ...now().answered, [question.id]: { given: said, right: isRight(question, said) } };
    try {
      await submit('answered', { question: question.id, version: question.version, given: said, item: itemOf(paper) });
      await now().safe?.set('answers', answered);
    } catch {
      say(t('storage.full'));
      return;
    }
    change({ answered });
    setGiven(undefined);
  };
  const move = (to: number): void => {
    setAt(to);
    setGiven(undefined);
  };
  return (
    <>
      <fieldset class="question" key={question.id}>
        <Stem question={question} number={at + 1} of={paper.questions.length} />
        <Ask question={question} given={settled ? before.given : given} onGive={setGiven} locked={settled} />
      </fieldset>
      {settled ? (
        <>
          <Feedback question={question} given={before.given} />
          <button type="button" class="btn" onClick={() => setGiven(Array.isArray(before.given) ? [] : '')}>
            {t('question.again')}
          </button>
        </>
      ) : (
        <button type="button" class="btn btn-primary wide" onClick={() => void check()}>
          {t('question.check')}
        </button>
      )}
      <Steps at={at} of={paper.questions.length} go={move} />
    </>
  );
}

function useAnswers(paper: Paper): [Answers, (id: number, given: Given) => void, () => void] {
  const place = `paper:${paper.id}`;
  const [answers, setAnswers] = useState<Answers>(paper.answers ?? {});
  useEffect(() => {
    void now()
      .safe?.get<Answers>(place)
      .then((kept) => kept && setAnswers((there) => ({ ...there, ...kept })));
  }, [place]);
  const give = (id: number, given: Given): void => {
    const next = { ...answers, [id]: given };
    setAnswers(next);
    void now()
      .safe?.set(place, next)
      .catch(() => say(t('storage.draft')));
  };
  return [answers, give, () => void now().safe?.unset(place)];
}

function Graded({ paper }: { paper: Paper }): JSX.Element {
  const [at, setAt] = useState(0);
  const [answers, give, forget] = useAnswers(paper);
  const [asking, setAsking] = useState(false);
  const question = paper.questions[at];
  const body = { attempt: paper.attempt_id, paper: paper.id, item: itemOf(paper), answers };
  const last = useRef(JSON.stringify(answers));
  const save = (): void => {
    const said = JSON.stringify(answers);
    if (said === last.current || !Object.keys(answers).length) return;
    last.current = said;
    void submit('attempt.save', body, { merge: `attempt:${paper.id}` }).catch(() => say(t('storage.full')));
  };
  const leaving = useRef(save);
  leaving.current = save;
  useEffect(() => () => leaving.current(), []);
  const move = (to: number): void => {
    save();
    setAsking(false);
    setAt(to);
  };
  const hand = async (): Promise<void> => {
    const here = location.hash;
    try {
      // it takes the place of answers saved and not yet sent
      await submit('attempt.submit', body, { merge: `attempt:${paper.id}` });
    } catch {
      say(t('storage.full'));
      return;
    }
    last.current = JSON.stringify(answers);
    forget();
    say(t(navigator.onLine ? 'paper.handed' : 'paper.handed_kept'));
    if (location.hash === here) go('learn');
  };
  if (!question) return <Blank title={t('paper.empty')}>{t('paper.empty_help')}</Blank>;
  const open = paper.questions.filter((one) => !isGiven(answers[one.id])).length;
  return (
    <>
      <fieldset class="question" key={question.id}>
        <Stem question={question} number={at + 1} of={paper.questions.length} />
        <Ask question={question} given={answers[question.id]} onGive={(given) => give(question.id, given)} />
      </fieldset>
      <Steps at={at} of={paper.questions.length} go={move} />
      <nav class="places" aria-label={t('paper.places')}>
        {paper.questions.map((one, index) => (
          <button
            type="button"
            key={one.id}
            class={`place${isGiven(answers[one.id]) ? ' place-given' : ''}`}
            aria-current={index === at ? 'step' : undefined}
            aria-label={t(isGiven(answers[one.id]) ? 'paper.place_given' : 'paper.place_open', { number: index + 1 })}
            onClick={() => move(index)}
          >
            {index + 1}
          </button>
        ))}
      </nav>
      <div class="actions">
        <p class="dim">{t('paper.kept')}</p>
        {asking ? (
          <div class="panel" role="group" aria-label={t('paper.hand')}>
            <p>{open ? t('paper.hand_open', { n: open }) : t('paper.hand_all')}</p>
            <button type="button" class="btn btn-primary" onClick={() => void hand()}>
              {t('paper.hand_now')}
            </button>
            <button type="button" class="btn" onClick={() => setAsking(false)}>
              {t('paper.not_yet')}
            </button>
          </div>
        ) : (
          <button type="button" class="btn btn-primary" onClick={() => setAsking(true)}>
            {t('paper.hand')}
          </button>
        )}
      </div>
    </>
  );
}

function OnePaper({ id }: { id: number }): JSX.Element {
  const app = useApp();
  const paper = app.pack?.papers.find((one) => one.id === id);
  if (!paper) {
    return (
      <Screen title={t('paper.gone')} back="learn" page={`paper/${id}`}>
        <Blank title={t('paper.gone')}>{t('paper.gone_help')}</Blank>
      </Screen>
    );
  }
  const state = paperState(app, paper);
  const early = paper.opens !== null && Date.parse(paper.opens) > Date.now() - app.ahead;
  return (
    <Screen title={paper.title} back="learn" page={`paper/${id}`}>
      <p class="dim">
        {t(paper.graded ? 'paper.graded_help' : 'paper.practice_help')} {paper.until && (paper.until.length > 10 ? t('due.until', { day: timeWords(paper.until) }) : <Due day={paper.until} />)}
      </p>
      {paper.graded && state === 'submitted' ? (
        <Blank title={t('paper.done')}>{t('paper.done_help')}</Blank>
      ) : early ? (
        <Blank title={t('paper.early')}>{t('paper.early_help', { day: timeWords(paper.opens ?? '') })}</Blank>
      ) : paper.graded ? (
        <Graded paper={paper} />
      ) : (
        <Practice paper={paper} />
      )}
    </Screen>
  );
}

addRoutes({ pattern: 'paper/:id', tab: 'learn', busy: true, show: ({ at }) => <OnePaper key={at.id} id={Number(at.id)} /> });
