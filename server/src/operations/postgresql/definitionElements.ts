import type { A_Const, DefElem, Node } from '@pgsql/types';

/* Options of a statement as the tree holds them: DefElem nodes with a name and at most one argument. */

/** The first element of the name, or null when it is not written. */
export function findElement(elements: readonly Node[] | undefined, name: string): DefElem | null {
  for (const element of elements ?? []) {
    if ('DefElem' in element && element.DefElem.defname === name) return element.DefElem;
  }
  return null;
}

/** The argument of an element when it is a word or a string. */
export function elementText(elements: readonly Node[] | undefined, name: string): string | null {
  const argument = findElement(elements, name)?.arg;
  return argument !== undefined && 'String' in argument ? (argument.String.sval ?? null) : null;
}

/** Whether a Boolean element is written and not switched off: `FULL`, `FULL true`, `FULL 1`, but not `FULL off`. */
export function isOn(elements: readonly Node[] | undefined, name: string): boolean {
  const element = findElement(elements, name);
  if (element === null) return false;
  const { arg } = element;
  if (arg === undefined) return true;
  if ('Boolean' in arg) return arg.Boolean.boolval === true;
  if ('String' in arg) return arg.String.sval === 'true' || arg.String.sval === 'on';
  return 'Integer' in arg && arg.Integer.ival !== undefined && arg.Integer.ival !== 0;
}

/** A constant as text, quotes removed; null for NULL. */
export function constantText(constant: A_Const): string | null {
  if (constant.isnull === true) return null;
  if (constant.ival !== undefined) return String(constant.ival.ival ?? 0);
  if (constant.fval !== undefined) return constant.fval.fval ?? null;
  if (constant.boolval !== undefined) return constant.boolval.boolval === true ? 'true' : 'false';
  return constant.sval?.sval ?? constant.bsval?.bsval ?? (constant.sval === undefined ? null : '');
}
