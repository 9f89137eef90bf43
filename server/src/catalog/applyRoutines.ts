import type { ObjectName } from '../operations/names.ts';
import type {
  AlterPolicy,
  CreatePolicy,
  CreateRoutine,
  CreateTrigger,
} from '../operations/objectOperations.ts';
import type { EmbeddedStatement } from '../operations/statementSyntax.ts';
import { argumentTypeText } from './canonicalText.ts';
import {
  droppedKey,
  nameKey,
  newKey,
  objectKey,
  relationKey,
  schemaOf,
  tableAt,
  unseenChanges,
} from './catalog.ts';
import type { Draft } from './draft.ts';
import { editTable, tableKeyFor, withDropped } from './knownTable.ts';
import type { Policy, Routine, RoutineSignature, Table, Trigger } from './model.ts';
import { reportExistingPart, reportExists, reportMissingPart } from './problems.ts';
import { triggersOf } from './triggerRoutines.ts';

export function applyCreateRoutine(draft: Draft, operation: CreateRoutine): void {
  const key = newKey(draft, 'routine', operation.routine);
  const existing = draft.get(key);
  const known = existing?.kind === 'routine' ? existing : undefined;
  const outputs = operation.parameters
    .filter(({ mode }) => mode === 'out' || mode === 'inout')
    .map(({ name, type }) => ({ name, type }));
  const signature: RoutineSignature = {
    parameters: operation.parameters
      .filter(parameter => parameter.mode !== 'out' && parameter.mode !== 'table')
      .map(({ name, type, hasDefault }) => ({ name, type, hasDefault })),
    returns: operation.returns,
    ...(outputs.length === 0 || draft.dialect !== 'postgresql' ? {} : { outputs }),
    volatility: operation.volatility ?? 'volatile',
    body: operation.body,
    source: operation.source?.value ?? null,
    origin: draft.origin,
  };
  if (known !== undefined && operation.ifNotExists) return;
  const others = (known?.signatures ?? []).filter(
    other => draft.dialect === 'postgresql' && !sameParameters(other, signature),
  );
  const isNew = others.length === (known?.signatures.length ?? 0);
  const routine: Routine = {
    kind: 'routine',
    schema: schemaOf(draft, operation.routine),
    name: operation.routine.name.value,
    origin: isNew ? draft.origin : (known?.origin ?? draft.origin),
    changedBy: isNew ? null : draft.origin,
    certain: true,
    routineKind: operation.routineKind,
    signatures: [...others, signature],
  };
  draft.erase(droppedKey(key));
  draft.put(key, routine);
}

function sameParameters(left: RoutineSignature, right: RoutineSignature): boolean {
  return parameterTypes(left) === parameterTypes(right);
}

function parameterTypes(signature: RoutineSignature): string {
  return signature.parameters.map(parameter => argumentTypeText(parameter.type)).join(',');
}

/** Drops a routine, or the overload that takes arguments of the given types. */
export function dropRoutine(
  draft: Draft,
  key: string,
  signature: readonly string[] | null,
  options: { readonly cascade: boolean },
): void {
  const routine = draft.get(key);
  if (routine?.kind !== 'routine') return;
  const wanted = signature?.map(argumentTypeText).join(',');
  const left =
    wanted === undefined || routine.signatures.length === 1
      ? []
      : routine.signatures.filter(other => parameterTypes(other) !== wanted);
  if (options.cascade && left.every(other => other.parameters.length > 0))
    for (const user of triggersOf(draft, key))
      dropTrigger(draft, user.table, user.trigger, { ifExists: true });
  if (left.length === 0) {
    draft.drop(key);
    // Another overload may be meant, and this one still be there.
    if (wanted !== undefined && !routine.signatures.some(other => parameterTypes(other) === wanted))
      draft.put(droppedKey(key), {
        kind: 'dropped-object',
        origin: draft.origin,
        certain: false,
        unseenBefore: unseenChanges(draft),
      });
  } else draft.put(key, { ...routine, signatures: left, changedBy: draft.origin });
}

export function applyCreateTrigger(draft: Draft, operation: CreateTrigger): void {
  const key = relationKey(draft, operation.table);
  if (draft.get(key)?.kind !== 'table') {
    tableKeyFor(draft, operation);
    noteUnseenUser(draft, operation);
    return;
  }
  const table = tableAt(draft, key);
  const name = operation.trigger.value;
  const existing = table?.triggers.find(other => other.name === name);
  if (table !== undefined && existing !== undefined && !operation.orReplace) {
    reportExistingPart(draft, table, { kind: 'trigger', name, origin: existing.origin });
  }
  if (table !== undefined && draft.dialect !== 'postgresql') replaceNamesake(draft, key, table, name);
  const trigger: Trigger = {
    name,
    timing: operation.timing,
    events: operation.events,
    assigns: assignedColumns(operation.body),
    insertsByPlace: positionalInserts(operation.body).map(table => relationKey(draft, table)),
    columns: (operation.columns ?? []).map(column => column.value),
    forEach: operation.forEach ?? 'row',
    when: operation.when ?? null,
    routine:
      operation.routine === undefined || operation.routine === null
        ? null
        : nameKey(draft, 'routine', operation.routine),
    origin: draft.origin,
  };
  editTable(draft, key, ({ triggers }) => ({
    triggers: [...triggers.filter(other => other.name !== name), trigger],
  }));
  if (draft.dialect === 'postgresql' || table === undefined) return;
  const triggerKey = objectKey('trigger', table.schema, name);
  draft.put(triggerKey, {
    kind: 'trigger-name',
    schema: table.schema,
    name,
    origin: draft.origin,
    changedBy: null,
    certain: true,
    table: key,
  });
}

