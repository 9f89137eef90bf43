import {
  grantsKey,
  isComplete,
  nameKey,
  objectKey,
  relationKey,
  sameName,
  tableAt,
} from '../catalog/catalog.ts';
import type { Routine, RoutineSignature, View } from '../catalog/model.ts';
import { displayName } from '../operations/names.ts';
import type { CreateRoutine, CreateView, DropObject } from '../operations/objectOperations.ts';
import { actionLater } from './fixes/actionLater.ts';
import { quoteIdentifier, slugOf } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, written } from './fixes/site.ts';
import { type FindingDraft, fileRule, type OperationContext, type ReviewedOperation } from './rule.ts';
import { madeKey, SPACE_OF } from './subject/madeObjects.ts';
import { acceptsCallsOf, refusedChange, sameTypes, signatureText, typeKey } from './subject/routineShape.ts';
import { code, listed, withDoubt } from './subject/wording.ts';

export const viewOrRoutineChangeBreaksCallers = fileRule({
  metadata: {
    id: 'view-or-routine-change-breaks-callers',
    title: 'View, function or procedure dropped or re-shaped',
    categories: ['compatibility', 'fails'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {
      'postgres-language-server': ['banDropTrigger'],
      pgfence: ['drop-trigger'],
      migrationpilot: ['MP052'],
    },
  },
  *check(reviewed) {
    if (reviewed.file.phase === 'contract') return;
    const changes = reviewed.ofKinds('DropObject', 'CreateView', 'CreateRoutine');
    if (changes.length === 0) return;
    const makers = reviewed.ofKinds(
      'CreateView',
      'CreateRoutine',
      'CreateTrigger',
      'CreateSequence',
      'CreateType',
      'CreateDomain',
      'CreateTable',
      'RenameTable',
      'RenameObject',
      'Grant',
    );
    for (const change of changes) {
      const { statement, context } = change;
      if (statement.run.direction === 'down') continue;
      const later = makers.filter(
        other =>
          other.statement.run.direction === 'up' &&
          other.statement.index >= statement.index &&
          other.context !== context,
      );
      const draft = draftOf(context, later);
      if (draft !== null) yield { ...draft, statement: statement.index };
    }
  },
});

function draftOf(context: OperationContext, later: readonly ReviewedOperation[]): FindingDraft | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'DropObject':
      return operation.objectKind === 'trigger'
        ? triggerDropped(context, operation, later)
        : objectDropped(context, operation, later);
    case 'CreateView':
      return viewReplaced(context, operation);
    case 'CreateRoutine':
      return routineReplaced(context, operation);
    default:
      return null;
  }
}

function objectDropped(
  context: OperationContext,
  operation: DropObject,
  later: readonly ReviewedOperation[],
): FindingDraft | null {
  const space = SPACE_OF[operation.objectKind];
  if (space === undefined) return null;
  const key = nameKey(context.before, space, operation.name);
  const found = context.before.get(key);
  if (context.isNew(key) || (found === undefined && isComplete(context.before))) return null;
  const maker = later.find(other => madeKey(other.context, space) === key);
  if (maker !== undefined) {
    return found === undefined ? null : reshaped(context, operation, key, maker, later);
  }
  // Nobody calls a trigger function; without CASCADE the server keeps it while a trigger needs it.
  if (
    found?.kind === 'routine' &&
    found.signatures.every(({ returns }) => returns?.toLowerCase() === 'trigger')
  )
    return null;
  const label = code(displayName(operation.name));
  return {
    span: operation.name.span,
    message: withDoubt(
      { known: found !== undefined },
      `Dropping the ${operation.objectKind} ${label} breaks instances of the running release that still use it.`,
    ),
    fixes: remedies(context, dropLater(context, operation)),
  };
}

