import type { ObjectType } from '@pgsql/types';
import type { Identifier, ObjectName } from '../names.ts';
import type { ObjectKind } from '../objectOperations.ts';
import { identifierAt, type TokenCursor, unqualified } from './cursor.ts';
import { insideBracket, spanOf, splitAtCommas, textOf } from './source.ts';

/** An object as DROP, ALTER and COMMENT ON name it. */
export interface ObjectReference {
  readonly name: ObjectName;
  /** The table of a column, constraint, trigger, policy or rule; the domain of a domain's constraint. */
  readonly table: ObjectName | null;
  /** Argument types as written; null when the kind has none or none are written. */
  readonly signature: readonly string[] | null;
}

/** How the name of a kind is written. */
type NameForm =
  | 'name'
  | 'on-table'
  | 'column'
  | 'routine'
  | 'operator'
  | 'using-method'
  | 'cast'
  | 'for'
  | 'large-object';

interface KindSyntax {
  readonly kind: ObjectKind;
  readonly form: NameForm;
  /** The words after the verb; alternatives for the first word are separated by `|`. */
  readonly words: readonly string[];
}

function kind(kindName: ObjectKind, form: NameForm = 'name', words: string = kindName): KindSyntax {
  return { kind: kindName, form, words: words.split(' ') };
}

const KINDS: Readonly<Partial<Record<ObjectType, KindSyntax>>> = {
  OBJECT_ACCESS_METHOD: kind('access method'),
  OBJECT_AGGREGATE: kind('aggregate', 'routine'),
  OBJECT_ATTRIBUTE: kind('type'),
  OBJECT_CAST: kind('cast', 'cast'),
  OBJECT_COLLATION: kind('collation'),
  OBJECT_COLUMN: kind('column', 'column'),
  OBJECT_CONVERSION: kind('conversion'),
  OBJECT_DATABASE: kind('database'),
  OBJECT_DOMAIN: kind('domain'),
  OBJECT_DOMCONSTRAINT: kind('constraint', 'on-table'),
  OBJECT_EVENT_TRIGGER: kind('event trigger'),
  OBJECT_EXTENSION: kind('extension'),
  OBJECT_FDW: kind('foreign data wrapper'),
  OBJECT_FOREIGN_SERVER: kind('server'),
  OBJECT_FOREIGN_TABLE: kind('foreign table'),
  OBJECT_FUNCTION: kind('function', 'routine'),
  OBJECT_INDEX: kind('index'),
  OBJECT_LANGUAGE: kind('language'),
  OBJECT_LARGEOBJECT: kind('large object', 'large-object'),
  OBJECT_MATVIEW: kind('materialized view'),
  OBJECT_OPCLASS: kind('operator class', 'using-method'),
  OBJECT_OPERATOR: kind('operator', 'operator'),
  OBJECT_OPFAMILY: kind('operator family', 'using-method'),
  OBJECT_POLICY: kind('policy', 'on-table'),
  OBJECT_PROCEDURE: kind('procedure', 'routine'),
  OBJECT_PUBLICATION: kind('publication'),
  OBJECT_ROLE: kind('role', 'name', 'role|user|group'),
  OBJECT_ROUTINE: kind('routine', 'routine'),
  OBJECT_RULE: kind('rule', 'on-table'),
  OBJECT_SCHEMA: kind('schema'),
  OBJECT_SEQUENCE: kind('sequence'),
  OBJECT_STATISTIC_EXT: kind('statistics'),
  OBJECT_SUBSCRIPTION: kind('subscription'),
  OBJECT_TABCONSTRAINT: kind('constraint', 'on-table'),
  OBJECT_TABLE: kind('table'),
  OBJECT_TABLESPACE: kind('tablespace'),
  OBJECT_TRANSFORM: kind('transform', 'for', 'transform for'),
  OBJECT_TRIGGER: kind('trigger', 'on-table'),
  OBJECT_TSCONFIGURATION: kind('text search', 'name', 'text search configuration'),
  OBJECT_TSDICTIONARY: kind('text search', 'name', 'text search dictionary'),
  OBJECT_TSPARSER: kind('text search', 'name', 'text search parser'),
  OBJECT_TSTEMPLATE: kind('text search', 'name', 'text search template'),
  OBJECT_TYPE: kind('type'),
  OBJECT_USER_MAPPING: kind('user mapping', 'for', 'user mapping for'),
  OBJECT_VIEW: kind('view'),
};

const UNKNOWN_KIND: KindSyntax = { kind: 'server object', form: 'name', words: [] };