/** A trigger of a table that nobody has seen executes the function: not all that use it are known. */
function noteUnseenUser(draft: Draft, { routine }: CreateTrigger): void {
  const key = routine == null ? null : nameKey(draft, 'routine', routine);
  const found = key === null ? undefined : draft.get(key);
  if (key !== null && found?.kind === 'routine' && found.certain)
    draft.put(key, { ...found, certain: false });
}

/** MySQL/MariaDB: a database has one trigger of a name. */
function replaceNamesake(draft: Draft, key: string, table: Table, name: string): void {
  const nameKey = objectKey('trigger', table.schema, name);
  const existing = draft.get(nameKey);
  if (existing?.kind !== 'trigger-name' || existing.table === key) return;
  reportExists(draft, 'trigger', nameKey, existing);
  dropTrigger(draft, existing.table, name, { ifExists: true });
}

/** The tables into which a body inserts without naming columns. */
export function positionalInserts(body: readonly EmbeddedStatement[]): readonly ObjectName[] {
  return body.flatMap(({ operations }) =>
    operations.flatMap(operation =>
      operation.kind === 'Insert' && operation.columns === null && operation.source !== 'default-values'
        ? [operation.table]
        : [],
    ),
  );
}

/** Columns that `SET NEW.c = ...` gives a value. */
function assignedColumns(body: readonly EmbeddedStatement[]): readonly string[] {
  const columns = new Set<string>();
  for (const statement of body) {
    for (const operation of statement.operations) {
      if (operation.kind === 'SetVariable' && operation.name.startsWith('new.'))
        columns.add(operation.name.slice('new.'.length));
    }
  }
  return [...columns];
}

export function dropTrigger(
  draft: Draft,
  key: string,
  name: string,
  options: { readonly ifExists: boolean },
): void {
  const table = tableAt(draft, key);
  if (table === undefined || !hasPart(draft, table, { kind: 'trigger', name }, table.triggers, options))
    return;
  editTable(draft, key, edited => ({
    triggers: edited.triggers.filter(trigger => trigger.name !== name),
    dropped: withDropped(draft, edited, 'trigger', name),
  }));
  if (draft.dialect !== 'postgresql') draft.drop(objectKey('trigger', table.schema, name));
}

/** Reports a part that is missing where it has to be there. */
function hasPart(
  draft: Draft,
  table: Table,
  part: { readonly kind: 'trigger' | 'policy'; readonly name: string },
  parts: readonly { readonly name: string }[],
  { ifExists }: { readonly ifExists: boolean },
): boolean {
  const known = parts.map(other => other.name);
  if (known.includes(part.name)) return true;
  if (!ifExists) reportMissingPart(draft, table, { ...part, known });
  return false;
}

export function applyCreatePolicy(draft: Draft, operation: CreatePolicy): void {
  const key = tableKeyFor(draft, operation);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined) return;
  const name = operation.policy.value;
  const existing = table.policies.find(other => other.name === name);
  if (existing !== undefined)
    reportExistingPart(draft, table, { kind: 'policy', name, origin: existing.origin });
  const policy: Policy = {
    name,
    permissive: operation.permissive,
    roles: operation.roles,
    command: operation.command,
    using: operation.using ?? null,
    withCheck: operation.withCheck ?? null,
    origin: draft.origin,
  };
  editTable(draft, key, ({ policies }) => ({
    policies: [...policies.filter(other => other.name !== name), policy],
  }));
}

export function applyAlterPolicy(draft: Draft, operation: AlterPolicy): void {
  const key = tableKeyFor(draft, operation);
  if (key === null || tableAt(draft, key) === undefined) return;
  editTable(draft, key, ({ policies }) => ({
    policies: policies.map(policy =>
      policy.name === operation.policy.value
        ? {
            ...policy,
            roles: operation.roles ?? policy.roles,
            using: operation.using ?? policy.using,
            withCheck: operation.withCheck ?? policy.withCheck,
          }
        : policy,
    ),
  }));
}

export function dropPolicy(
  draft: Draft,
  key: string,
  name: string,
  options: { readonly ifExists: boolean },
): void {
  const table = tableAt(draft, key);
  if (table === undefined || !hasPart(draft, table, { kind: 'policy', name }, table.policies, options))
    return;
  editTable(draft, key, edited => ({
    policies: edited.policies.filter(policy => policy.name !== name),
    dropped: withDropped(draft, edited, 'policy', name),
  }));
}
