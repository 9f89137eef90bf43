import type {
  CallStmt,
  DeallocateStmt,
  DiscardStmt,
  ExecuteStmt,
  ExplainStmt,
  PrepareStmt,
} from '@pgsql/types';
import type { Operation } from '../operation.ts';
import { TokenCursor } from './cursor.ts';
import { isOn } from './definitionElements.ts';
import { readStatements } from './embeddedStatements.ts';
import { createPart, type StatementSource, spanOf, textOf, wholeSpan, wordAt } from './source.ts';
import { stringList } from './typeReference.ts';

/** PREPARE name AS statement. */
export function lowerPrepare(source: StatementSource, node: PrepareStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.skipTo('as');
  const from = cursor.at + 1;
  const to = source.tokens.length;
  return [
    {
      kind: 'DynamicStatement',
      span: wholeSpan(source),
      verb: 'prepare',
      name: node.name ?? null,
      text: { value: textOf(source, from, to), span: spanOf(source, from, to) },
      body: readStatements(source, [{ from, to }]),
    },
  ];
}

export function lowerExecute(source: StatementSource, node: ExecuteStmt): Operation[] {
  return [dynamic(source, 'execute', node.name ?? null)];
}

export function lowerDeallocate(source: StatementSource, node: DeallocateStmt): Operation[] {
  return [dynamic(source, 'deallocate', node.name ?? null)];
}

export function lowerCall(source: StatementSource, node: CallStmt): Operation[] {
  return [dynamic(source, 'call', stringList(node.funccall?.funcname).join('.'))];
}

function dynamic(
  source: StatementSource,
  verb: 'execute' | 'deallocate' | 'call',
  name: string | null,
): Operation {
  return { kind: 'DynamicStatement', span: wholeSpan(source), verb, name, text: null, body: [] };
}

/** EXPLAIN ANALYZE runs its statement; plain EXPLAIN changes nothing. */
export function lowerExplain(source: StatementSource, node: ExplainStmt): readonly Operation[] {
  if (!isOn(node.options, 'analyze')) return [harmless(source)];
  const cursor = new TokenCursor(source, 1);
  if (cursor.word === '(') cursor.skip();
  while (cursor.takeOneOf('analyze', 'analyse', 'verbose') !== '');
  return source.readInner(createPart(source, cursor.at, source.tokens.length));
}

/** DISCARD ALL resets every setting; the other forms change nothing that a review looks at. */
export function lowerDiscard(source: StatementSource, node: DiscardStmt): Operation[] {
  if (node.target !== undefined && node.target !== 'DISCARD_ALL') return [harmless(source)];
  return [
    {
      kind: 'SetVariable',
      span: wholeSpan(source),
      scope: 'session',
      name: 'all',
      value: null,
      reset: true,
      restoresSaved: false,
    },
  ];
}

/** A statement that cannot change the schema: SHOW, LISTEN, FETCH and their like. */
export function harmless(source: StatementSource): Operation {
  return {
    kind: 'Unknown',
    span: wholeSpan(source),
    verb: wordAt(source, 0),
    object: null,
    harmless: true,
  };
}
