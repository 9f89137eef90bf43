import type { AlterPolicyStmt, CreatePolicyStmt, Node, RuleStmt } from '@pgsql/types';
import type { Expression } from '../columns.ts';
import type { CreatePolicy } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import { objectNameAt, TokenCursor, unqualified } from './cursor.ts';
import { readStatements } from './embeddedStatements.ts';
import { readExpression } from './expression.ts';
import { restOf } from './namedOptions.ts';
import { readRoles } from './roles.ts';
import {
  findWord,
  insideBracket,
  type StatementSource,
  splitAtSemicolons,
  type TokenRange,
  wholeSpan,
  wordAt,
} from './source.ts';

const POLICY_COMMANDS: Readonly<Record<string, CreatePolicy['command']>> = {
  select: 'select',
  insert: 'insert',
  update: 'update',
  delete: 'delete',
};

export function lowerCreatePolicy(source: StatementSource, node: CreatePolicyStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create', 'policy');
  return [
    {
      kind: 'CreatePolicy',
      span: wholeSpan(source),
      policy: cursor.identifier(),
      table: objectNameAt(source, node.table?.location),
      tableIfExists: false,
      permissive: node.permissive === true,
      roles: readRoles(node.roles),
      command: POLICY_COMMANDS[node.cmd_name ?? ''] ?? 'all',
      using: readClause(source, node.qual, 'using'),
      withCheck: readClause(source, node.with_check, 'check'),
    },
  ];
}

/** The expression in the bracket behind the word. */
function readClause(source: StatementSource, node: Node | undefined, word: string): Expression | null {
  if (node === undefined) return null;
  const end = source.tokens.length;
  let at = findWord(source, 0, end, word);
  while (at < end && wordAt(source, at + 1) !== '(') at = findWord(source, at + 1, end, word);
  const { from, to } = insideBracket(source, at + 1, end);
  return readExpression(source, node, from, to);
}

export function lowerAlterPolicy(source: StatementSource, node: AlterPolicyStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('alter', 'policy');
  const tableIfExists = cursor.takeIfExists();
  return [
    {
      kind: 'AlterPolicy',
      span: wholeSpan(source),
      policy: cursor.identifier(),
      table: objectNameAt(source, node.table?.location),
      tableIfExists,
      roles: node.roles === undefined ? null : readRoles(node.roles),
      using: readClause(source, node.qual, 'using'),
      withCheck: readClause(source, node.with_check, 'check'),
    },
  ];
}

export function lowerCreateRule(source: StatementSource, node: RuleStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create');
  cursor.take('or', 'replace');
  cursor.take('rule');
  const name = unqualified(cursor.identifier());
  return [
    {
      kind: 'CreateObject',
      span: wholeSpan(source),
      objectKind: 'rule',
      name,
      ifNotExists: false,
      table: objectNameAt(source, node.relation?.location),
      definition: restOf(source, cursor.at),
      body: readStatements(source, ruleActions(source, cursor.at)),
    },
  ];
}

/** The statements behind DO: none for NOTHING, one, or several in a bracket. */
function ruleActions(source: StatementSource, from: number): TokenRange[] {
  const cursor = new TokenCursor(source, from);
  cursor.skipTo('do');
  cursor.take('do');
  cursor.takeOneOf('also', 'instead');
  if (cursor.word === 'nothing') return [];
  const isList = cursor.word === '(' && source.tokens[cursor.at]?.close === cursor.end - 1;
  const { from: first, to } = isList
    ? insideBracket(source, cursor.at, cursor.end)
    : { from: cursor.at, to: cursor.end };
  return splitAtSemicolons(source, first, to);
}
