import { type Row, text } from '../connection.ts';

/** The value of the column whose name fits, such as `Create Table`; null when the account may not see it. */
export function createText(row: Row | undefined, column: RegExp): string | null {
  const name = row === undefined ? undefined : Object.keys(row).find(candidate => column.test(candidate));
  return row === undefined || name === undefined ? null : text(row, name);
}

export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
