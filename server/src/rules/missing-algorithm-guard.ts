import { statementNote } from '../engines/statementNote.ts';
import { remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { strongestClauses } from './fixes/statementClauses.ts';
import { type FileFindingDraft, fileRule, type ReviewedStatement } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { settingInEffect } from './subject/settingInEffect.ts';
import { statementHead } from './subject/statementHead.ts';
import { code, withDoubt } from './subject/wording.ts';

export const missingAlgorithmGuard = fileRule({
  metadata: {
    id: 'missing-algorithm-guard',
    title: 'Online change without a guard against copying',
    categories: ['locking'],
    severity: 'info',
    preset: 'strict',
    engines: ['mysql', 'mariadb'],
    fixes: 'safe',
    related: { bytebase: ['STATEMENT_REQUIRE_ALGORITHM_OPTION'], skeema: ['alter-algorithm'] },
  },
  *check({ statements, target }) {
    if (target.engine === 'postgresql') return;
    for (const statement of statements) {
      const finding = statement.run.direction === 'up' ? unguarded(statement) : null;
      if (finding !== null) yield finding;
    }
  },
});

/** An ALTER TABLE that the server may do without copying, and that does not say that it must. */
function unguarded({ syntax, operations, index, sql }: ReviewedStatement): FileFindingDraft | null {
  const [context] = operations;
  const head = syntax.alterTable;
  if (context === undefined || head === null || syntax.algorithm !== null || syntax.lock !== null)
    return null;
  if (settingInEffect(context, 'alter_algorithm') !== null) return null;
  const existing = existingRelation(context, head.table);
  const note = statementNote(operations.flatMap(operation => operation.note ?? []));
  if (existing === null || note === null || note.refusal !== null) return null;
  if (note.algorithm === null || note.algorithm === 'COPY') return null;
  return {
    statement: index,
    span: statementHead(context),
    message: withDoubt(
      existing,
      `Nothing keeps the server from copying ${existing.label} when it cannot do this ${note.algorithm === 'INSTANT' ? 'at once' : 'in place'} after all; with ${code(`ALGORITHM=${note.algorithm}`)} it refuses instead.`,
    ),
    table: existing.key,
    fixes: remedies(context, [
      {
        title: 'Say how it has to be done',
        kind: 'safe',
        build: ({ site, sql: write }) => {
          const clauses = strongestClauses(note, write);
          return clauses.length === 0
            ? null
            : plan({ edits: [insertAt(site, sql.trimEnd().length, `, ${clauses.join(', ')}`)] });
        },
      },
    ]),
  };
}
