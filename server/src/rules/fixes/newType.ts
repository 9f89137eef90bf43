import type { TypeReference } from '../../operations/columns.ts';
import type { FixDraft, OperationContext } from '../rule.ts';
import { remedies } from './remedy.ts';
import { plan, replaceAt } from './site.ts';

/** Writes another type in a column's definition. `text` is in capitals where the author's keywords are. */
export function newType(
  context: OperationContext,
  type: TypeReference,
  text: string,
  title = `Write ${text}`,
): FixDraft[] {
  return remedies(context, [
    {
      title,
      kind: 'suggestion',
      build: ({ site }) => plan({ edits: [replaceAt(site, type.span, likeWritten(type, text))] }),
    },
  ]);
}

/** The text in capitals when the type is written so. */
export function likeWritten(type: TypeReference, text: string): string {
  const word = /[A-Za-z]+/.exec(type.text)?.[0] ?? '';
  return word !== '' && word === word.toUpperCase() ? text.toUpperCase() : text;
}
