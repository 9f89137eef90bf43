import type { DefElem, Node, ObjectType } from '@pgsql/types';
import type { ObjectName } from '../names.ts';
import type { ObjectKind } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import type { NamedOption } from '../operationBase.ts';
import { objectNameAt, TokenCursor } from './cursor.ts';
import { readElements, restOf } from './namedOptions.ts';
import { objectKindOf, takeKindWords, takeReference } from './objectReference.ts';
import { findWord, type StatementSource, wholeSpan, wordAt } from './source.ts';
import { isRecord } from './walkTree.ts';

/** Statements that create or change an object of a kind without operations of its own. */
const CREATED: Readonly<Record<string, ObjectType>> = {
  CreateAmStmt: 'OBJECT_ACCESS_METHOD',
  CreateCastStmt: 'OBJECT_CAST',
  CreateConversionStmt: 'OBJECT_CONVERSION',
  CreateEventTrigStmt: 'OBJECT_EVENT_TRIGGER',
  CreateExtensionStmt: 'OBJECT_EXTENSION',
  CreateFdwStmt: 'OBJECT_FDW',
  CreateForeignServerStmt: 'OBJECT_FOREIGN_SERVER',
  CreateOpClassStmt: 'OBJECT_OPCLASS',
  CreateOpFamilyStmt: 'OBJECT_OPFAMILY',
  CreatePLangStmt: 'OBJECT_LANGUAGE',
  CreatePublicationStmt: 'OBJECT_PUBLICATION',
  CreateRoleStmt: 'OBJECT_ROLE',
  CreateStatsStmt: 'OBJECT_STATISTIC_EXT',
  CreateSubscriptionStmt: 'OBJECT_SUBSCRIPTION',
  CreateTableSpaceStmt: 'OBJECT_TABLESPACE',
  CreateTransformStmt: 'OBJECT_TRANSFORM',
  CreateUserMappingStmt: 'OBJECT_USER_MAPPING',
};

const ALTERED: Readonly<Record<string, ObjectType>> = {
  AlterCollationStmt: 'OBJECT_COLLATION',
  AlterDatabaseRefreshCollStmt: 'OBJECT_DATABASE',
  AlterDatabaseSetStmt: 'OBJECT_DATABASE',
  AlterDatabaseStmt: 'OBJECT_DATABASE',
  AlterEventTrigStmt: 'OBJECT_EVENT_TRIGGER',
  AlterExtensionContentsStmt: 'OBJECT_EXTENSION',
  AlterExtensionStmt: 'OBJECT_EXTENSION',
  AlterFdwStmt: 'OBJECT_FDW',
  AlterForeignServerStmt: 'OBJECT_FOREIGN_SERVER',
  AlterOpFamilyStmt: 'OBJECT_OPFAMILY',
  AlterOperatorStmt: 'OBJECT_OPERATOR',
  AlterPublicationStmt: 'OBJECT_PUBLICATION',
  AlterRoleSetStmt: 'OBJECT_ROLE',
  AlterRoleStmt: 'OBJECT_ROLE',
  AlterStatsStmt: 'OBJECT_STATISTIC_EXT',
  AlterSubscriptionStmt: 'OBJECT_SUBSCRIPTION',
  AlterTSConfigurationStmt: 'OBJECT_TSCONFIGURATION',
  AlterTSDictionaryStmt: 'OBJECT_TSDICTIONARY',
  AlterTableSpaceOptionsStmt: 'OBJECT_TABLESPACE',
  AlterUserMappingStmt: 'OBJECT_USER_MAPPING',
};

/** CREATE or ALTER of a kind in the tables above, and the few that name no object; null for all others. */
export function lowerOtherObject(source: StatementSource, node: Node): Operation[] | null {
  const [statement = ''] = Object.keys(node);
  const created = CREATED[statement];
  if (created !== undefined) return [createObject(source, created, node)];
  const altered = ALTERED[statement];
  if (altered !== undefined) return [alterObject(source, altered, node)];
  const span = wholeSpan(source);
  if ('DefineStmt' in node) return [createObject(source, node.DefineStmt.kind ?? 'OBJECT_TYPE', node)];
  if ('AlterSystemStmt' in node)
    return [
      {
        kind: 'AlterObject',
        span,
        objectKind: 'system',
        name: null,
        table: null,
        definition: restOf(source, 2),
      },
    ];
  if ('ImportForeignSchemaStmt' in node) {
    return [
      {
        kind: 'CreateObject',
        span,
        objectKind: 'foreign table',
        name: null,
        ifNotExists: false,
        table: null,
        definition: restOf(source, 3),
        options: optionsOf(source, node),
      },
    ];
  }
  if ('AlterTableMoveAllStmt' in node) return [moveAll(source)];
  if ('ReassignOwnedStmt' in node) return [alterNamed(source, 'role', 'reassign', 'owned', 'by')];
  return 'SecLabelStmt' in node ? [securityLabel(source, node.SecLabelStmt.objtype)] : null;
}

function createObject(source: StatementSource, type: ObjectType, node: Node): Operation {
  const cursor = new TokenCursor(source);
  cursor.take('create');
  cursor.take('or', 'replace');
  cursor.take('trusted');
  if (type === 'OBJECT_CONVERSION') cursor.take('default');
  // CREATE LANGUAGE without a handler is CREATE EXTENSION in another spelling.
  const isLanguage = type === 'OBJECT_EXTENSION' && cursor.word !== 'extension';
  takeKindWords(cursor, isLanguage ? 'OBJECT_LANGUAGE' : type);
  const ifNotExists = cursor.takeIfNotExists();
  // CREATE USER MAPPING IF NOT EXISTS FOR u SERVER s.
  cursor.take('for');
  // The name of extended statistics may be left out.
  const unnamed = type === 'OBJECT_STATISTIC_EXT' && (cursor.word === '(' || cursor.word === 'on');
  const name = unnamed ? null : createdName(cursor, type);
  const rest = cursor.at;
  const relations = relationsOf(source, node);
  return {
    kind: 'CreateObject',
    span: wholeSpan(source),
    objectKind: objectKindOf(type),
    name,
    ifNotExists,
    table: type === 'OBJECT_STATISTIC_EXT' ? (relations[0] ?? null) : null,
    definition: restOf(source, rest),
    options: optionsOf(source, node),
    relations,
    routine: routineOf(source, type, rest),
  };
}