function syntaxOf(type: ObjectType | undefined): KindSyntax {
  return (type === undefined ? undefined : KINDS[type]) ?? UNKNOWN_KIND;
}

export function objectKindOf(type: ObjectType | undefined): ObjectKind {
  return syntaxOf(type).kind;
}

/** Moves over the words of the kind, which stand after the verb. */
export function takeKindWords(cursor: TokenCursor, type: ObjectType | undefined): void {
  cursor.takeOneOf('procedural', 'trusted');
  for (const word of syntaxOf(type).words) cursor.takeOneOf(...word.split('|'));
}

/** Takes one name in the form of its kind. */
export function takeReference(cursor: TokenCursor, type: ObjectType | undefined): ObjectReference {
  switch (syntaxOf(type).form) {
    case 'name':
      return { name: cursor.objectName(), table: null, signature: null };
    case 'on-table': {
      const name = unqualified(cursor.identifier());
      const onTable = cursor.take('on');
      if (type === 'OBJECT_DOMCONSTRAINT') cursor.take('domain');
      return { name, table: onTable ? cursor.objectName() : null, signature: null };
    }
    case 'column':
      return takeColumn(cursor);
    case 'routine':
      return { name: cursor.objectName(), table: null, signature: takeSignature(cursor) };
    case 'operator':
      return { name: cursor.objectName(), table: null, signature: takeSignature(cursor) };
    case 'using-method': {
      const name = cursor.objectName();
      if (cursor.take('using')) cursor.identifier();
      return { name, table: null, signature: null };
    }
    case 'cast': {
      const { from, to } = insideBracket(cursor.source, cursor.at, cursor.end);
      cursor.skip();
      return { name: textAsName(cursor, from, to), table: null, signature: null };
    }
    case 'for': {
      const name = cursor.objectName();
      if (cursor.takeOneOf('language', 'server') !== '') cursor.identifier();
      return { name, table: null, signature: null };
    }
    case 'large-object': {
      const from = cursor.at;
      cursor.skip();
      return { name: textAsName(cursor, from, cursor.at), table: null, signature: null };
    }
  }
}

/** `table.column` or `schema.table.column`: the last part is the column. */
function takeColumn(cursor: TokenCursor): ObjectReference {
  const parts: Identifier[] = [];
  const starts: number[] = [];
  do {
    starts.push(cursor.at);
    parts.push(cursor.identifier());
  } while (cursor.take('.'));
  const column = parts.pop() ?? identifierAt(cursor.source, cursor.at);
  const tableName = parts.pop();
  if (tableName === undefined) return { name: unqualified(column), table: null, signature: null };
  const schema = parts.pop() ?? null;
  const first = starts[starts.length - (schema === null ? 2 : 3)] ?? cursor.at;
  const table = { schema, name: tableName, span: spanOf(cursor.source, first, cursor.at - 2) };
  return { name: unqualified(column), table, signature: null };
}

/** Takes the bracket after a routine's name: the types of the arguments that PostgreSQL tells overloads apart by. */
export function takeSignature(cursor: TokenCursor): string[] | null {
  if (cursor.word !== '(') return null;
  const { source } = cursor;
  const { from, to } = insideBracket(source, cursor.at, cursor.end);
  cursor.skip();
  return splitAtCommas(source, from, to)
    .map(piece => textOf(source, piece.from, piece.to))
    .filter(text => !/^out\s/i.test(text))
    .map(argumentType);
}

/** Types that are written in several words; anything else before a type is the argument's mode or name. */
const LONG_TYPE =
  /^(?:double\s+precision|(?:national\s+)?char(?:acter)?(?:\s+varying)?|bit\s+varying|time(?:stamp)?\s*(?:\(\s*\d+\s*\))?\s*with(?:out)?\s+time\s+zone|interval\s+(?:year|month|day|hour|minute|second)(?:\s+to\s+\w+)?)\s*(?:[([]|$)/i;

const ARGUMENT_NAME =
  /^(?:"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*)\s+(?=["a-z_\u0080-\uffff])/i;

/** `int` of `IN id int`: names of arguments tell no routine from another. */
function argumentType(written: string): string {
  const text = written.replace(/^(?:in|inout|variadic)\s+(?=\S)/i, '');
  return LONG_TYPE.test(text) ? text : text.replace(ARGUMENT_NAME, '');
}

function textAsName(cursor: TokenCursor, from: number, to: number): ObjectName {
  const span = spanOf(cursor.source, from, to);
  return unqualified({ value: textOf(cursor.source, from, to), quoted: false, span });
}
