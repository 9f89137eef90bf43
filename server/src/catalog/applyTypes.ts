import type { ObjectName } from '../operations/names.ts';
import type {
  AddEnumValue,
  AlterDomain,
  AlterTypeAttribute,
  CreateDomain,
  CreateType,
  RenameEnumValue,
} from '../operations/objectOperations.ts';
import { assertNever } from '../operations/operation.ts';
import { stringText } from './canonicalText.ts';
import { droppedKey, hasUnseenChanges, nameKey, newKey, schemaOf, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropColumn } from './dropColumn.ts';
import { joinedName } from './implicitNames.ts';
import { editTable } from './knownTable.ts';
import type { Domain, EnumType, OtherType, UserType } from './model.ts';
import { nearest } from './nearest.ts';
import { reportExists, reportMissing } from './problems.ts';
import { userTypeAt, userTypeKey } from './typeUse.ts';

export function applyCreateType(draft: Draft, operation: CreateType): void {
  const { variant } = operation;
  const shared = newType(draft, operation.type);
  const usedBy: readonly string[] = [];
  if (variant.kind === 'enum') {
    putNew(draft, operation.type, {
      ...shared,
      kind: 'enum',
      labels: variant.labels.map(label => label.value),
      usedBy,
    });
    return;
  }
  const attributes =
    variant.kind === 'composite'
      ? variant.attributes.map(attribute => ({ name: attribute.name.value, type: attribute.type }))
      : [];
  putNew(draft, operation.type, { ...shared, kind: 'type', variant: variant.kind, attributes, usedBy });
}

export function applyCreateDomain(draft: Draft, operation: CreateDomain): void {
  const shared = newType(draft, operation.domain);
  const constraints: Domain['constraints'][number][] = [];
  for (const expression of operation.checks) {
    constraints.push({ name: freeCheckName(shared.name, constraints), valid: true, expression });
  }
  putNew(draft, operation.domain, {
    ...shared,
    kind: 'domain',
    type: operation.type,
    notNull: operation.notNull,
    default: operation.default,
    constraints,
    usedBy: [],
  });
}

function newType(draft: Draft, name: ObjectName) {
  return {
    schema: schemaOf(draft, name),
    name: name.name.value,
    origin: draft.origin,
    changedBy: null,
    certain: true,
  };
}

function putNew(draft: Draft, name: ObjectName, type: UserType): void {
  const key = newKey(draft, 'type', name);
  const existing = userTypeAt(draft, key);
  const isShell = existing?.kind === 'type' && existing.variant === 'shell';
  if (existing !== undefined && !isShell) {
    reportExists(draft, 'type', key, existing);
    if (existing.certain) return;
  }
  draft.erase(droppedKey(key));
  draft.put(key, type);
}

/** The user's type that an operation changes, with its key; null, and a problem where certain, when there is none. */
function existingType(
  draft: Draft,
  name: ObjectName,
): { readonly key: string; readonly type: UserType } | null {
  const key = nameKey(draft, 'type', name);
  const type = userTypeAt(draft, key);
  if (type !== undefined) return { key, type };
  reportMissing(draft, 'type', key, name);
  return null;
}

export function applyAddEnumValue(draft: Draft, operation: AddEnumValue): void {
  const found = existingType(draft, operation.type);
  if (found?.type.kind !== 'enum') return;
  const { labels } = found.type;
  const value = operation.value.value;
  if (labels.includes(value)) {
    if (!operation.ifNotExists) reportLabel(draft, found.type, 'exists', value);
    return;
  }
  const neighbour = operation.neighbour === null ? -1 : labels.indexOf(operation.neighbour.value);
  if (operation.neighbour !== null && neighbour < 0)
    reportLabel(draft, found.type, 'missing', operation.neighbour.value);
  const place = neighbour < 0 ? labels.length : neighbour + (operation.neighbour?.side === 'after' ? 1 : 0);
  putChanged(draft, found.key, {
    ...found.type,
    labels: [...labels.slice(0, place), value, ...labels.slice(place)],
    added: [...(found.type.added ?? []), { label: value, origin: draft.origin }],
  });
}

export function applyRenameEnumValue(draft: Draft, operation: RenameEnumValue): void {
  const found = existingType(draft, operation.type);
  if (found?.type.kind !== 'enum') return;
  const from = operation.from.value;
  const to = operation.to.value;
  if (!found.type.labels.includes(from)) {
    reportLabel(draft, found.type, 'missing', from);
    return;
  }
  if (found.type.labels.includes(to)) {
    reportLabel(draft, found.type, 'exists', to);
    return;
  }
  putChanged(draft, found.key, {
    ...found.type,
    labels: found.type.labels.map(label => (label === from ? to : label)),
    ...(found.type.added === undefined
      ? {}
      : { added: found.type.added.map(each => (each.label === from ? { ...each, label: to } : each)) }),
  });
  for (const key of found.type.usedBy) renameInDefaults(draft, key, found.type, from, to);
}

