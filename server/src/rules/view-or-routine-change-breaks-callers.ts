import { grantsKey, isComplete, nameKey } from '../catalog/catalog.ts';
import type { CatalogObject } from '../catalog/model.ts';
import { displayName } from '../operations/names.ts';
import type { DropObject, RenameObject, SetObjectSchema } from '../operations/objectOperations.ts';
import { dropLater } from './fixes/dropLater.ts';
import { remedies } from './fixes/remedy.ts';
import { repeatGrants } from './fixes/repeatGrants.ts';
import { type FindingDraft, fileRule, type OperationContext, type ReviewedOperation } from './rule.ts';
import { triggerDropped } from './subject/droppedTrigger.ts';
import { madeKey, SPACE_OF } from './subject/madeObjects.ts';
import { isGoneBefore } from './subject/relations.ts';
import {
  columnsGoneMessage,
  replacedMessage,
  routineReplaced,
  viewReplaced,
} from './subject/replacedObjects.ts';
import {
  acceptsCallsOf,
  noticedChange,
  overloadsInUse,
  type RoutineShape,
  sameTypes,
  shapeMade,
  shapeNamed,
  signatureText,
} from './subject/routineShape.ts';
import { columnsGone } from './subject/shownColumns.ts';
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
    const changes = reviewed.ofKinds(
      'DropObject',
      'CreateView',
      'CreateRoutine',
      'RenameObject',
      'SetObjectSchema',
    );
    if (changes.length === 0) return;
    const others = reviewed
      .ofKinds(
        'DropObject',
        'CreateView',
        'CreateRoutine',
        'CreateTrigger',
        'CreateSequence',
        'CreateType',
        'CreateDomain',
        'CreateTable',
        'DropTable',
        'RenameTable',
        'RenameObject',
        'Grant',
      )
      .filter(({ statement }) => statement.run.direction === 'up');
    for (const change of changes) {
      const { statement, context } = change;
      if (statement.run.direction === 'down' || context.file.phase === 'contract') continue;
      const draft = draftOf(change, others);
      if (draft !== null) yield { ...draft, statement: statement.index };
    }
  },
});

function draftOf(change: ReviewedOperation, others: readonly ReviewedOperation[]): FindingDraft | null {
  const { context } = change;
  const { operation } = context;
  switch (operation.kind) {
    case 'DropObject':
      return operation.objectKind === 'trigger'
        ? triggerDropped(context, operation, others)
        : objectDropped(change, operation, others);
    case 'CreateView':
      return viewReplaced(context, operation);
    case 'CreateRoutine':
      return routineReplaced(context, operation, others);
    case 'RenameObject':
    case 'SetObjectSchema':
      return objectRenamed(context, operation, others);
    default:
      return null;
  }
}

function objectDropped(
  { context, order }: ReviewedOperation,
  operation: DropObject,
  others: readonly ReviewedOperation[],
): FindingDraft | null {
  const space = SPACE_OF[operation.objectKind];
  if (space === undefined) return null;
  const key = nameKey(context.before, space, operation.name);
  const found = context.before.get(key);
  const isNew = found?.kind === 'routine' ? overloadsInUse(context, found).length === 0 : context.isNew(key);
  if (isNew || isGoneBefore(context, key)) return null;
  const old = space === 'routine' ? droppedShape(context, found, operation) : null;
  if (found?.kind === 'routine' && operation.signature !== null && old === null) return null;
  const makers = others.filter(other => madeKey(other.context, space) === key);
  // A name that the file itself gave: under it no release knows the object.
  if (makers.some(other => other.order < order && other.context.operation.kind === 'RenameObject'))
    return null;
  const isRoutine = (maker: ReviewedOperation): boolean => maker.context.operation.kind === 'CreateRoutine';
  const successors = makers.filter(maker => maker.order > order || isRoutine(maker));
  const [successor] = successors;
  if (successor !== undefined) {
    const fresh = successors.map(maker => maker.context.operation);
    const change =
      old === null
        ? reshaped(context, operation, key, successor)
        : calledOtherwise(context, operation, old, fresh);
    return change ?? grantsLost(context, operation, key, successor, others);
  }
  if (space === 'routine' && isForTriggers(context, old, others)) return null;
  return {
    span: operation.name.span,
    message: withDoubt(
      { known: found !== undefined },
      `Dropping the ${operation.objectKind} ${code(displayName(operation.name))} breaks instances of the running release that still use it.`,
    ),
    fixes: remedies(context, dropLater(context, operation)),
  };
}

/** Null when the text leaves open which overload is meant, or none of them is. */
function droppedShape(
  context: OperationContext,
  found: CatalogObject | undefined,
  { signature }: DropObject,
): RoutineShape | null {
  const named = signature === null ? null : shapeNamed(signature);
  if (found?.kind !== 'routine') return named;
  const overloads = overloadsInUse(context, found);
  if (named === null) return overloads.length === 1 ? (overloads[0] ?? null) : null;
  return overloads.find(({ parameters }) => sameTypes(parameters, named.parameters)) ?? null;
}

