import type { ObjectName } from '../operations/names.ts';
import { assertNever } from '../operations/operation.ts';
import type {
  CopyRows,
  Insert,
  SetVariable,
  TransactionControl,
  Truncate,
  Update,
  UseDatabase,
} from '../operations/sessionOperations.ts';
import { relationKey, sessionKey, sessionVariableKeys, tableAt, userVariable } from './catalog.ts';
import type { Draft } from './draft.ts';
import { noteDefaultDatabase } from './knownSchemas.ts';
import { linkTable, tableKeyFor } from './knownTable.ts';
import type { SessionVariable } from './model.ts';
import { checkColumns } from './problems.ts';

/** From this many rows on, VALUES count as loading a table. */
const MANY_ROWS = 1000;

/** Settings of other scopes do not change the running session; of a @variable what it holds as a statement is kept. */
export function applySetVariable(draft: Draft, operation: SetVariable): void {
  if (operation.scope === 'user') {
    putStatementText(draft, operation);
    return;
  }
  if (operation.scope !== 'session' && operation.scope !== 'local') return;
  const key = sessionKey(operation.name);
  if (operation.reset && operation.name === 'all') {
    endSession(draft);
    return;
  }
  if (operation.reset || operation.restoresSaved) {
    draft.erase(key);
    return;
  }
  const former = draft.get(key);
  const outer =
    former?.kind !== 'session-variable' ? null : former.scope === 'session' ? former : former.outer;
  draft.put(key, {
    kind: 'session-variable',
    name: operation.name,
    value: operation.value,
    scope: operation.scope,
    outer: operation.scope === 'local' ? outer : null,
    origin: draft.origin,
  });
}

function putStatementText(draft: Draft, { name, body, bodyIsPartial }: SetVariable): void {
  const key = sessionKey(userVariable(name));
  if (body === undefined || bodyIsPartial === true) {
    if (draft.get(key) !== undefined) draft.erase(key);
    return;
  }
  draft.put(key, {
    kind: 'session-variable',
    name: userVariable(name),
    value: '',
    scope: 'session',
    outer: null,
    body,
    origin: draft.origin,
  });
}

export function applyUseDatabase(draft: Draft, operation: UseDatabase): void {
  noteDefaultDatabase(draft, operation.database.value);
  putSession(draft, 'database', operation.database.value);
}

export function putSession(draft: Draft, name: string, value: string | null): void {
  draft.put(sessionKey(name), {
    kind: 'session-variable',
    name,
    value,
    scope: 'session',
    outer: null,
    origin: draft.origin,
  });
}

/** With the transaction end its local settings, and what they hid holds again. */
export function applyTransaction(draft: Draft, operation: TransactionControl): void {
  switch (operation.action) {
    case 'commit':
    case 'rollback':
      for (const [key, variable] of sessionVariables(draft)) {
        if (variable.scope !== 'local') continue;
        if (variable.outer === null) draft.erase(key);
        else draft.put(key, variable.outer);
      }
      return;
    case 'begin':
    case 'savepoint':
    case 'release':
    case 'rollback-to':
    case 'set-autocommit-off':
    case 'set-autocommit-on':
      return;
    default:
      assertNever(operation.action);
      return;
  }
}

function endSession(draft: Draft): void {
  for (const [key] of sessionVariables(draft)) draft.erase(key);
}

function sessionVariables(draft: Draft): readonly (readonly [string, SessionVariable])[] {
  const found: (readonly [string, SessionVariable])[] = [];
  for (const key of sessionVariableKeys(draft)) {
    const variable = draft.get(key);
    if (variable?.kind === 'session-variable') found.push([key, variable]);
  }
  return found;
}

export function applyInsert(draft: Draft, operation: Insert): void {
  const key = writtenTable(draft, operation.table);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined) return;
  checkColumns(draft, table, operation.columns ?? []);
  if (operation.source === 'select' || operation.rows >= MANY_ROWS) markLoaded(draft, key);
}

/** It changes no definition, but fails without its table and columns; with a join they may be those of another table. */
export function applyUpdate(draft: Draft, operation: Update): void {
  const key = writtenTable(draft, operation.table);
  const table = key === null ? undefined : tableAt(draft, key);
  if (table !== undefined && operation.reads.length === 0) checkColumns(draft, table, operation.columns);
}

export function applyCopy(draft: Draft, operation: CopyRows): void {
  const key = operation.table === null ? null : writtenTable(draft, operation.table);
  if (key !== null && operation.direction === 'from') markLoaded(draft, key);
}

export function applyTruncate(draft: Draft, operation: Truncate): void {
  const key = writtenTable(draft, operation.table);
  if (key !== null && tableAt(draft, key)?.loaded === true) linkTable(draft, key, () => ({ loaded: false }));
}

/** The key of a table that rows are written to; null, and a problem where certain, when there is none. */
export function writtenTable(draft: Draft, name: ObjectName): string | null {
  const key = relationKey(draft, name);
  return draft.get(key)?.kind === 'view' ? null : tableKeyFor(draft, { table: name });
}

function markLoaded(draft: Draft, key: string): void {
  if (tableAt(draft, key)?.loaded === false) linkTable(draft, key, () => ({ loaded: true }));
}
