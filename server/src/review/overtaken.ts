import type { ObjectName } from '../operations/names.ts';
import type { Operation, OperationOf } from '../operations/operation.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type { FixPlan } from '../rules/rule.ts';

/**
 * Names that mean something else, or nothing, after an operation: all of a group have to be spoken of together, as a
 * table and its column.
 */
export type ChangedNames = readonly (readonly string[])[];

/** What statements do to names, so that it is found by a name: a report asks about the fixes of every finding. */
export type NameChanges = ReadonlyMap<string, readonly NameChange[]>;

interface NameChange {
  /** Place of the statement in its list. */
  readonly statement: number;
  /** In lower case. */
  readonly names: readonly string[];
}

/** Puts what each of some statements does under the first of its names. */
export function nameChanges(statements: readonly StatementSyntax[]): NameChanges {
  const changes = new Map<string, NameChange[]>();
  for (const [statement, { operations }] of statements.entries()) {
    for (const group of operations.flatMap(changedNames)) {
      const names = group.map(name => name.toLowerCase());
      const [first = ''] = names;
      const known = changes.get(first) ?? [];
      changes.set(first, known);
      known.push({ statement, names });
    }
  }
  return changes;
}

/**
 * Whether the migrations that a plan creates would come too late: they run after the statements of `changes` that are
 * `between`, and one of those takes away, renames or makes anew what they speak of.
 */
export function isOvertaken(
  { followUps }: FixPlan,
  changes: NameChanges,
  isBetween: (statement: number) => boolean = () => true,
): boolean {
  if (followUps.length === 0) return false;
  const spoken = new Set(followUps.flatMap(({ body }) => [...namesIn(body)]));
  for (const name of [...spoken]) spoken.add(name.slice(0, LONGEST_NAME));
  return [...spoken].some(first =>
    changes
      .get(first)
      ?.some(({ statement, names }) => names.every(name => spoken.has(name)) && isBetween(statement)),
  );
}

/** PostgreSQL cuts longer names, so that an operation holds the shorter one; those of a file are nearly always ASCII. */
const LONGEST_NAME = 63;

/* Quoted names as a whole, since they may hold blanks. */
const NAME = /"((?:[^"]|"")+)"|`((?:[^`]|``)+)`|([\w$\u0080-\uffff]+)/g;

function* namesIn(sql: string): Generator<string> {
  for (const [, double, back, bare] of sql.matchAll(NAME)) {
    const name = double?.replaceAll('""', '"') ?? back?.replaceAll('``', '`') ?? bare;
    if (name !== undefined) yield name.toLowerCase();
  }
}

/** Empty for what leaves every name as it is. */
function changedNames(operation: Operation): ChangedNames {
  switch (operation.kind) {
    case 'CreateTable':
      return operation.ifNotExists ? [] : [own(operation.table)];
    case 'DropTable':
    case 'SetTableSchema':
      return [own(operation.table)];
    case 'RenameTable':
      return [own(operation.table), own(operation.to)];
    case 'DropColumn':
      return [[...own(operation.table), operation.column.value]];
    case 'RenameColumn':
      return [
        [...own(operation.table), operation.column.value],
        [...own(operation.table), operation.to.value],
      ];
    case 'ModifyColumn':
      return operation.column.value === operation.definition.name.value
        ? []
        : [[...own(operation.table), operation.column.value]];
    case 'AddConstraint': {
      const { name } = operation.constraint;
      return name === null ? [] : [[...own(operation.table), name.value]];
    }
    case 'DropConstraint':
      return [[...own(operation.table), operation.name?.value ?? 'primary']];
    case 'RenameConstraint':
      return [
        [...own(operation.table), operation.name.value],
        [...own(operation.table), operation.to.value],
      ];
    case 'CreateIndex':
      return [operation.index.name === null ? [usualName(operation)] : own(operation.index.name)];
    case 'DropIndex':
      return [own(operation.index)];
    case 'RenameIndex':
      return [own(operation.index), [operation.to.value]];
    case 'CreateView':
      return [own(operation.view)];
    case 'CreateRoutine':
      return [own(operation.routine)];
    case 'DropObject':
      return [own(operation.name)];
    case 'RenameObject':
      return [own(operation.name), [operation.to.value]];
    default:
      return [];
  }
}

function own({ name }: ObjectName): readonly string[] {
  return [name.value];
}

/** What PostgreSQL calls an index without a name, unless the name is taken. */
function usualName({ table, index }: OperationOf<'CreateIndex'>): string {
  const parts = index.parts.map(({ column }) => column?.value ?? 'expr');
  return [table.name.value, ...parts, 'idx'].join('_');
}
