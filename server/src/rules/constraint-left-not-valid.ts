import { nameOfKey } from '../catalog/catalog.ts';
import type { Origin, Table } from '../catalog/model.ts';
import { boundedFollowUp } from './fixes/followUps.ts';
import { quoteIdentifier, slugOf } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan } from './fixes/site.ts';
import { type FileFindingDraft, fileRule, type ReviewedStatement } from './rule.ts';
import { statementHead } from './subject/statementHead.ts';
import { code } from './subject/wording.ts';

const ID = 'constraint-left-not-valid';

export const constraintLeftNotValid = fileRule({
  metadata: {
    id: ID,
    title: 'A constraint was added and never validated',
    categories: ['partial-state'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql'],
    fixes: 'suggestion',
    related: {},
  },
  *check(reviewed) {
    const { project, statements, settings } = reviewed;
    const first = statements.find(({ operations, run }) => operations.length > 0 && run.direction === 'up');
    if (!project.isLast || first === undefined) return;
    const most = openMigrations(settings.options[ID]?.['maxOpenMigrations']);
    for (const [key, table] of reviewed.schemaAfterLater().entries()) {
      if (table.kind !== 'table' || table.persistence === 'temporary') continue;
      for (const open of openParts(table)) {
        const since = project.migrationsSince(open.origin.path);
        if (since !== null && since >= most) yield finding(first, open, key, since);
      }
    }
  },
});

const DEFAULT_OPEN_MIGRATIONS = 5;

function openMigrations(option: unknown): number {
  return typeof option === 'number' && option >= 0 ? option : DEFAULT_OPEN_MIGRATIONS;
}

interface OpenPart {
  readonly kind: 'constraint' | 'index';
  readonly name: string;
  readonly origin: Origin;
}

/** Constraints that hold for new rows only, and indexes that serve no query. What is not enforced is meant so. */
function openParts({ constraints, indexes }: Table): readonly OpenPart[] {
  return [
    ...constraints.flatMap(({ name, valid, enforced, origin }): OpenPart[] =>
      valid || !enforced || origin === null ? [] : [{ kind: 'constraint', name, origin }],
    ),
    ...indexes.flatMap(({ name, valid, origin }): OpenPart[] =>
      valid || origin === null ? [] : [{ kind: 'index', name, origin }],
    ),
  ];
}

function ago(since: number): string {
  if (since === 0) return 'by this migration';
  return since === 1 ? 'one migration ago' : `${since} migrations ago`;
}

function finding(
  { index, operations }: ReviewedStatement,
  { kind, name, origin }: OpenPart,
  key: string,
  since: number,
): FileFindingDraft {
  const [context] = operations;
  const label = nameOfKey(key).replace(/^public\./, '');
  const [table, part] = [label, name].map(text => text.split('.').map(quoted).join('.'));
  const validate = `ALTER TABLE ${table} VALIDATE CONSTRAINT ${part}`;
  return {
    statement: index,
    span: context === undefined ? { start: 0, end: 0 } : statementHead(context),
    message:
      kind === 'constraint'
        ? `${code(name)} of ${code(label)} was added ${ago(since)} and never validated: rows from before it may break it, and the planner does not use it. ${code(validate)} checks them while everybody works.`
        : `The index ${code(name)} of ${code(label)} was added ${ago(since)} and is not valid: it costs every write and serves no query until each partition has its part attached.`,
    table: key,
    related: [
      {
        place: { kind: 'statement', path: origin.path, statement: origin.statement, span: origin.span },
        message: `${code(name)} was added here.`,
      },
    ],
    fixes:
      kind === 'index' || context === undefined ? [] : remedies(context, [validateLater(name, validate)]),
  };
}

function quoted(name: string): string {
  return quoteIdentifier('postgresql', name);
}

function validateLater(name: string, statement: string): Remedy {
  return {
    title: 'Validate it in the next migration',
    kind: 'suggestion',
    build: style =>
      plan({
        followUps: [
          boundedFollowUp(style, { slug: slugOf('validate', name), statements: [`${statement};`] }),
        ],
      }),
  };
}
