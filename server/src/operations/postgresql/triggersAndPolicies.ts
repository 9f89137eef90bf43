import type { AlterPolicyStmt, CreatePolicyStmt, CreateTrigStmt, RuleStmt } from '@pgsql/types';
import type { CreatePolicy, CreateTrigger } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import { objectNameAt, TokenCursor, unqualified } from './cursor.ts';
import { readRoles } from './roles.ts';
import { type StatementSource, wholeSpan } from './source.ts';

/** Bits of the server's pg_trigger.h. */
const TRIGGER_BEFORE = 2;
const TRIGGER_INSTEAD = 64;
const TRIGGER_EVENTS = [
  [4, 'insert'],
  [8, 'delete'],
  [16, 'update'],
  [32, 'truncate'],
] as const;

export function lowerCreateTrigger(source: StatementSource, node: CreateTrigStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create');
  cursor.take('or', 'replace');
  cursor.take('constraint');
  cursor.take('trigger');
  const { timing = 0, events = 0 } = node;
  return [
    {
      kind: 'CreateTrigger',
      span: wholeSpan(source),
      trigger: cursor.identifier(),
      table: objectNameAt(source, node.relation?.location),
      tableIfExists: false,
      timing: timingOf(timing),
      events: TRIGGER_EVENTS.flatMap(([bit, event]) => ((events & bit) === 0 ? [] : [event])),
      orReplace: node.replace === true,
      constraint: node.isconstraint === true,
      body: [],
    },
  ];
}

function timingOf(bits: number): CreateTrigger['timing'] {
  if ((bits & TRIGGER_INSTEAD) !== 0) return 'instead of';
  return (bits & TRIGGER_BEFORE) !== 0 ? 'before' : 'after';
}

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
    },
  ];
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
    },
  ];
}

export function lowerCreateRule(source: StatementSource, node: RuleStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create');
  cursor.take('or', 'replace');
  cursor.take('rule');
  return [
    {
      kind: 'CreateObject',
      span: wholeSpan(source),
      objectKind: 'rule',
      name: unqualified(cursor.identifier()),
      ifNotExists: false,
      table: objectNameAt(source, node.relation?.location),
    },
  ];
}