/** Defaults hold the label itself, not its name of the moment. */
function renameInDefaults(draft: Draft, key: string, type: EnumType, from: string, to: string): void {
  const [before, after] = [stringText(from), stringText(to)];
  editTable(draft, key, ({ columns }) => ({
    columns: columns.map(column => {
      const isOfType = column.type?.name === type.name && column.type.arrayDimensions === 0;
      if (!isOfType || column.default === null || !column.default.text.startsWith(before)) return column;
      const text = after + column.default.text.slice(before.length);
      return { ...column, default: { ...column.default, text } };
    }),
  }));
}

function reportLabel(draft: Draft, type: EnumType, kind: 'missing' | 'exists', label: string): void {
  if (!type.certain || hasUnseenChanges(draft)) return;
  draft.report({
    kind,
    objectKind: 'enum label',
    name: `${type.name}.${label}`,
    origin: kind === 'exists' ? (type.changedBy ?? type.origin) : null,
    candidates: kind === 'missing' ? nearest(label, type.labels) : [],
  });
}

/** The operation does not say of which type an attribute is: added and altered ones have none. */
export function applyTypeAttribute(draft: Draft, operation: AlterTypeAttribute): void {
  const found = existingType(draft, operation.type);
  if (found?.type.kind !== 'type') return;
  const name = operation.attribute.value;
  const { attributes } = found.type;
  const type: OtherType =
    operation.action === 'drop'
      ? { ...found.type, attributes: attributes.filter(attribute => attribute.name !== name) }
      : operation.action === 'add'
        ? { ...found.type, attributes: [...attributes, { name, type: null }] }
        : operation.action === 'alter'
          ? {
              ...found.type,
              attributes: attributes.map(attribute =>
                attribute.name === name ? { name, type: null } : attribute,
              ),
            }
          : // The new name is not in the operation.
            { ...found.type, certain: false };
  putChanged(draft, found.key, type);
}

export function applyAlterDomain(draft: Draft, operation: AlterDomain): void {
  const found = existingType(draft, operation.domain);
  if (found?.type.kind === 'domain') putChanged(draft, found.key, alteredDomain(found.type, operation));
}

function alteredDomain(domain: Domain, operation: AlterDomain): Domain {
  const name = operation.constraint?.value ?? null;
  switch (operation.action) {
    case 'add-constraint': {
      const added = {
        name: name ?? freeCheckName(domain.name, domain.constraints),
        valid: !operation.notValid,
        expression: operation.expression,
      };
      return { ...domain, constraints: [...domain.constraints, added] };
    }
    case 'drop-constraint':
      return { ...domain, constraints: domain.constraints.filter(constraint => constraint.name !== name) };
    case 'validate-constraint':
      return {
        ...domain,
        constraints: domain.constraints.map(constraint =>
          constraint.name === name ? { ...constraint, valid: true } : constraint,
        ),
      };
    case 'set-not-null':
      return { ...domain, notNull: true };
    case 'drop-not-null':
      return { ...domain, notNull: false };
    case 'set-default':
      return { ...domain, default: operation.expression };
    case 'drop-default':
      return { ...domain, default: null };
    case 'rename-constraint':
      // The new name is not in the operation.
      return { ...domain, certain: false };
    default:
      return assertNever(operation.action);
  }
}

function freeCheckName(domain: string, taken: Domain['constraints']): string {
  for (let pass = 0; ; pass++) {
    const name = joinedName(domain, null, pass === 0 ? 'check' : `check${pass}`);
    if (!taken.some(constraint => constraint.name === name)) return name;
  }
}

function putChanged(draft: Draft, key: string, type: UserType): void {
  draft.put(key, { ...type, changedBy: draft.origin });
}

/** Drops a type and, with CASCADE, the columns that have it. */
export function dropType(draft: Draft, key: string, options: { readonly cascade: boolean }): void {
  const type = userTypeAt(draft, key);
  if (type === undefined) return;
  if (options.cascade) {
    for (const user of type.usedBy) {
      for (const column of tableAt(draft, user)?.columns ?? []) {
        if (userTypeKey(draft, column.type) === key) dropColumn(draft, user, column.name, options);
      }
    }
  }
  draft.drop(key);
}