/** Dropped and made again in one file. */
function reshaped(
  context: OperationContext,
  drop: DropObject,
  key: string,
  maker: ReviewedOperation,
  later: readonly ReviewedOperation[],
): FindingDraft | null {
  const found = context.before.get(key);
  const { operation } = maker.context;
  const label = displayName(drop.name);
  if (found?.kind === 'view' && operation.kind === 'CreateView') {
    const gone = goneColumns(context, found, operation);
    if (gone.length > 0) return { span: drop.name.span, message: columnsGone(label, gone) };
  }
  if (found?.kind === 'routine' && operation.kind === 'CreateRoutine') {
    const old = droppedSignature(found, drop);
    const all = later.filter(other => madeKey(other.context, 'routine') === key);
    const fits = all.some(
      ({ context: { operation: made } }) =>
        made.kind === 'CreateRoutine' && old !== null && acceptsCallsOf(inputsOf(made), old.parameters),
    );
    if (old !== null && !fits)
      return {
        span: drop.name.span,
        message: `${code(signatureText(label, old))} is replaced by ${code(signatureText(label, { parameters: inputsOf(operation) }))}: running instances still call the old signature.`,
      };
  }
  return grantsLost(context, drop, key, maker, later);
}

function droppedSignature({ signatures }: Routine, { signature }: DropObject): RoutineSignature | null {
  if (signatures.length === 1) return signatures[0] ?? null;
  const wanted = signature?.map(typeKey).join(',');
  return (
    signatures.find(({ parameters }) => parameters.map(({ type }) => typeKey(type)).join(',') === wanted) ??
    null
  );
}

function inputsOf({ parameters }: CreateRoutine): RoutineSignature['parameters'] {
  return parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table');
}

function goneColumns(context: OperationContext, before: View, after: CreateView): readonly string[] {
  const { columns } = after;
  if (before.columns === null || columns === null) return [];
  return before.columns.filter(name => !columns.some(other => sameName(context.before.dialect, other, name)));
}

function columnsGone(label: string, gone: readonly string[]): string {
  return `The view ${code(label)} loses ${listed(gone.map(code))}: queries of the running release that read ${gone.length === 1 ? 'it' : 'them'} fail.`;
}

/** PostgreSQL forgets the privileges on what is dropped; MySQL and MariaDB keep them. */
function grantsLost(
  context: OperationContext,
  drop: DropObject,
  key: string,
  maker: ReviewedOperation,
  later: readonly ReviewedOperation[],
): FindingDraft | null {
  const known = context.before.get(grantsKey(key));
  if (context.target.engine !== 'postgresql' || known?.kind !== 'granted-privileges') return null;
  const lost = known.grants.filter(
    ({ grantee }) =>
      !later.some(
        ({ context: { operation } }) => operation.kind === 'Grant' && operation.grantees.includes(grantee),
      ),
  );
  if (lost.length === 0) return null;
  return {
    span: drop.name.span,
    message: `Dropped and created again, ${code(displayName(drop.name))} loses what was granted to ${listed(lost.map(({ grantee }) => code(grantee)))}.`,
    fixes: remedies(context, grantAgain(drop, maker.statement.index, lost)),
  };
}

function grantAgain(
  { name, objectKind }: DropObject,
  maker: number,
  lost: readonly { readonly grantee: string; readonly privileges: readonly string[] }[],
): Remedy[] {
  if (objectKind !== 'view' && objectKind !== 'materialized view') return [];
  return [
    {
      title: 'Repeat the grants',
      kind: 'safe',
      names: [name.name],
      build({ site, sql }) {
        const made = site.statements[maker];
        if (made === undefined) return null;
        const end = made.terminator?.end ?? made.span.end;
        const grants = lost.map(({ grantee, privileges }) => {
          const role = grantee === 'public' ? sql`PUBLIC` : quoteIdentifier('postgresql', grantee);
          return (
            sql`GRANT ` +
            privileges.join(', ').toUpperCase() +
            sql` ON ${written(site, name.span)} TO ${role};`
          );
        });
        const text = grants.map(grant => site.newline + grant).join('');
        return plan({
          edits: [{ span: { start: end, end }, newText: `${made.terminator === null ? ';' : ''}${text}` }],
        });
      },
    },
  ];
}

