import { listKey, nameOfKey, searchPath, tableAt } from '../catalog/catalog.ts';
import type { Origin, Table } from '../catalog/model.ts';
import { type FileFindingDraft, fileRule, type ReviewedStatement } from './rule.ts';
import { finalSchema } from './subject/finalSchema.ts';
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
    fixes: 'none',
    related: {},
  },
  *check(reviewed) {
    const { project, statements, settings } = reviewed;
    const schema = project.isLast ? finalSchema(reviewed) : null;
    const first = statements.find(({ operations }) => operations.length > 0);
    if (schema === null || first === undefined) return;
    const most = openMigrations(settings.options[ID]?.['maxOpenMigrations']);
    for (const schemaName of searchPath(schema)) {
      const list = schema.get(listKey('relation', schemaName));
      for (const key of list?.kind === 'key-list' ? list.keys : []) {
        const table = tableAt(schema, key);
        if (table === undefined || !table.certain) continue;
        for (const open of openParts(table)) {
          const since = project.migrationsSince(open.origin.path);
          if (since !== null && since >= most) yield finding(first, open, key, since);
        }
      }
    }
  },
});

const DEFAULT_OPEN_MIGRATIONS = 5;

function openMigrations(option: unknown): number {
  return typeof option === 'number' && option >= 0 ? option : DEFAULT_OPEN_MIGRATIONS;
}

interface OpenPart {
  readonly name: string;
  readonly origin: Origin;
}

/** Constraints that hold for new rows only. Those that are not enforced are meant so. */
function openParts({ constraints }: Table): readonly OpenPart[] {
  return constraints.flatMap(({ name, valid, enforced, origin }) =>
    valid || !enforced || origin === null ? [] : [{ name, origin }],
  );
}

function ago(since: number): string {
  if (since === 0) return 'by this migration';
  return since === 1 ? 'one migration ago' : `${since} migrations ago`;
}

function finding(
  { index, operations }: ReviewedStatement,
  { name, origin }: OpenPart,
  key: string,
  since: number,
): FileFindingDraft {
  const [context] = operations;
  const table = nameOfKey(key).replace(/^public\./, '');
  return {
    statement: index,
    span: context === undefined ? { start: 0, end: 0 } : statementHead(context),
    message: `${code(name)} of ${code(table)} was added ${ago(since)} and never validated: rows from before it may break it, and the planner does not use it. ${code(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`)} checks them while everybody works.`,
    table: key,
    related: [
      {
        place: { kind: 'statement', path: origin.path, statement: origin.statement, span: origin.span },
        message: `${code(name)} was added here.`,
      },
    ],
  };
}
