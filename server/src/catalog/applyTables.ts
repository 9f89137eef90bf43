import { assertNever } from '../operations/operation.ts';
import type {
  AlterPartitions,
  AttachPartition,
  ConvertCharset,
  DetachPartition,
  DropTable,
  RenameTable,
  SetTableOption,
  SetTableProperty,
  SetTableSchema,
  TableMaintenance,
} from '../operations/tableOperations.ts';
import { partitioningOf } from './applyCreateTable.ts';
import { currentSchema, objectKey, relationKey } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropTable } from './dropRelation.ts';
import { noteRename, noteTakenAway } from './givenNames.ts';
import { renameIndexOf } from './indexes.ts';
import { editTable, including, linkTable, tableKeyFor, without } from './knownTable.ts';
import type { Table } from './model.ts';
import { moveRelation } from './moveRelation.ts';
import { convertedType } from './mysqlTypes.ts';
import { moveNamed } from './namedObjects.ts';
import { joinParent, leaveParent } from './partitions.ts';
import { reportExists, reportMissing } from './problems.ts';
import { columnsWithCharset, isCharacterColumn, withOption } from './tableOptions.ts';

export function applyDropTable(draft: Draft, operation: DropTable): void {
  const key = relationKey(draft, operation.table);
  const object = draft.get(key);
  if (object?.kind === 'table') {
    dropTable(draft, key, operation);
    return;
  }
  if (object !== undefined) return;
  if (!operation.ifExists) reportMissing(draft, 'table', key, operation.table);
  noteTakenAway(draft, key);
}

export function applyRenameTable(draft: Draft, operation: RenameTable): void {
  const key = relationKey(draft, operation.table);
  const object = draft.get(key);
  if (object === undefined || !('schema' in object)) {
    if (!operation.tableIfExists) reportMissing(draft, 'table', key, operation.table);
    const schema = operation.to.schema ?? operation.table.schema;
    if (object === undefined) noteRename(draft, key, relationKey(draft, { ...operation.to, schema }));
    return;
  }
  // PostgreSQL keeps the schema; MySQL moves the table to the database that is written or current.
  const schema =
    draft.dialect === 'postgresql' || object.schema === ''
      ? (operation.to.schema?.value ?? object.schema)
      : (operation.to.schema?.value ?? currentSchema(draft));
  const name = operation.to.name.value;
  if (object.kind === 'index') {
    renameIndexOf(draft, object.table, object.name, name);
    return;
  }
  const toKey = objectKey('relation', schema, name);
  const existing = toKey === key ? undefined : draft.get(toKey);
  if (existing !== undefined && 'schema' in existing) {
    reportExists(draft, 'table', toKey, existing);
    if (existing.certain) return;
  }
  moveRelation(draft, key, { schema, name });
}

export function applySetTableSchema(draft: Draft, operation: SetTableSchema): void {
  const key = relationKey(draft, operation.table);
  const object = draft.get(key);
  if (object === undefined && !operation.tableIfExists) reportMissing(draft, 'table', key, operation.table);
  if (object !== undefined && 'schema' in object)
    moveNamed(draft, key, object, { schema: operation.schema.value, name: object.name });
}

export function applySetTableOption(draft: Draft, operation: SetTableOption): void {
  const key = tableKeyFor(draft, operation);
  if (key === null) return;
  editTable(draft, key, table => {
    const options = withOption(table.options, operation.option);
    const changesCharset =
      options['charset'] !== table.options['charset'] || options['collation'] !== table.options['collation'];
    return changesCharset ? { options, columns: columnsWithCharset(table) } : { options };
  });
}

/** Every character column takes the new character set, whatever it had. */
export function applyConvertCharset(draft: Draft, operation: ConvertCharset): void {
  const key = tableKeyFor(draft, operation);
  if (key === null) return;
  editTable(draft, key, table => {
    let { options } = table;
    // Without COLLATE the table takes the default collation of the character set, also of the one that it had.
    if (operation.charset !== null || operation.collation === null) {
      const { charset: _charset, collation: _collation, ...others } = options;
      options =
        operation.charset === null
          ? others
          : withOption(others, { name: 'charset', value: operation.charset });
    }
    if (operation.collation !== null)
      options = withOption(options, { name: 'collation', value: operation.collation });
    const columns = table.columns.map(column => {
      if (column.type === null || !isCharacterColumn(column)) return column;
      const former = column.type.charset ?? table.options['charset'] ?? null;
      return {
        ...column,
        type: convertedType(column.type, former, options['charset'] ?? null),
        changedBy: draft.origin,
      };
    });
    return { options, columns };
  });
}

