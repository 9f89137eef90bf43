import { asksTheSchema, type SchemaCondition, type StoredName } from '../../operations/schemaCondition.ts';
import type { Dialect } from '../../syntax/dialect.ts';
import { runsOn } from './changelog.ts';
import { type ChangelogNode, childrenNamed, textOf } from './changelogNode.ts';
import { keepsItsCase } from './changeSql.ts';
import { columnCheck } from './sqlCheck.ts';

/*
 * Preconditions of a change set that ask for objects of the schema (documentation, "Preconditions"; what each compares
 * is taken from Liquibase 4.3x: an index is looked for by its name, and by its columns in their order only where no
 * name is given; several conditions in `not` must all fail).
 */

/** How the names and values in preconditions are read. */
export interface PreconditionSurroundings {
  readonly dialect: Dialect;
  /** `objectQuotingStrategy` of the change set says that names are looked up as they are written. */
  readonly keepsCase: boolean;
  /** Fills the tool's placeholders; null where one has no value. */
  readonly fill: (node: ChangelogNode, attribute: string) => string | null;
}

const UNKNOWN: SchemaCondition = { kind: 'unknown' };

/**
 * What has to hold for a change set to run, where the tool passes over it otherwise; null where nothing of that can be
 * asked of the schema, or the update stops.
 */
export function runConditionOf(
  changeSet: ChangelogNode,
  surroundings: PreconditionSurroundings,
): SchemaCondition | null {
  const asked = childrenNamed(changeSet, 'preConditions')
    .filter(node => passesOver(textOf(node, 'onFail')))
    .map((node): SchemaCondition => {
      const survivesErrors = passesOver(textOf(node, 'onError'));
      return { kind: 'all', of: conditionsIn(node, { ...surroundings, survivesErrors }) };
    })
    .filter(asksTheSchema);
  const [first] = asked;
  if (first === undefined) return null;
  return asked.length === 1 ? first : { kind: 'all', of: asked };
}

/** True where a change set whose precondition fails is left out: for good, or this time. */
function passesOver(action: string | null): boolean {
  return action !== null && /^(?:MARK_RAN|CONTINUE)$/i.test(action);
}

interface Reading extends PreconditionSurroundings {
  /** The change set is also left out when a precondition cannot be evaluated. */
  readonly survivesErrors: boolean;
}

function conditionsIn(node: ChangelogNode, reading: Reading): readonly SchemaCondition[] {
  return node.children.flatMap(child => (SETTINGS.has(child.name) ? [] : conditionOf(child, reading)));
}

/** YAML and JSON list what is an attribute in XML among the conditions. */
const SETTINGS: ReadonlySet<string> = new Set([
  'onFail',
  'onError',
  'onFailMessage',
  'onErrorMessage',
  'onSqlOutput',
  'onUpdateSQL',
]);

