import type { ObjectName } from '../names.ts';
import type { Unknown } from '../sessionOperations.ts';
import { TokenCursor } from './cursor.ts';
import { findWord, type StatementSource, spanOf, wordAt } from './source.ts';

/** A statement by its first words. `known` says that they are a statement of PostgreSQL. */
export interface StatementHead {
  readonly known: boolean;
  readonly operation: Unknown;
}

interface VerbSyntax {
  /** Words that may stand between the verb and the name. */
  readonly before: readonly string[];
  readonly harmless: boolean;
}

const VERBS: ReadonlyMap<string, VerbSyntax> = new Map<string, VerbSyntax>([
  ['abort', { before: [], harmless: true }],
  ['analyze', { before: ['verbose'], harmless: true }],
  ['analyse', { before: ['verbose'], harmless: true }],
  ['begin', { before: [], harmless: true }],
  ['call', { before: [], harmless: false }],
  ['checkpoint', { before: [], harmless: true }],
  ['close', { before: [], harmless: true }],
  ['cluster', { before: ['verbose'], harmless: true }],
  ['comment', { before: [], harmless: true }],
  ['commit', { before: [], harmless: true }],
  ['copy', { before: [], harmless: true }],
  ['deallocate', { before: [], harmless: true }],
  ['declare', { before: [], harmless: true }],
  ['delete', { before: ['from', 'only'], harmless: true }],
  ['discard', { before: [], harmless: false }],
  ['do', { before: [], harmless: false }],
  ['end', { before: [], harmless: true }],
  ['execute', { before: [], harmless: false }],
  ['explain', { before: [], harmless: true }],
  ['fetch', { before: [], harmless: true }],
  ['grant', { before: [], harmless: true }],
  ['import', { before: [], harmless: false }],
  ['insert', { before: ['into'], harmless: true }],
  ['listen', { before: [], harmless: true }],
  ['load', { before: [], harmless: false }],
  ['lock', { before: ['table', 'only'], harmless: true }],
  ['merge', { before: ['into'], harmless: true }],
  ['move', { before: [], harmless: true }],
  ['notify', { before: [], harmless: true }],
  ['prepare', { before: [], harmless: true }],
  ['reassign', { before: [], harmless: true }],
  ['refresh', { before: ['materialized', 'view', 'concurrently'], harmless: true }],
  ['reindex', { before: ['index', 'table', 'schema', 'concurrently'], harmless: true }],
  ['release', { before: [], harmless: true }],
  ['reset', { before: [], harmless: true }],
  ['revoke', { before: [], harmless: true }],
  ['rollback', { before: [], harmless: true }],
  ['savepoint', { before: [], harmless: true }],
  ['security', { before: [], harmless: true }],
  ['select', { before: [], harmless: true }],
  ['set', { before: [], harmless: true }],
  ['show', { before: [], harmless: true }],
  ['start', { before: [], harmless: true }],
  ['table', { before: [], harmless: true }],
  ['truncate', { before: ['table', 'only'], harmless: true }],
  ['unlisten', { before: [], harmless: true }],
  ['update', { before: ['only'], harmless: true }],
  ['vacuum', { before: ['full', 'freeze', 'verbose', 'analyze'], harmless: true }],
  ['values', { before: [], harmless: true }],
  ['with', { before: [], harmless: true }],
]);

/** Verbs after which a name follows that says what the statement touches. */
const NAMING_VERBS: ReadonlySet<string> = new Set([
  'analyze',
  'analyse',
  'cluster',
  'copy',
  'delete',
  'insert',
  'lock',
  'merge',
  'refresh',
  'reindex',
  'truncate',
  'update',
  'vacuum',
]);

export function readHead(source: StatementSource): StatementHead {
  const verb = wordAt(source, 0);
  if (verb === 'create' || verb === 'alter' || verb === 'drop') return readDefinitionHead(source);
  const known = VERBS.get(verb);
  if (known === undefined) return head(source, { known: false, verb: firstWord(source), object: null });
  const cursor = new TokenCursor(source, 1);
  if (cursor.word === '(') cursor.skip();
  while (cursor.takeOneOf(...known.before) !== '');
  const object = NAMING_VERBS.has(verb) ? nameOrNull(cursor) : null;
  return head(source, { known: true, verb, object, harmless: known.harmless });
}

function firstWord(source: StatementSource): string {
  return source.tokens[0]?.kind === 'word' ? wordAt(source, 0) : '';
}

function head(
  source: StatementSource,
  found: {
    readonly known: boolean;
    readonly verb: string;
    readonly object: ObjectName | null;
    readonly harmless?: boolean;
  },
): StatementHead {
  const { known, verb, object, harmless = false } = found;
  return {
    known,
    operation: { kind: 'Unknown', span: spanOf(source, 0, source.tokens.length), verb, object, harmless },
  };
}

/** Words that may stand between the verb and the kind of object. */
const MODIFIERS: readonly string[] = [
  'or',
  'replace',
  'temp',
  'temporary',
  'global',
  'local',
  'unlogged',
  'unique',
  'recursive',
  'constraint',
  'default',
  'trusted',
  'procedural',
];

/** The words of kinds; the longest that fits is taken. */
const KINDS: readonly (readonly string[])[] = [
  ['access', 'method'],
  ['aggregate'],
  ['cast'],
  ['collation'],
  ['conversion'],
  ['database'],
  ['privileges'],
  ['domain'],
  ['event', 'trigger'],
  ['extension'],
  ['foreign', 'data', 'wrapper'],
  ['foreign', 'table'],
  ['function'],
  ['group'],
  ['index'],
  ['language'],
  ['large', 'object'],
  ['materialized', 'view'],
  ['operator', 'class'],
  ['operator', 'family'],
  ['operator'],
  ['owned'],
  ['policy'],
  ['procedure'],
  ['publication'],
  ['role'],
  ['routine'],
  ['rule'],
  ['schema'],
  ['sequence'],
  ['server'],
  ['statistics'],
  ['subscription'],
  ['system'],
  ['table'],
  ['tablespace'],
  ['text', 'search'],
  ['transform'],
  ['trigger'],
  ['type'],
  ['user', 'mapping'],
  ['user'],
  ['view'],
];

function readDefinitionHead(source: StatementSource): StatementHead {
  const cursor = new TokenCursor(source);
  const verb = cursor.word;
  cursor.skip();
  while (cursor.takeOneOf(...MODIFIERS) !== '');
  const kind = KINDS.find(words => cursor.take(...words));
  if (kind === undefined) return head(source, { known: false, verb, object: null });
  cursor.take('concurrently');
  if (!cursor.takeIfNotExists()) cursor.takeIfExists();
  cursor.take('only');
  const name = nameOrNull(cursor);
  return head(source, {
    known: true,
    verb: `${verb} ${kind.join(' ')}`,
    object: tableOf(source, cursor, kind[0] ?? '') ?? name,
  });
}

/** Indexes, triggers, policies and rules name their table after ON or TO. */
function tableOf(source: StatementSource, cursor: TokenCursor, kind: string): ObjectName | null {
  if (!['index', 'trigger', 'policy', 'rule'].includes(kind)) return null;
  const end = source.tokens.length;
  const at = findWord(source, cursor.at - 1, end, 'on');
  if (at === end) return null;
  const table = new TokenCursor(source, at + 1);
  table.take('only');
  return nameOrNull(table);
}

function nameOrNull(cursor: TokenCursor): ObjectName | null {
  const token = cursor.source.tokens[cursor.at];
  if (token === undefined || (token.kind !== 'word' && token.kind !== 'quoted')) return null;
  return cursor.objectName();
}
