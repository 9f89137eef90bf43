import type { CreatedbStmt, CreateSchemaStmt, Node, ObjectType } from '@pgsql/types';
import type { Identifier, ObjectName } from '../names.ts';
import type { ObjectKind } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import { TokenCursor } from './cursor.ts';
import { readStatements } from './embeddedStatements.ts';
import { objectKindOf, takeKindWords, takeReference } from './objectReference.ts';
import { type StatementSource, type TokenRange, wholeSpan, wordAt } from './source.ts';

/** CREATE SCHEMA with the objects that may stand in it; names without a schema mean the new one. */
export function lowerCreateSchema(source: StatementSource, node: CreateSchemaStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create', 'schema');
  const ifNotExists = cursor.takeIfNotExists();
  // CREATE SCHEMA AUTHORIZATION role names the schema after the role.
  cursor.take('authorization');
  const schema = cursor.identifier();
  const create: Operation = {
    kind: 'CreateSchema',
    span: wholeSpan(source),
    objectKind: 'schema',
    schema,
    ifNotExists,
  };
  if (node.schemaElts === undefined) return [create];
  const elements = readStatements(source, schemaElements(source, cursor.at));
  return [
    create,
    ...elements.flatMap(({ operations }) => operations.map(operation => inSchema(operation, schema))),
  ];
}

/** Each element begins with CREATE or GRANT at the outermost bracket level. */
function schemaElements(source: StatementSource, from: number): TokenRange[] {
  const starts: number[] = [];
  const cursor = new TokenCursor(source, from);
  while (cursor.skipTo('create', 'grant')) {
    starts.push(cursor.at);
    cursor.skip();
  }
  return starts.map((start, index) => ({ from: start, to: starts[index + 1] ?? source.tokens.length }));
}

function inSchema(operation: Operation, schema: Identifier): Operation {
  const qualify = (name: ObjectName): ObjectName => (name.schema === null ? { ...name, schema } : name);
  switch (operation.kind) {
    case 'CreateTable':
    case 'CreateIndex':
    case 'CreateTrigger':
      return { ...operation, table: qualify(operation.table) };
    case 'CreateView':
      return { ...operation, view: qualify(operation.view) };
    case 'CreateSequence':
      return { ...operation, sequence: qualify(operation.sequence) };
    default:
      return operation;
  }
}

export function lowerCreateDatabase(source: StatementSource, _node: CreatedbStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create', 'database');
  const schema = cursor.identifier();
  return [
    { kind: 'CreateSchema', span: wholeSpan(source), objectKind: 'database', schema, ifNotExists: false },
  ];
}

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
  if (created !== undefined) return [createObject(source, created)];
  const altered = ALTERED[statement];
  if (altered !== undefined) return [alterObject(source, altered)];
  const span = wholeSpan(source);
  if ('DefineStmt' in node) return [createObject(source, node.DefineStmt.kind ?? 'OBJECT_TYPE')];
  if ('AlterSystemStmt' in node)
    return [{ kind: 'AlterObject', span, objectKind: 'system', name: null, table: null }];
  if ('ImportForeignSchemaStmt' in node) {
    return [
      {
        kind: 'CreateObject',
        span,
        objectKind: 'foreign table',
        name: null,
        ifNotExists: false,
        table: null,
      },
    ];
  }
  if ('AlterTableMoveAllStmt' in node) return [moveAll(source)];
  if ('ReassignOwnedStmt' in node) return [alterNamed(source, 'role', 'reassign', 'owned', 'by')];
  return 'SecLabelStmt' in node ? [securityLabel(source, node.SecLabelStmt.objtype)] : null;
}

function createObject(source: StatementSource, type: ObjectType): Operation {
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
  const name = unnamed ? null : takeReference(cursor, type).name;
  const table = type === 'OBJECT_STATISTIC_EXT' && cursor.skipTo('from') ? takeTable(cursor) : null;
  return {
    kind: 'CreateObject',
    span: wholeSpan(source),
    objectKind: objectKindOf(type),
    name,
    ifNotExists,
    table,
  };
}

function takeTable(cursor: TokenCursor): ObjectName {
  cursor.take('from');
  return cursor.objectName();
}

function alterObject(source: StatementSource, type: ObjectType): Operation {
  const cursor = new TokenCursor(source);
  cursor.take('alter');
  takeKindWords(cursor, type);
  cursor.takeIfExists();
  const { name } = takeReference(cursor, type);
  return { kind: 'AlterObject', span: wholeSpan(source), objectKind: objectKindOf(type), name, table: null };
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
  };
}

function alterNamed(source: StatementSource, objectKind: ObjectKind, ...words: readonly string[]): Operation {
  const cursor = new TokenCursor(source);
  cursor.take(...words);
  return { kind: 'AlterObject', span: wholeSpan(source), objectKind, name: cursor.objectName(), table: null };
}

function securityLabel(source: StatementSource, type: ObjectType | undefined): Operation {
  const cursor = new TokenCursor(source);
  cursor.take('security', 'label');
  cursor.skipTo('on');
  cursor.take('on');
  takeKindWords(cursor, type);
  const { name, table } = takeReference(cursor, type);
  return { kind: 'AlterObject', span: wholeSpan(source), objectKind: objectKindOf(type), name, table };
}
