import type { CreatedbStmt, CreateSchemaStmt } from '@pgsql/types';
import type { Identifier, ObjectName } from '../names.ts';
import type { Operation } from '../operation.ts';
import { TokenCursor } from './cursor.ts';
import { readStatements } from './embeddedStatements.ts';
import { readElements } from './namedOptions.ts';
import { readRole } from './roles.ts';
import { type StatementSource, type TokenRange, wholeSpan } from './source.ts';

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
    owner: node.authrole === undefined ? null : readRole(node.authrole),
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

export function lowerCreateDatabase(source: StatementSource, node: CreatedbStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create', 'database');
  const schema = cursor.identifier();
  return [
    {
      kind: 'CreateSchema',
      span: wholeSpan(source),
      objectKind: 'database',
      schema,
      ifNotExists: false,
      options: readElements(source, node.options),
    },
  ];
}
