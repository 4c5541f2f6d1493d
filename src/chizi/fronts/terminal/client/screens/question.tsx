// One question: its options by kind, and what became of the answer where the key is known.
import type { JSX } from 'preact';
import { isRight, moved, ordered } from '../answers.ts';
import type { Given, Question } from '../wire.ts';
import { t, wordFor } from '../words.ts';

interface AskProps {
  question: Question;
  given: Given | undefined;
  onGive(given: Given): void;
  locked?: boolean;
}

function Order({ question, given, onGive, locked }: AskProps): JSX.Element {
  const options = ordered(question, given);
  const keys = options.map(([key]) => key);
  return (
    <ol class="order">
      {options.map(([key, words], at) => (
        <li key={key}>
          <span>{words}</span>
          <button type="button" class="btn square" disabled={locked || at === 0} aria-label={t('order.up', { words })} onClick={() => onGive(moved(keys, at, -1))}>
            ↑
          </button>
          <button type="button" class="btn square" disabled={locked || at === keys.length - 1} aria-label={t('order.down', { words })} onClick={() => onGive(moved(keys, at, 1))}>
            ↓
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Statements are true or false; the pack brings no options for them. */
function withOptions(question: Question): Question {
  if (question.kind !== 'truefalse' || question.options.length) return question;
  return { ...question, options: [['true', t('question.true')], ['false', t('question.false')]] };
}

/** The options, or a field for words. */
export function Ask({ question: asked, given, onGive, locked = false }: AskProps): JSX.Element {
  const question = withOptions(asked);
  const said = Array.isArray(given) ? given : [];
  const several = question.kind === 'multiple';
  if (question.kind === 'ordering') return <Order question={question} given={given} onGive={onGive} locked={locked} />;
  if (!question.options.length) {
    return (
      <textarea
        class="input"
        rows={4}
        maxLength={2000}
        aria-label={t('question.words')}
        value={typeof given === 'string' ? given : ''}
        readOnly={locked}
        onInput={(event) => onGive(event.currentTarget.value)}
      />
    );
  }
  return (
    <div class="options">
      {question.options.map(([key, words]) => (
        <label class="option" key={key}>
          <input
            type={several ? 'checkbox' : 'radio'}
            name={`question-${question.id}`}
            checked={said.includes(key)}
            disabled={locked}
            onChange={() => onGive(several ? (said.includes(key) ? said.filter((one) => one !== key) : [...said, key]) : [key])}
          />
          <span>{words}</span>
        </label>
      ))}
    </div>
  );
}

/** What the question asks, with its kind. */
export function Stem({ question, number, of }: { question: Question; number: number; of: number }): JSX.Element {
  return (
    <legend class="stem">
      <span class="of">
        {t('question.number', { number, of })} · {wordFor('question', question.kind)}
      </span>
      {question.work && <span class="of">{t('question.work', { title: question.work })}</span>}
      <span class="stem-words">{question.stem}</span>
    </legend>
  );
}

const rightWords = (asked: Question): string => {
  const question = withOptions(asked);
  const keys = Array.isArray(question.right) ? question.right : question.right ? [question.right] : [];
  return keys.map((key) => question.options.find(([one]) => one === key)?.[1] ?? key).join(question.kind === 'ordering' ? ' → ' : ' · ');
};

/** Right or not, why, and the article behind it. */
export function Feedback({ question, given }: { question: Question; given: Given }): JSX.Element {
  const right = isRight(question, given);
  return (
    <div class={`verdict verdict-${right === null ? 'open' : right ? 'right' : 'wrong'}`} role="status">
      <p class="verdict-word">{t(right === null ? 'answer.open' : right ? 'answer.right' : 'answer.wrong')}</p>
      {right === false && <p>{t('answer.is', { words: rightWords(question) })}</p>}
      {right === null && question.right && question.right.length > 0 && <p>{t('answer.model', { words: rightWords(question) })}</p>}
      {question.explanation && <p>{question.explanation}</p>}
      {question.article && (
        <p>
          <a href={`#/material/${question.article.material}?anchor=${encodeURIComponent(question.article.anchor)}`}>{t('answer.article')}</a>
        </p>
      )}
    </div>
  );
}
