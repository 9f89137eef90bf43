import type { ColumnDefinition, TypeReference } from '../operations/columns.ts';
import { type IndexPart, PLAIN_PART, type TableConstraint } from '../operations/constraints.ts';
import type { Identifier } from '../operations/names.ts';
import type { Span } from '../text/span.ts';
import { serverVersion } from './catalog.ts';
import type { Draft } from './draft.ts';
import type { Column, Table } from './model.ts';
import { keptType } from './mysqlTypes.ts';
import { qualifiedType } from './typeUse.ts';

const SERIAL_TYPES: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
};

/** The integer type behind a PostgreSQL serial; null for other types. */
export function serialType(draft: Draft, type: TypeReference | null): string | null {
  if (draft.dialect !== 'postgresql' || type === null || type.schema !== null || type.arrayDimensions > 0)
    return null;
  return Object.hasOwn(SERIAL_TYPES, type.name) ? (SERIAL_TYPES[type.name] ?? null) : null;
}

/** The column that a definition makes in a table, without what constraints and sequences add to it. */
export function columnOf(draft: Draft, definition: ColumnDefinition, table: Table): Column {
  return {
    name: definition.name.value,
    type: storedType(draft, definition.type, table),
    notNull: isNotNull(draft, definition),
    ...(definition.notNullName == null ? {} : { notNullName: definition.notNullName.value }),
    default: storedDefault(definition),
    onUpdate: definition.onUpdate?.value ?? null,
    generated: definition.generated?.value ?? null,
    identity: definition.identity?.value ?? null,
    sequence: null,
    autoIncrement: definition.autoIncrement !== null,
    comment: definition.comment?.value ?? null,
    invisible: definition.invisible?.value ?? false,
    ...sridOf(definition),
    origin: draft.origin,
    changedBy: null,
  };
}

function sridOf({ options }: ColumnDefinition): Pick<Column, 'srid'> {
  const srid = options.flatMap(({ value }) => /^srid (\d+)$/.exec(value)?.[1] ?? []).at(-1);
  return srid === undefined ? {} : { srid };
}

function isNotNull(draft: Draft, definition: ColumnDefinition): boolean {
  if (definition.primaryKey !== null || definition.identity !== null) return true;
  return serialType(draft, definition.type) !== null || definition.nullable?.value === false;
}

/** DEFAULT NULL is the same as none. */
function storedDefault(definition: ColumnDefinition): Column['default'] {
  const written = definition.default?.value ?? null;
  return written?.kind === 'null' ? null : written;
}

/** The character set of databases that nobody gave one: MySQL since 8.0 and MariaDB since 11.6 have utf8mb4. */
function serverCharset(draft: Draft): string {
  if (draft.dialect === 'mysql') return 'utf8mb4';
  const version = serverVersion(draft);
  const isNew = version !== undefined && (version.major > 11 || (version.major === 11 && version.minor >= 6));
  return isNew ? 'utf8mb4' : 'latin1';
}

/** The type as the server keeps it. */
export function storedType(draft: Draft, type: TypeReference | null, table: Table): TypeReference | null {
  if (type === null) return null;
  if (draft.dialect !== 'postgresql') {
    return keptType(type, {
      tableCharset: table.options['charset'] ?? null,
      serverCharset: serverCharset(draft),
    });
  }
  const integer = serialType(draft, type);
  return integer === null ? qualifiedType(draft, type) : { ...type, name: integer, text: integer };
}

/** The constraints that a column definition holds, as constraints of the table. */
export function inlineConstraints(draft: Draft, definition: ColumnDefinition): readonly TableConstraint[] {
  const constraints: TableConstraint[] = [];
  const part = wholeColumn(definition.name);
  if (definition.primaryKey !== null) {
    constraints.push({
      ...keyBase(definition.primaryKey.span, definition.primaryKey.value.constraint),
      kind: 'primary-key',
      parts: [part],
    });
  }
  if (definition.unique !== null) {
    constraints.push({
      ...keyBase(definition.unique.span, definition.unique.value.constraint),
      kind: 'unique',
      parts: [part],
    });
  }
  // MariaDB keeps a column's check in the column; see columnCheck.
  if (draft.dialect !== 'mariadb') {
    for (const check of definition.checks) {
      constraints.push({
        ...base(check.span, check.constraint),
        kind: 'check',
        notValid: check.notValid ? check.span : null,
        enforced: check.enforced,
        expression: check.expression,
        noInherit: false,
      });
    }
  }
  if (definition.references !== null && readsInlineReferences(draft)) {
    constraints.push({
      ...base(definition.references.span, definition.references.value.constraint),
      kind: 'foreign-key',
      columns: [definition.name],
      target: definition.references.value,
      indexName: null,
    });
  }
  return constraints;
}

/** MySQL reads REFERENCES in a column definition and ignored it before 9.0 (manual 9.0, "What Is New"). */
function readsInlineReferences(draft: Draft): boolean {
  return draft.dialect !== 'mysql' || (serverVersion(draft)?.major ?? 0) >= 9;
}

/** A key part that is a whole column, ascending. */
export function wholeColumn(column: Identifier): IndexPart {
  return { span: column.span, column, ...PLAIN_PART };
}

function base(span: Span, name: Identifier | null) {
  return { span, name, notValid: null, enforced: true, deferrable: false, initiallyDeferred: false };
}

function keyBase(span: Span, name: Identifier | null) {
  return { ...base(span, name), usingIndex: null, include: [], nullsNotDistinct: false };
}
