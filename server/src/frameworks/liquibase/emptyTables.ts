import { type ChangelogNode, childrenNamed, textOf } from './changelogNode.ts';

/*
 * Preconditions of a change set that hold only while a table is empty (documentation, "Preconditions": tableIsEmpty,
 * rowCount, sqlCheck). Where it has rows the change set is left out, or the update stops before it.
 */

const COUNT = /^\s*select\s+count\s*\(\s*(?:\*|1)\s*\)(?:\s+as\s+\w+)?\s+from\s+([\w."`]+)\s*;?\s*$/i;

/** Tables, by the last part of their names as written, that are empty whenever the change set of a changelog runs. */
export function emptyTables(changeSet: ChangelogNode): readonly string[] {
  return childrenNamed(changeSet, 'preConditions').flatMap(tablesOfAll);
}

function tablesOfAll(node: ChangelogNode): readonly string[] {
  return node.children.flatMap(tablesOf);
}

function tablesOf(node: ChangelogNode): readonly string[] {
  switch (node.name) {
    case 'and':
      return tablesOfAll(node);
    case 'tableIsEmpty':
      return named(textOf(node, 'tableName'));
    case 'rowCount':
      return textOf(node, 'expectedRows')?.trim() === '0' ? named(textOf(node, 'tableName')) : [];
    case 'sqlCheck':
      return textOf(node, 'expectedResult')?.trim() === '0'
        ? countedTable(node.text?.value.text ?? textOf(node, 'sql') ?? '')
        : [];
    default:
      return [];
  }
}

/** The same of a `--precondition-sql-check expectedResult:0 SELECT COUNT(*) FROM t` in a file of SQL. */
export function emptyTablesOfComment(comment: string): readonly string[] {
  const check = /^precondition-sql-check\s+expectedResult:"?0"?\s+(.+)$/is.exec(comment.trim());
  return check === null ? [] : countedTable(check[1] ?? '');
}

function countedTable(sql: string): readonly string[] {
  return named(COUNT.exec(sql)?.[1] ?? null);
}

function named(table: string | null): readonly string[] {
  const last = table
    ?.trim()
    .split('.')
    .at(-1)
    ?.replace(/^["`]|["`]$/g, '');
  return last === undefined || last === '' ? [] : [last];
}
