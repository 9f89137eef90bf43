import type { ObjectName } from '../../operations/names.ts';
import { displayName } from '../../operations/names.ts';

/** A name or a piece of SQL in back quotes, as messages show them. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}

/** `orders.total` in back quotes. */
export function columnCode(table: ObjectName, column: string): string {
  return code(`${displayName(table)}.${column}`);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Says that the message rests on an assumption, where the relation it is about is not known. */
export function withDoubt(subject: { readonly known: boolean }, message: string): string {
  return subject.known ? message : `${message.replace(/\.$/, '')} (schema unknown)`;
}

/** What waits while a note's locks are held. */
export function whoWaits(note: { readonly blocksReads: boolean; readonly blocksWrites: boolean }): string {
  if (note.blocksReads) return 'reads and writes';
  return note.blocksWrites ? 'writes' : 'nothing';
}
