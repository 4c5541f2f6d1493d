// A field for a PIN, and what is wrong with one.
import type { JSX } from 'preact';
import { Field } from '../parts';
import { LEAST_DIGITS, tooEasy } from '../sealing.ts';
import { t } from '../words.ts';

interface PinProps {
  id: string;
  label: string;
  value: string;
  onInput(value: string): void;
  error?: string;
  help?: string;
}

export function Pin({ id, label, value, onInput, error = '', help = '' }: PinProps): JSX.Element {
  return <Field id={id} label={label} value={value} onInput={onInput} error={error} help={help} secret max={32} />;
}

/** What is wrong with a new PIN, in words; '' when nothing is. */
export function pinFault(pin: string): string {
  if (pin.length < LEAST_DIGITS || /\D/.test(pin)) return t('pin.short');
  return tooEasy(pin) ? t('pin.easy') : '';
}
