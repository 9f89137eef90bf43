import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type { StatementPiece } from '../syntax/statement.ts';

const kept = new Map<string, StatementSyntax>();

/** A change that nobody can translate. One value per text, so that a file that was read again compares equal. */
export function opaqueStatement({ sql }: StatementPiece): StatementSyntax {
  const known = kept.get(sql);
  if (known !== undefined) return known;
  const syntax: StatementSyntax = {
    level: 'opaque',
    operations: [
      {
        kind: 'Unknown',
        span: { start: 0, end: sql.length },
        verb: (sql.split(' ', 1)[0] ?? '').toLowerCase(),
        object: null,
        harmless: false,
      },
    ],
    algorithm: null,
    lock: null,
    wait: null,
    online: false,
    alterTable: null,
    error: null,
  };
  kept.set(sql, syntax);
  return syntax;
}
