import type { Operation } from '../operations/operation.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import { applyOperation } from './apply.ts';
import {
  type Catalog,
  type CatalogReader,
  type CatalogWrites,
  keysIn,
  sessionVariableKeys,
  TEMPORARY_SCHEMA,
  tableAt,
} from './catalog.ts';
import type { ApplyProblem } from './change.ts';
import { columnRename, inExecutionOrder, swappedRenames } from './executionOrder.ts';
import type { CatalogObject, Origin } from './model.ts';
import { presentTypes } from './presentTypes.ts';
import { countRowVersions } from './rowVersions.ts';

/** One operation and the schema around it. */
export interface ReplayStep {
  readonly operation: Operation;
  readonly before: Catalog;
  readonly after: Catalog;
  readonly problems: readonly ApplyProblem[];
}

export interface ReplayedStatement {
  /** After the whole statement. */
  readonly catalog: Catalog;
  /**
   * One for each operation of the statement, in its order. The server may run actions of one ALTER TABLE in another
   * order; `before` and `after` follow the server.
   */
  readonly steps: readonly ReplayStep[];
}

/** Applies all operations of a statement. Never throws. */
export function applyStatement(
  catalog: Catalog,
  syntax: StatementSyntax,
  origin: Pick<Origin, 'path' | 'statement'>,
): ReplayedStatement {
  const done = new Map<Operation, ReplayStep>();
  const start = catalog.with(presentTypes(catalog, syntax, origin));
  let current = start;
  const apply = (operation: Operation, written: Operation): void => {
    const before = current;
    const change = applyOperation(before, operation, { ...origin, span: operation.span });
    current = before.with(change.writes);
    done.set(written, {
      operation: written,
      before: operation === written ? before : start,
      after: current,
      problems: change.problems,
    });
  };
  const actions = syntax.alterTable === null ? [] : syntax.operations;
  const swapped = new Set(swappedRenames(catalog.dialect, actions));
  let isAside = false;
  for (const operation of actions.length === 0
    ? syntax.operations
    : inExecutionOrder(catalog.dialect, actions)) {
    if (!swapped.has(operation) || (operation.kind !== 'RenameColumn' && operation.kind !== 'ModifyColumn')) {
      apply(operation, operation);
      continue;
    }
    if (!isAside) current = moveAside(current, swapped, origin);
    isAside = true;
    apply({ ...operation, column: { ...operation.column, value: aside(operation.column.value) } }, operation);
  }
  current = current.with(countRowVersions(start, current, syntax, origin.path));
  return { catalog: current, steps: syntax.operations.flatMap(operation => done.get(operation) ?? []) };
}

/** A name that no text can give a column. */
function aside(column: string): string {
  return `\u0000${column}`;
}

function moveAside(
  catalog: Catalog,
  swapped: ReadonlySet<Operation>,
  origin: Pick<Origin, 'path' | 'statement'>,
): Catalog {
  let current = catalog;
  for (const operation of swapped) {
    const rename = columnRename(operation);
    if (rename === null || (operation.kind !== 'RenameColumn' && operation.kind !== 'ModifyColumn')) continue;
    const to = { ...rename.from, value: aside(rename.from.value) };
    const { table, tableIfExists, span } = operation;
    const step: Operation = {
      kind: 'RenameColumn',
      table,
      tableIfExists,
      span,
      column: rename.from,
      to,
      ifExists: true,
    };
    current = current.with(applyOperation(current, step, { ...origin, span }).writes);
  }
  return current;
}

/** The schema after a file, with the file's session at its end. */
export function replayFile(catalog: Catalog, statements: readonly StatementSyntax[], path: string): Catalog {
  let current = catalog;
  for (const [index, syntax] of statements.entries()) {
    current = applyStatement(current, syntax, { path, statement: index }).catalog;
  }
  return endOfFile(current);
}

/** What the end of a connection leaves: settings of the session and temporary tables go. */
export function endOfFile(catalog: Catalog): Catalog {
  return catalog.with(endOfSession(catalog));
}

/** The same as what it changes. */
export function endOfSession(catalog: CatalogReader): CatalogWrites {
  const writes = new Map<string, CatalogObject | null>();
  for (const key of sessionVariableKeys(catalog)) writes.set(key, null);
  for (const key of keysIn(catalog, 'relation', TEMPORARY_SCHEMA)) {
    writes.set(key, null);
    forgetTemporary(catalog, key, writes);
  }
  return writes;
}

/** Permanent tables cannot refer to temporary ones, but types note who uses them. */
function forgetTemporary(
  catalog: CatalogReader,
  key: string,
  writes: Map<string, CatalogObject | null>,
): void {
  for (const column of tableAt(catalog, key)?.columns ?? []) {
    const typeKey = `type:${column.type?.schema ?? ''}.${column.type?.name ?? ''}`;
    const type = writes.get(typeKey) ?? catalog.get(typeKey);
    if (type?.kind !== 'enum' && type?.kind !== 'domain' && type?.kind !== 'type') continue;
    writes.set(typeKey, { ...type, usedBy: type.usedBy.filter(user => user !== key) });
  }
}