export function applyTableProperty(draft: Draft, operation: SetTableProperty): void {
  const key = tableKeyFor(draft, operation);
  if (key === null) return;
  switch (operation.property) {
    case 'logged':
    case 'unlogged':
      editTable(draft, key, () => ({
        persistence: operation.property === 'logged' ? 'permanent' : 'unlogged',
      }));
      return;
    case 'enable-row-security':
    case 'disable-row-security':
      editTable(draft, key, () => ({ rowSecurity: operation.property === 'enable-row-security' }));
      return;
    case 'tablespace':
    case 'access-method': {
      const name = operation.property === 'tablespace' ? 'tablespace' : 'access_method';
      const { value } = operation;
      value === null
        ? undefined
        : editTable(draft, key, table => ({ options: { ...table.options, [name]: value } }));
      return;
    }
    case 'inherit':
    case 'no-inherit':
      setParent(draft, key, operation);
      return;
    case 'cluster-on':
    case 'without-cluster':
    case 'replica-identity':
    case 'force-row-security':
    case 'no-force-row-security':
    case 'of-type':
    case 'not-of':
    case 'enable-rule':
    case 'disable-rule':
    case 'without-oids':
      return;
    default:
      assertNever(operation.property);
      return;
  }
}

function setParent(draft: Draft, key: string, operation: SetTableProperty): void {
  if (operation.value === null) return;
  const parts = operation.value.split('.');
  const name = parts.pop() ?? operation.value;
  const identifier = (value: string) => ({ value, quoted: true, span: operation.span });
  const schema = parts.pop();
  const parent = relationKey(draft, {
    schema: schema === undefined ? null : identifier(schema),
    name: identifier(name),
    span: operation.span,
  });
  const edit = operation.property === 'inherit' ? including : without;
  editTable(draft, key, table => ({ inherits: edit(table.inherits, parent) }));
  linkTable(draft, parent, table => ({ inheritedBy: edit(table.inheritedBy, key) }));
}

export function applyAttachPartition(draft: Draft, operation: AttachPartition): void {
  const parent = tableKeyFor(draft, operation);
  const partition = tableKeyFor(draft, { table: operation.partition });
  if (partition !== null && parent !== null) {
    joinParent(draft, partition, parent, operation.bound);
    return;
  }
  if (partition === null) return;
  leaveParent(draft, partition);
  editTable(draft, partition, () => ({
    partitionOf: {
      parent: relationKey(draft, operation.table),
      isDefault: operation.bound.isDefault,
      bound: operation.bound.text,
    },
  }));
}

export function applyDetachPartition(draft: Draft, operation: DetachPartition): void {
  tableKeyFor(draft, operation);
  const partition = tableKeyFor(draft, { table: operation.partition });
  if (partition !== null) leaveParent(draft, partition);
}

/** MySQL/MariaDB: the names of a table's partitions as actions come and go. */
export function applyPartitions(draft: Draft, operation: AlterPartitions): void {
  const key = tableKeyFor(draft, operation);
  if (key === null) return;
  if (operation.action === 'partition-by') {
    editTable(draft, key, () => ({ partitioning: partitioningOf(draft, operation.scheme) }));
    return;
  }
  if (operation.action === 'remove-partitioning') {
    editTable(draft, key, () => ({ partitioning: null }));
    return;
  }
  const named = operation.partitions.map(partition => partition.value);
  const added = (operation.definitions ?? []).map(({ name }) => name.value);
  if (operation.action === 'add') {
    editPartitions(draft, key, names => [...names, ...(added.length > 0 ? added : named)]);
    return;
  }
  if (operation.action === 'drop') {
    editPartitions(draft, key, names => names.filter(name => !named.includes(name)));
    return;
  }
  if (operation.action === 'reorganize' && named.length > 0) {
    editPartitions(draft, key, names => {
      const place = names.findIndex(name => named.includes(name));
      const left = names.filter(name => !named.includes(name));
      return place < 0 ? [...left, ...added] : [...left.slice(0, place), ...added, ...left.slice(place)];
    });
  }
}

function editPartitions(
  draft: Draft,
  key: string,
  edit: (names: readonly string[]) => readonly string[],
): void {
  editTable(draft, key, ({ partitioning }) => ({
    partitioning:
      partitioning === null ? null : { ...partitioning, partitions: edit(partitioning.partitions) },
  }));
}

export function applyTableMaintenance(draft: Draft, operation: TableMaintenance): void {
  const key = tableKeyFor(draft, operation);
  if (key === null) return;
  const versioned: Partial<Table> | null =
    operation.action === 'add-system-versioning'
      ? { systemVersioned: true }
      : operation.action === 'drop-system-versioning'
        ? { systemVersioned: false }
        : null;
  if (versioned !== null) editTable(draft, key, () => versioned);
}