function conditionOf(node: ChangelogNode, reading: Reading): SchemaCondition {
  const value = (attribute: string): string | null => reading.fill(node, attribute);
  // What a placeholder without a value makes of the question, nobody knows.
  const isOpen = [...node.attributes.keys()].some(
    name => textOf(node, name) !== null && value(name) === null,
  );
  if (isOpen) return UNKNOWN;
  const name = (attribute: string): string | null => {
    const text = value(attribute);
    return text === null ? null : stored(text, reading);
  };
  const schema = value('schemaName') ?? value('catalogName');
  const relation = (attribute: string): StoredName | null => {
    const own = name(attribute);
    return own === null ? null : { schema, name: own };
  };
  const columns = (value('columnNames') ?? '')
    .split(',')
    .flatMap(column => (column.trim() === '' ? [] : [stored(column.trim(), reading)]));
  const table = relation('tableName');
  switch (node.name) {
    case 'and':
      return { kind: 'all', of: conditionsIn(node, reading) };
    case 'or': {
      const of = conditionsIn(node, reading);
      return of.length === 0 ? UNKNOWN : { kind: 'any', of };
    }
    case 'not':
      return { kind: 'none', of: conditionsIn(node, reading) };
    case 'dbms':
      return {
        kind: 'settled',
        holds: runsOn(value('type') ?? node.text?.value.text.trim() ?? null, reading.dialect),
      };
    case 'tableExists':
      return table === null ? UNKNOWN : { kind: 'table', relation: table };
    case 'viewExists': {
      const view = relation('viewName');
      return view === null ? UNKNOWN : { kind: 'view', relation: view };
    }
    case 'sequenceExists': {
      const sequence = relation('sequenceName');
      return sequence === null ? UNKNOWN : { kind: 'sequence', relation: sequence };
    }
    case 'columnExists': {
      const column = name('columnName');
      return table === null || column === null ? UNKNOWN : { kind: 'column', table, column };
    }
    case 'indexExists': {
      const index = name('indexName');
      return index === null && (table === null || columns.length === 0)
        ? UNKNOWN
        : { kind: 'index', table, schema, name: index, columns };
    }
    case 'foreignKeyConstraintExists': {
      const key = name('foreignKeyName');
      return key === null
        ? UNKNOWN
        : { kind: 'foreign-key', table: relation('foreignKeyTableName'), schema, name: key };
    }
    case 'primaryKeyExists':
      return table === null ? UNKNOWN : { kind: 'primary-key', table, name: name('primaryKeyName') };
    case 'uniqueConstraintExists': {
      const constraint = name('constraintName');
      return table === null || (constraint === null && columns.length === 0)
        ? UNKNOWN
        : { kind: 'unique-constraint', table, name: constraint, columns };
    }
    case 'sqlCheck':
      return columnCheck({
        sql: node.text?.value.text ?? textOf(node, 'sql') ?? '',
        expected: value('expectedResult') ?? '',
        survivesErrors: reading.survivesErrors,
      });
    default:
      return UNKNOWN;
  }
}

/** As the tool asks the server for a name, which is as it writes it in statements. */
function stored(name: string, { dialect, keepsCase }: PreconditionSurroundings): string {
  return dialect !== 'postgresql' || keepsCase || keepsItsCase(name) ? name : name.toLowerCase();
}

const ON_FAIL = /\bonFail:(\w+)/i;
const ON_ERROR = /\bonError:(\w+)/i;

/**
 * The same of the comments of a change set in a file of SQL: `--preconditions onFail:MARK_RAN`,
 * `--precondition-table-exists table:t schema:s`, `--precondition-view-exists view:v`, `--precondition-sql-check`.
 */
export function runConditionOfComments(
  comments: readonly string[],
  surroundings: Pick<PreconditionSurroundings, 'dialect' | 'keepsCase'>,
): SchemaCondition | null {
  const head = comments.find(comment => /^preconditions\b/i.test(comment));
  if (head === undefined || !passesOver(ON_FAIL.exec(head)?.[1] ?? null)) return null;
  const survivesErrors = passesOver(ON_ERROR.exec(head)?.[1] ?? null);
  const reading: Reading = { ...surroundings, survivesErrors, fill: () => null };
  const of = comments.flatMap((comment): SchemaCondition[] => {
    const match = /^precondition-([a-z-]+)\s+(.*)$/is.exec(comment);
    return match === null ? [] : [askedBy(match[1] ?? '', match[2] ?? '', reading)];
  });
  const condition: SchemaCondition = { kind: 'all', of };
  return asksTheSchema(condition) ? condition : null;
}

function askedBy(kind: string, body: string, reading: Reading): SchemaCondition {
  if (body.includes('${')) return UNKNOWN;
  const named = (word: string): StoredName | null => {
    const name = new RegExp(`\\b${word}:(\\w+)`, 'i').exec(body)?.[1];
    const schema = /\bschema:(\w+)/i.exec(body)?.[1] ?? null;
    return name === undefined ? null : { schema, name: stored(name, reading) };
  };
  switch (kind.toLowerCase()) {
    case 'table-exists': {
      const relation = named('table');
      return relation === null ? UNKNOWN : { kind: 'table', relation };
    }
    case 'view-exists': {
      const relation = named('view');
      return relation === null ? UNKNOWN : { kind: 'view', relation };
    }
    case 'sql-check': {
      const match = /^(?:expectedResult:)?(?:(\w+)|'([^']+)'|"([^"]+)")\s+(.*)$/is.exec(body);
      const expected = match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
      return columnCheck({ sql: match?.[4] ?? '', expected, survivesErrors: reading.survivesErrors });
    }
    default:
      return UNKNOWN;
  }
}
