import { findConstraint, isComplete, nameKey, objectKey, tableAt } from '../catalog/catalog.ts';
import { displayName } from '../operations/names.ts';
import type { DropObject } from '../operations/objectOperations.ts';
import type { Unknown } from '../operations/sessionOperations.ts';
import type { DropColumn, DropConstraint, DropTable } from '../operations/tableOperations.ts';
import type { Span } from '../text/span.ts';
import { quoteIdentifier } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, removeWithSpaceBefore } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import {
  columnsOfType,
  contentsOfSchema,
  type Dependent,
  defaultsFrom,
  dependentsOfColumn,
  dependentsOfConstraint,
  dependentsOfTable,
  describeDependent,
  shortName,
  viewsOver,
} from './subject/dependents.ts';
import { existingRelation, isNewColumn } from './subject/relations.ts';
import { code, columnCode, listed } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const dropCascadeRemovesDependents = operationRule({
  metadata: {
    id: 'drop-cascade-removes-dependents',
    title: 'CASCADE or schema drop removes more than it says',
    categories: ['data-loss', 'compatibility'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    related: {
      squawk: ['ban-drop-database'],
      pgfence: ['drop-schema'],
      migrationpilot: ['MP022', 'MP034', 'MP035'],
      atlas: ['DS101'],
    },
  },
  kinds: ['DropTable', 'DropColumn', 'DropConstraint', 'DropObject', 'Unknown'],
  check(context) {
    const { operation } = context;
    if (operation.kind === 'Unknown') return ownedDropped(operation);
    if (operation.kind === 'DropObject' && isWholeDatabase(operation))
      return databaseDropped(context, operation);
    // The word means nothing on MySQL and MariaDB.
    if (!operation.cascade || context.target.engine !== 'postgresql') return [];
    switch (operation.kind) {
      case 'DropTable':
        return tableDropped(context, operation);
      case 'DropColumn':
      case 'DropConstraint':
        return partDropped(context, operation);
      case 'DropObject':
        return objectDropped(context, operation);
    }
  },
});

function* ownedDropped({ verb, span }: Unknown): Generator<FindingDraft> {
  if (verb !== 'drop owned') return;
  yield {
    span,
    message: `${code('DROP OWNED')} drops every object that the role owns in this database, and takes its privileges back.`,
  };
}

function isWholeDatabase({ objectKind }: DropObject): boolean {
  return objectKind === 'database';
}

function* databaseDropped(context: OperationContext, { name }: DropObject): Generator<FindingDraft> {
  const key = objectKey('schema', '', name.name.value);
  if (context.isNew(key)) return;
  if (context.before.get(key) === undefined && isComplete(context.before)) return;
  yield {
    span: name.span,
    message: `This drops the database ${code(displayName(name))} with every table in it.`,
  };
}

/** With a list of what goes along it is an error; where nobody knows whether something does, a warning. */
function* reported(
  context: OperationContext,
  span: Span,
  dependents: readonly Dependent[],
  otherwise: { readonly message: string; readonly known: boolean },
  list: readonly Remedy[] = [],
): Generator<FindingDraft> {
  if (dependents.length > 0) {
    yield {
      span,
      message: `CASCADE also drops ${listed(dependents.map(describeDependent))}.`,
      fixes: remedies(context, list),
    };
  } else if (!otherwise.known && context.run.direction !== 'down') {
    yield { span, severity: 'warning', message: otherwise.message };
  }
}

function unseen(label: string): string {
  return `CASCADE also drops every object that depends on ${label}, without naming one (schema unknown)`;
}

function tableDropped(context: OperationContext, { table }: DropTable): Iterable<FindingDraft> {
  const existing = existingRelation(context, table);
  if (existing === null) return [];
  const dropped = new Set(
    context.statement.operations.flatMap(operation =>
      operation.kind === 'DropTable' ? [nameKey(context.before, 'relation', operation.table)] : [],
    ),
  );
  const dependents = dependentsOfTable(context, existing.key).filter(
    dependent =>
      !('table' in dependent && dropped.has(dependent.table)) &&
      !(dependent.kind === 'table' && dropped.has(dependent.key)),
  );
  const known = isComplete(context.before);
  return reported(
    context,
    table.span,
    dependents,
    { message: unseen(existing.label), known },
    known ? [explicitDrops(context, dependents)] : [],
  );
}

/** The same without CASCADE: what goes along is written down. */
function explicitDrops(context: OperationContext, dependents: readonly Dependent[]): Remedy {
  return {
    title: 'Drop what depends on it by name',
    kind: 'safe',
    build({ site, sql }) {
      const word = cascadeWord(context);
      if (word === null || context.statement.operations.length !== 1) return null;
      const lines: string[] = [];
      for (const dependent of dependents) {
        if (dependent.kind === 'view')
          lines.push(
            dependent.materialized
              ? sql`DROP MATERIALIZED VIEW ${nameSql(dependent.key)};`
              : sql`DROP VIEW ${nameSql(dependent.key)};`,
          );
        else if (dependent.kind === 'foreign-key')
          lines.push(
            sql`ALTER TABLE ${nameSql(dependent.table)} DROP CONSTRAINT ${quoteIdentifier('postgresql', dependent.name)};`,
          );
        else return null;
      }
      return plan({
        edits: [
          insertAt(site, 0, lines.map(line => line + site.newline).join('')),
          removeWithSpaceBefore(site, word),
        ],
      });
    },
  };
}

function nameSql(key: string): string {
  return shortName(key)
    .split('.')
    .map(part => quoteIdentifier('postgresql', part))
    .join('.');
}

function cascadeWord({ sql }: OperationContext): Span | null {
  return findPhrase(sql, 'postgresql', { start: 0, end: sql.length }, ['cascade']);
}

function partDropped(
  context: OperationContext,
  operation: DropColumn | DropConstraint,
): Iterable<FindingDraft> {
  const existing = existingRelation(context, operation.table);
  if (existing === null) return [];
  const table = tableAt(context.before, existing.key);
  if (operation.kind === 'DropColumn') {
    const column = table?.columns.find(({ name }) => name === operation.column.value);
    if (isNewColumn(context, column)) return [];
    return reported(
      context,
      operation.span,
      dependentsOfColumn(context, existing.key, operation.column.value),
      {
        message: unseen(columnCode(operation.table, operation.column.value)),
        known: isComplete(context.before),
      },
    );
  }
  if (operation.name === null) return [];
  const constraint = findConstraint(context.before, table, operation.name.value);
  // Only keys have something that depends on them.
  const isKey = constraint === undefined || constraint.kind === 'primary-key' || constraint.kind === 'unique';
  return reported(
    context,
    operation.span,
    dependentsOfConstraint(context, existing.key, operation.name.value),
    { message: unseen(code(operation.name.value)), known: isComplete(context.before) || !isKey },
  );
}

function objectDropped(context: OperationContext, operation: DropObject): Iterable<FindingDraft> {
  const { name, objectKind } = operation;
  const known = isComplete(context.before);
  const label = code(displayName(name));
  const report = (dependents: readonly Dependent[]): Iterable<FindingDraft> =>
    reported(context, name.span, dependents, { message: unseen(label), known });
  switch (objectKind) {
    case 'view':
    case 'materialized view': {
      const key = nameKey(context.before, 'relation', name);
      const view = context.before.get(key);
      return context.isNew(key) ? [] : report(view?.kind === 'view' ? viewsOver(context, view.readBy) : []);
    }
    case 'sequence': {
      const key = nameKey(context.before, 'relation', name);
      return context.isNew(key) ? [] : report(defaultsFrom(context, key));
    }
    case 'type':
    case 'domain': {
      const key = nameKey(context.before, 'type', name);
      return context.isNew(key) ? [] : report(columnsOfType(context, key));
    }
    case 'schema': {
      const key = objectKey('schema', '', name.name.value);
      return context.isNew(key) ? [] : report(contentsOfSchema(context, name.name.value));
    }
    case 'function':
    case 'procedure':
    case 'routine':
    case 'aggregate':
      return routineDropped(context, operation);
    case 'extension':
      return context.isNew(objectKey('extension', '', name.name.value))
        ? []
        : reported(context, name.span, [], {
            known: false,
            message: `CASCADE also drops every column, index and function that uses something of the extension ${label}.`,
          });
    default:
      return [];
  }
}

/** Which triggers and views call a routine, the catalog does not tell. */
function routineDropped(context: OperationContext, { name }: DropObject): Iterable<FindingDraft> {
  const key = nameKey(context.before, 'routine', name);
  if (context.isNew(key)) return [];
  if (isComplete(context.before) && context.before.get(key) === undefined) return [];
  return reported(context, name.span, [], {
    known: false,
    message: `CASCADE also drops every trigger, view and policy that calls ${code(displayName(name))}, without naming one.`,
  });
}