function dropLater(context: OperationContext, operation: DropObject): Remedy[] {
  return [
    actionLater(context, {
      title: 'Drop it in a later migration, once no release uses it',
      table: operation.name,
      names: [],
      slug: slugOf('drop', displayName(operation.name)),
      span: operation.span,
    }),
  ];
}

function triggerDropped(
  context: OperationContext,
  operation: DropObject,
  later: readonly ReviewedOperation[],
): FindingDraft | null {
  const name = operation.name.name.value;
  const key = tableOfTrigger(context, operation);
  // A trigger nobody has seen may well be one that is not there.
  const table = key === null ? undefined : tableAt(context.before, key);
  const trigger = table?.triggers.find(other => other.name === name);
  if (key === null || trigger === undefined || context.isNew(key)) return null;
  if (trigger.origin !== null && context.isPending(trigger.origin.path)) return null;
  const isMadeAgain = later.some(
    ({ context: { operation: made, before } }) =>
      made.kind === 'CreateTrigger' && relationKey(before, made.table) === key,
  );
  if (isMadeAgain) return null;
  return {
    span: operation.name.span,
    message: `Without the trigger ${code(name)}, writes of the running release no longer have the effects that it counts on.`,
    table: key,
    fixes: remedies(context, dropLater(context, operation)),
  };
}

function tableOfTrigger({ before, target }: OperationContext, { table, name }: DropObject): string | null {
  if (table !== null) return relationKey(before, table);
  if (target.engine === 'postgresql') return null;
  const found =
    before.get(nameKey(before, 'trigger', name)) ?? before.get(objectKey('trigger', '', name.name.value));
  return found?.kind === 'trigger-name' ? found.table : null;
}

function viewReplaced(context: OperationContext, operation: CreateView): FindingDraft | null {
  const key = relationKey(context.before, operation.view);
  const view = context.before.get(key);
  if (!operation.orReplace || view?.kind !== 'view' || context.isNew(key)) return null;
  const label = displayName(operation.view);
  if (context.target.engine !== 'postgresql') {
    const gone = goneColumns(context, view, operation);
    return gone.length === 0 ? null : { span: operation.view.span, message: columnsGone(label, gone) };
  }
  const { columns } = operation;
  if (view.columns === null || columns === null || !view.certain) return null;
  const at = view.columns.findIndex((name, index) => columns[index] !== name);
  if (at === -1) return null;
  return {
    span: operation.view.span,
    severity: 'error',
    categories: ['fails', 'compatibility'],
    message: `PostgreSQL refuses to replace the view ${code(label)}: its column ${at + 1} is ${code(view.columns[at] ?? '')} and has to stay so; new columns go to the end.`,
  };
}

function routineReplaced(context: OperationContext, operation: CreateRoutine): FindingDraft | null {
  const key = nameKey(context.before, 'routine', operation.routine);
  const routine = context.before.get(key);
  if (routine?.kind !== 'routine' || context.isNew(key) || context.target.engine !== 'postgresql')
    return null;
  const label = displayName(operation.routine);
  const parameters = inputsOf(operation);
  const same = routine.signatures.find(other => sameTypes(other.parameters, parameters));
  if (same !== undefined) {
    const change = refusedChange(same, { ...same, parameters, returns: operation.returns });
    if (!operation.orReplace || !routine.certain || change === null) return null;
    return {
      span: operation.routine.span,
      severity: 'error',
      categories: ['fails', 'compatibility'],
      message: `PostgreSQL refuses to replace ${code(signatureText(label, same))}: ${change}.`,
    };
  }
  const ambiguous = routine.signatures.find(other => acceptsCallsOf(parameters, other.parameters));
  if (ambiguous === undefined) return null;
  return {
    span: operation.routine.span,
    message: `${code(signatureText(label, { parameters }))} stands beside ${code(signatureText(label, ambiguous))}: calls of the running release fit both, and PostgreSQL refuses them as ambiguous.`,
  };
}
