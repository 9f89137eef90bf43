import type { DatabaseConnection } from '../connection.ts';
import { createText, quoteName } from './showCreate.ts';

export interface ListedTable {
  readonly name: string;
  /** `BASE TABLE`, `VIEW`, `SEQUENCE`, `SYSTEM VERSIONED`, `SYSTEM VIEW`. */
  readonly kind: string;
}

/** SHOW CREATE of sequences (MariaDB) and tables. */
export async function readTables(
  connection: DatabaseConnection,
  listed: readonly ListedTable[],
): Promise<readonly string[]> {
  const statements: string[] = [];
  const sequencesFirst = [...listed].sort(
    (left, right) => Number(right.kind === 'SEQUENCE') - Number(left.kind === 'SEQUENCE'),
  );
  for (const { name, kind } of sequencesFirst) {
    if (/VIEW/i.test(kind)) continue;
    const [row] = await connection.query(
      `SHOW CREATE ${kind === 'SEQUENCE' ? 'SEQUENCE' : 'TABLE'} ${quoteName(name)}`,
    );
    const written = createText(row, /^create (?:table|sequence)$/i);
    statements.push(
      written === null ? `-- not captured: table ${quoteName(name)}` : `${withoutCounter(written)};`,
    );
  }
  return statements;
}

/** The next AUTO_INCREMENT value changes with every row and is no part of the structure. */
function withoutCounter(statement: string): string {
  const end = statement.lastIndexOf('\n)');
  return end < 0
    ? statement
    : statement.slice(0, end) + statement.slice(end).replace(/ AUTO_INCREMENT=\d+/, '');
}

/** SHOW CREATE of views, those that others read first. */
export async function readViews(
  connection: DatabaseConnection,
  listed: readonly ListedTable[],
): Promise<readonly string[]> {
  const views = new Map<string, string>();
  for (const { name, kind } of listed) {
    if (kind !== 'VIEW') continue;
    const [row] = await connection.query(`SHOW CREATE VIEW ${quoteName(name)}`);
    const written = createText(row, /^create view$/i);
    views.set(
      name,
      written === null
        ? `-- not captured: view ${quoteName(name)}: the account may not see its query`
        : `${withoutDefiner(written)};`,
    );
  }
  return readFirst(views);
}

/** Accounts differ between servers, and a baseline is no place for their names. */
export function withoutDefiner(statement: string): string {
  return statement.replace(
    /^(CREATE (?:OR REPLACE )?(?:ALGORITHM=\w+ )?)DEFINER=(?:`(?:[^`]|``)*`|[^\s`@]+)(?:@(?:`(?:[^`]|``)*`|[^\s`]+))? /i,
    '$1',
  );
}

/** SHOW CREATE quotes every name, so a view reads another when the other's quoted name is in its text. */
function readFirst(views: ReadonlyMap<string, string>): readonly string[] {
  const ordered: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string, written: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const match of written.matchAll(/`((?:[^`]|``)*)`/g)) {
      const other = (match[1] ?? '').replaceAll('``', '`');
      const text = views.get(other);
      if (text !== undefined) visit(other, text);
    }
    ordered.push(written);
  };
  for (const [name, written] of views) visit(name, written);
  return ordered;
}
