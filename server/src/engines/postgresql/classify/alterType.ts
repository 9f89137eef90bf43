import type { CatalogReader } from '../../../catalog/catalog.ts';
import { nameOfKey } from '../../../catalog/catalog.ts';
import type { Index, Table } from '../../../catalog/model.ts';
import type { TypeReference } from '../../../operations/columns.ts';
import type { AlterColumnType } from '../../../operations/tableOperations.ts';
import type { FactQuestion } from '../../lockNote.ts';
import { isConstrained } from '../defaults.ts';
import {
  columnOf,
  descendantNames,
  descendantsOf,
  indexName,
  mentions,
  ownedSequenceNames,
  referencedNames,
  referencingKeys,
  subjectAt,
  subjectOf,
  userType,
} from '../relations.ts';
import type { FactId } from '../rows/allRows.ts';
import { type Situation, situation } from '../situation.ts';
import { isUtc, sessionZone } from '../timeZone.ts';
import { type TypeChange, typeChange } from '../typePairs.ts';
import { castBefore } from '../usingCast.ts';
import { hasNoIndex } from './columns.ts';

/** ALTER COLUMN TYPE. A column whose type is not known is taken to be rewritten. */
export function alterColumnType(question: FactQuestion, operation: AlterColumnType): Situation {
  const { before } = question;
  const subject = subjectOf(before, operation.table);
  const name = operation.column.value;
  const column = columnOf(subject.table, name);
  const found = column?.type == null ? 'rewrite' : changeOf(question, column.type, operation);
  const zone = found === 'utc' ? sessionZone(question) : null;
  // Where nobody says which zone the server has, it must be reckoned with another than UTC.
  const change = found === 'utc' && (zone === null || !isUtc(zone)) ? 'rewrite' : found;
  const family = [
    subject,
    ...descendantsOf(before, subject.table).map(key => subjectAt(before, key)),
  ].flatMap(member => member.table ?? []);
  const isPartitioned = subject.table?.partitioning != null;
  const collated = column?.type != null && column.type.collation !== operation.type.collation;
  const fact = factOf(change, {
    // The server compares an index with what it would become only where the table is not partitioned.
    rebuildsIndex: family.some(table =>
      table.indexes.some(
        index => mentions(index, name) && (isPartitioned || isRebuilt(index, name, change, collated)),
      ),
    ),
    checks: family.some(table => hasCheckOn(table, name)),
  });
  const table = subject.table;
  return situation(
    fact,
    {
      target: [subject.name],
      partition: descendantNames(before, table),
      referenced: referencedNames(table, subject.key, name),
      dependent: referencingKeys(before, table, subject.key, name).map(nameOfKey),
      index: (table?.indexes ?? []).flatMap(index =>
        table !== undefined && (fact === 'alter-type-rewrite' || mentions(index, name))
          ? [indexName(table, index)]
          : [],
      ),
      sequence: column?.identity == null ? [] : ownedSequenceNames(table, name),
    },
    {
      hasNoIndex: hasNoIndex(question, subject),
      remarks: found === 'utc' && zone === null ? [{ version: '12', change: 'no-rewrite-in-utc' }] : [],
    },
  );
}

function factOf(
  change: TypeChange,
  state: { readonly rebuildsIndex: boolean; readonly checks: boolean },
): FactId {
  switch (change) {
    case 'rewrite':
      return 'alter-type-rewrite';
    case 'utc':
      return state.rebuildsIndex
        ? 'alter-type-utc-index'
        : state.checks
          ? 'alter-type-utc-scan'
          : 'alter-type-utc';
    case 'alike':
    case 'alike-keeps-index':
    case 'same':
      return state.rebuildsIndex ? 'alter-type-index' : state.checks ? 'alter-type-scan' : 'alter-type';
  }
}

/** CheckIndexCompatible in the server: an expression or a predicate is never compared, operators and collations must stay. */
function isRebuilt(index: Index, column: string, change: TypeChange, collated: boolean): boolean {
  if (index.predicate !== null || index.keys.some(key => key.expression !== null)) return true;
  const isKey = index.keys.some(key => key.column === column);
  return isKey && (collated || change === 'alike' || change === 'utc');
}

function hasCheckOn(table: Table, column: string): boolean {
  return table.constraints.some(
    constraint =>
      constraint.kind === 'check' &&
      constraint.valid &&
      constraint.enforced &&
      constraint.expression.columns.includes(column),
  );
}

function changeOf(question: FactQuestion, from: TypeReference, operation: AlterColumnType): TypeChange {
  const { type, using } = operation;
  const between = using === null ? null : castBefore(using, operation.column.value, type);
  if (between === undefined) return 'rewrite';
  if (between === null) return castChange(question, from, type);
  return worseOf(castChange(question, from, between), castChange(question, between, type));
}

const CHANGES: readonly TypeChange[] = ['same', 'alike-keeps-index', 'alike', 'utc', 'rewrite'];

function worseOf(left: TypeChange, right: TypeChange): TypeChange {
  return CHANGES.indexOf(left) < CHANGES.indexOf(right) ? right : left;
}

function castChange(question: FactQuestion, from: TypeReference, to: TypeReference): TypeChange {
  const { before } = question;
  const domain = to.arrayDimensions > 0 ? undefined : userType(before, to);
  if (domain?.kind === 'domain' && !isSameType(from, to) && isConstrained(before, domain)) return 'rewrite';
  return typeChange(baseType(before, from), baseType(before, to));
}

function isSameType(left: TypeReference, right: TypeReference): boolean {
  return (
    left.name === right.name &&
    (left.schema === right.schema || left.schema === null || right.schema === null)
  );
}

/** The type under a domain, and under that. User's types that are no domains stay, with the schema they are found in. */
function baseType(catalog: CatalogReader, type: TypeReference): TypeReference {
  let current = type;
  for (let depth = 0; depth < 20; depth += 1) {
    if (current.arrayDimensions > 0) return current;
    const found = userType(catalog, current);
    if (found?.kind !== 'domain') return found === undefined ? current : { ...current, schema: found.schema };
    current = found.type;
  }
  return current;
}
