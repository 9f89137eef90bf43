import type { LockNote } from '../engines/lockNote.ts';
import type { Operation } from '../operations/operation.ts';
import { boundedFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, replaceAt, written } from './fixes/site.ts';
import { strongestClauses } from './fixes/statementClauses.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { actionWords } from './subject/actionWords.ts';
import { existingRelation } from './subject/relations.ts';
import { sizeText } from './subject/sizeText.ts';
import { noteAlone, notesWithoutClauses } from './subject/withoutClauses.ts';
import { code, withDoubt } from './subject/wording.ts';

export const mixedAlterLosesInstant = operationRule({
  metadata: {
    id: 'mixed-alter-loses-instant',
    title: 'One slow clause drags instant clauses along',
    categories: ['locking'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['mysql', 'mariadb'],
    fixes: 'safe',
    related: { spirit: ['index_visibility_mixed'] },
  },
  // Of a list of actions the first one is asked; an instant change of columns may stand anywhere in it.
  kinds: [
    'AddColumn',
    'DropColumn',
    'ModifyColumn',
    'CreateIndex',
    'DropIndex',
    'AddConstraint',
    'DropConstraint',
  ],
  *check(context) {
    const { operation, statement, note } = context;
    if (
      statement.alterTable === null ||
      statement.operations.length < 2 ||
      statement.operations[0] !== operation ||
      note === null ||
      note.refusal !== null ||
      statement.algorithm?.value.toUpperCase() === 'COPY'
    )
      return;
    const existing = existingRelation(context, statement.alterTable.table);
    if (existing === null) return;
    const mixed = mixedParts(context);
    if (mixed === null) return;
    const [instant] = mixed.instant;
    const [slow] = mixed.slow;
    if (instant === undefined || slow === undefined) return;
    yield {
      span: instant.operation.span,
      message: withDoubt(
        existing,
        `${code(actionWords(instant.operation))} alone is instant; together with ${code(actionWords(slow.operation))} it rebuilds all of ${existing.label}${sizeText(context, existing.key)}.`,
      ),
      table: existing.key,
      fixes: remedies(context, splitOf(mixed)),
    };
  },
});

interface Part {
  readonly operation: Operation;
  readonly note: LockNote;
}

interface Mixed {
  readonly instant: readonly Part[];
  readonly slow: readonly Part[];
}

/** Null unless the company of others is what makes an instant part rebuild the table. */
function mixedParts(context: OperationContext): Mixed | null {
  const together = notesWithoutClauses(context);
  if (together === null || !together.some(note => note.rewritesTable)) return null;
  const instant: Part[] = [];
  const slow: Part[] = [];
  let dragged = false;
  for (const [index, operation] of context.statement.operations.entries()) {
    const note = noteAlone(context, operation);
    // What rebuilds the table by itself is not made worse by the others.
    if (note === null || note.refusal !== null || note.rewritesTable) return null;
    if (note.algorithm === 'INSTANT') {
      instant.push({ operation, note });
      if (together[index]?.rewritesTable === true) dragged = true;
    } else slow.push({ operation, note });
  }
  return dragged ? { instant, slow } : null;
}

/** The instant part stays, the rest becomes a migration of its own: a failure of the one then leaves nothing half done. */
function splitOf({ instant, slow }: Mixed): Remedy[] {
  const added = instant.flatMap(({ operation }) => (operation.kind === 'AddColumn' ? [operation] : []));
  // New columns can come first whatever follows; of other changes the order may matter.
  if (added.length !== instant.length) return [];
  const [first] = added;
  if (first === undefined) return [];
  return [
    {
      title: 'Split the statement: the instant part here, the rest in a migration of its own',
      kind: 'safe',
      names: [first.table.name],
      build(style) {
        const { site, sql } = style;
        const head = site.statements[site.index]?.syntax.alterTable;
        const last = head?.actions.at(-1);
        if (head == null || last === undefined || head.actions.length > instant.length + slow.length + 2)
          return null;
        const list = (parts: readonly Part[]): string[] =>
          parts.map(({ operation }) => written(site, operation.span));
        const promise = slow.map(({ note }) => strongestClauses(note, sql));
        const clauses =
          promise.find(words => words.length === 0) ??
          promise.find(words => words.some(isSharedLock)) ??
          promise[0];
        const opening = written(site, head.span);
        const rest = [...list(slow), ...(clauses ?? [])].join(', ');
        const [first = { start: 0, end: 0 }] = head.actions;
        // A comment between the actions belongs to one of them; nobody can tell to which.
        if (/--|\/\*|#/.test(written(site, { start: first.start, end: last.end }))) return null;
        return plan({
          edits: [
            replaceAt(
              site,
              { start: first.start, end: last.end },
              [...list(instant), sql`ALGORITHM=INSTANT`].join(', '),
            ),
          ],
          followUps: [
            boundedFollowUp(style, {
              slug: slugOf('alter', head.table.name.value),
              statements: [`${opening.trimEnd()} ${rest};`],
            }),
          ],
        });
      },
    },
  ];
}

function isSharedLock(clause: string): boolean {
  return /shared|exclusive/i.test(clause);
}
