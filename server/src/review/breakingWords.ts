import type { BreakingChange } from '../catalog/breakingChange.ts';

/** Why an application that runs on the first schema may fail on the second. */
const WORDS: Readonly<Record<BreakingChange, string>> = {
  'object-gone': 'it is gone',
  'column-gone': 'the column is gone',
  'type-changed': 'values have another type',
  'value-required': 'writers must give a value',
  'default-gone': 'writers must give a value',
  'label-gone': 'a value is no longer known',
  'rows-refused': 'rows may be refused',
  'definition-changed': 'answers may differ',
};

export function breakingWords(breaking: BreakingChange): string {
  return WORDS[breaking];
}