/** Behind the name of a new operator stands its definition, not its argument types. */
function createdName(cursor: TokenCursor, type: ObjectType): ObjectName {
  return type === 'OBJECT_OPERATOR' ? cursor.objectName() : takeReference(cursor, type).name;
}

/** Where the tree keeps the options of the statements above. */
const OPTION_FIELDS: readonly string[] = ['options', 'definition', 'func_options'];

function optionsOf(source: StatementSource, node: Node): NamedOption[] {
  const elements: Node[] = [];
  for (const statement of Object.values<object>(node)) {
    if (!isRecord(statement)) continue;
    for (const field of OPTION_FIELDS) {
      const list = statement[field];
      if (Array.isArray(list)) for (const element of list) if (isElement(element)) elements.push(element);
    }
  }
  return readElements(source, elements);
}

function isElement(value: unknown): value is { readonly DefElem: DefElem } {
  return typeof value === 'object' && value !== null && 'DefElem' in value;
}

/** The tables of a publication and of extended statistics. */
function relationsOf(source: StatementSource, node: Node): ObjectName[] {
  if ('CreateStatsStmt' in node) {
    return (node.CreateStatsStmt.relations ?? []).flatMap(entry =>
      'RangeVar' in entry ? [objectNameAt(source, entry.RangeVar.location)] : [],
    );
  }
  const objects =
    'CreatePublicationStmt' in node
      ? node.CreatePublicationStmt.pubobjects
      : 'AlterPublicationStmt' in node
        ? node.AlterPublicationStmt.pubobjects
        : [];
  return (objects ?? []).flatMap(entry => {
    const table = 'PublicationObjSpec' in entry ? entry.PublicationObjSpec.pubtable?.relation : undefined;
    return table === undefined ? [] : [objectNameAt(source, table.location)];
  });
}

/** The words before the function that makes the object what it is. */
const ROUTINE_WORDS: Readonly<Partial<Record<ObjectType, readonly string[]>>> = {
  OBJECT_CAST: ['function'],
  OBJECT_EVENT_TRIGGER: ['function', 'procedure'],
  OBJECT_CONVERSION: ['from'],
  OBJECT_LANGUAGE: ['handler'],
  OBJECT_FDW: ['handler'],
  OBJECT_ACCESS_METHOD: ['handler'],
};

function routineOf(source: StatementSource, type: ObjectType, from: number): ObjectName | null {
  const end = source.tokens.length;
  if (type === 'OBJECT_OPERATOR') return operatorRoutine(source, from);
  const at = findWord(source, from, end, ...(ROUTINE_WORDS[type] ?? []));
  // NO HANDLER.
  if (at >= end - 1 || wordAt(source, at - 1) === 'no') return null;
  return new TokenCursor(source, at + 1).objectName();
}

/** `CREATE OPERATOR x (FUNCTION = f, ...)`. */
function operatorRoutine(source: StatementSource, from: number): ObjectName | null {
  const open = findWord(source, from, source.tokens.length, '(');
  const close = source.tokens[open]?.close ?? open;
  const at = findWord(source, open + 1, close, 'function', 'procedure');
  return at >= close ? null : new TokenCursor(source, at + 2).objectName();
}

function alterObject(source: StatementSource, type: ObjectType, node: Node): Operation {
  const cursor = new TokenCursor(source);
  cursor.take('alter');
  takeKindWords(cursor, type);
  const ifExists = cursor.takeIfExists();
  const { name } = takeReference(cursor, type);
  return {
    kind: 'AlterObject',
    span: wholeSpan(source),
    objectKind: objectKindOf(type),
    name,
    table: null,
    ifExists,
    definition: restOf(source, cursor.at),
    options: optionsOf(source, node),
    relations: relationsOf(source, node),
  };
}

/** ALTER TABLE ALL IN TABLESPACE x SET TABLESPACE y. */
function moveAll(source: StatementSource): Operation {
  const second = wordAt(source, 1) === 'materialized' ? 2 : 1;
  const cursor = new TokenCursor(source, second + 1);
  cursor.take('all', 'in', 'tablespace');
  return {
    kind: 'AlterObject',
    span: wholeSpan(source),
    objectKind: 'tablespace',
    name: cursor.objectName(),
    table: null,
    definition: restOf(source, cursor.at),
  };
}

function alterNamed(source: StatementSource, objectKind: ObjectKind, ...words: readonly string[]): Operation {
  const cursor = new TokenCursor(source);
  cursor.take(...words);
  const definition = restOf(source, cursor.at);
  const name = cursor.objectName();
  return { kind: 'AlterObject', span: wholeSpan(source), objectKind, name, table: null, definition };
}

function securityLabel(source: StatementSource, type: ObjectType | undefined): Operation {
  const cursor = new TokenCursor(source);
  cursor.take('security', 'label');
  cursor.skipTo('on');
  cursor.take('on');
  takeKindWords(cursor, type);
  const { name, table } = takeReference(cursor, type);
  const definition = restOf(source, cursor.at);
  return {
    kind: 'AlterObject',
    span: wholeSpan(source),
    objectKind: objectKindOf(type),
    name,
    table,
    definition,
  };
}