/** Nobody calls a trigger function; without CASCADE the server keeps it while a trigger needs it. */
function isForTriggers(
  { target }: OperationContext,
  old: RoutineShape | null,
  others: readonly ReviewedOperation[],
): boolean {
  if (target.engine !== 'postgresql' || old === null || old.parameters.length > 0) return false;
  if (old.returns !== null) return /^\s*(?:event_)?trigger\s*$/i.test(old.returns);
  // Nobody has seen the function: it has no arguments, like one that a trigger of the same file called.
  return others.some(
    ({ context: { operation } }) => operation.kind === 'DropObject' && operation.objectKind === 'trigger',
  );
}

/** A view or a type that is dropped and made again in one file. */
function reshaped(
  context: OperationContext,
  drop: DropObject,
  key: string,
  { context: { operation } }: ReviewedOperation,
): FindingDraft | null {
  const found = context.before.get(key);
  const label = displayName(drop.name);
  if (found?.kind === 'view' && operation.kind === 'CreateView') {
    const gone = columnsGone(context.before, found, operation);
    return gone.length === 0 ? null : { span: drop.name.span, message: columnsGoneMessage(label, gone) };
  }
  if (operation.kind !== 'CreateType') return null;
  const { variant } = operation;
  const [before, now] =
    found?.kind === 'enum' && variant.kind === 'enum'
      ? [found.labels, variant.labels.map(({ value }) => value)]
      : found?.kind === 'type' && variant.kind === 'composite'
        ? [found.attributes.map(({ name }) => name), variant.attributes.map(({ name }) => name.value)]
        : [[], []];
  const gone = before.filter(name => !now.includes(name));
  if (gone.length === 0) return null;
  return {
    span: drop.name.span,
    message: `The type ${code(label)} comes back without ${listed(gone.map(code))}: instances of the running release that still use ${gone.length === 1 ? 'it' : 'them'} fail.`,
  };
}

/** A routine that is dropped and made again, before or after, in one file. */
function calledOtherwise(
  context: OperationContext,
  drop: DropObject,
  old: RoutineShape,
  makers: readonly OperationContext['operation'][],
): FindingDraft | null {
  const { before, target } = context;
  const known = before.get(nameKey(before, 'routine', drop.name)) !== undefined;
  const label = displayName(drop.name);
  const made = makers.flatMap(operation =>
    operation.kind === 'CreateRoutine' ? [shapeMade(operation)] : [],
  );
  const [first] = made;
  if (first === undefined) return null;
  // MySQL and MariaDB call by position and convert what they are given.
  const isPostgresql = target.engine === 'postgresql';
  const fitting = made.filter(({ parameters }) =>
    isPostgresql ? acceptsCallsOf(parameters, old.parameters) : parameters.length === old.parameters.length,
  );
  if (fitting.length === 0)
    return { span: drop.name.span, message: withDoubt({ known }, replacedMessage(label, old, first)) };
  const changes = fitting.map(shape => (isPostgresql ? noticedChange(old, shape) : null));
  const [change] = changes;
  if (change == null || changes.includes(null)) return null;
  return {
    span: drop.name.span,
    message: `${code(signatureText(label, old))} comes back in another shape: ${change}; calls of the running release that rely on it fail.`,
  };
}

/** PostgreSQL forgets the privileges on what is dropped; MySQL and MariaDB keep them. */
function grantsLost(
  context: OperationContext,
  drop: DropObject,
  key: string,
  maker: ReviewedOperation,
  others: readonly ReviewedOperation[],
): FindingDraft | null {
  const known = context.before.get(grantsKey(key));
  if (context.target.engine !== 'postgresql' || known?.kind !== 'granted-privileges') return null;
  const lost = known.grants.filter(
    ({ grantee }) =>
      !others.some(
        ({ context: { operation } }) => operation.kind === 'Grant' && operation.grantees.includes(grantee),
      ),
  );
  if (lost.length === 0) return null;
  return {
    span: drop.name.span,
    message: `Dropped and created again, ${code(displayName(drop.name))} loses what was granted to ${listed(lost.map(({ grantee }) => code(grantee)))}.`,
    fixes: remedies(context, repeatGrants(drop, maker.statement.index, lost)),
  };
}

/** Routines and types under another name or in another schema; other rules speak of relations. */
function objectRenamed(
  context: OperationContext,
  operation: RenameObject | SetObjectSchema,
  others: readonly ReviewedOperation[],
): FindingDraft | null {
  const space = SPACE_OF[operation.objectKind];
  // Nobody calls an event.
  if ((space !== 'routine' && space !== 'type') || operation.objectKind === 'event') return null;
  const key = nameKey(context.before, space, operation.name);
  const found = context.before.get(key);
  if (context.isNew(key) || (found === undefined && isComplete(context.before))) return null;
  if (others.some(other => other.context !== context && madeKey(other.context, space) === key)) return null;
  if (found?.kind === 'routine' && isForTriggers(context, found.signatures[0] ?? null, [])) return null;
  return {
    span: operation.span,
    message: withDoubt(
      { known: found !== undefined },
      `After this the ${operation.objectKind} ${code(displayName(operation.name))} no longer exists under its name for instances of the running release.`,
    ),
  };
}
