import type { ObjectName } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import type { DynamicStatement, ExecuteBlock, Query, Unknown } from '../operations/sessionOperations.ts';
import type { EmbeddedStatement } from '../operations/statementSyntax.ts';
import type { UnknownTableAction } from '../operations/tableOperations.ts';
import { putSession } from './applySession.ts';
import { isComplete, nameKey, relationKey, sessionVariable, userVariable } from './catalog.ts';
import type { Draft } from './draft.ts';
import { doubtTable, tableKeyFor } from './knownTable.ts';

type Apply = (draft: Draft, operation: Operation) => void;

/*
 * Statements inside bodies are applied as if they ran, since most do; what they touch is uncertain from then on,
 * because conditions around them are not read.
 */

/** Languages whose statements the readers find; a body of theirs without statements does nothing. */
const READABLE_LANGUAGES = new Set(['plpgsql', 'sql']);

export function applyBlock(draft: Draft, operation: ExecuteBlock, apply: Apply): void {
  if (operation.body.length === 0 && !READABLE_LANGUAGES.has(operation.language.toLowerCase()))
    draft.distrustEverything();
  applyBody(draft, operation.body, apply);
}

function applyBody(draft: Draft, body: readonly EmbeddedStatement[], apply: Apply): void {
  for (const statement of body) {
    for (const operation of statement.operations)
      apply(draft.doubtfulAt({ ...draft.origin, span: operation.span }), operation);
  }
}

/** Session variables of this prefix hold the text of prepared statements; no setting has a blank in its name. */
const PREPARED = 'prepared ';

export function applyDynamic(draft: Draft, operation: DynamicStatement, apply: Apply): void {
  switch (operation.verb) {
    case 'deallocate':
      return;
    case 'prepare': {
      // Prepared to be executed: what it does is applied here.
      const held = heldBy(draft, operation);
      if (operation.name !== null)
        putSession(draft, PREPARED + operation.name, held === null ? (operation.text?.value ?? null) : '');
      applyBody(draft, operation.body, apply);
      applyElsewhere(draft, held ?? [], apply);
      return;
    }
    case 'execute': {
      const prepared =
        operation.name === null ? undefined : sessionVariable(draft, PREPARED + operation.name);
      const held = heldBy(draft, operation);
      if (operation.text === null && held === null && operation.body.length === 0 && prepared?.value == null)
        draft.distrustEverything();
      applyBody(draft, operation.body, apply);
      applyElsewhere(draft, held ?? [], apply);
      return;
    }
    case 'call':
      if (operation.body.length > 0) {
        applyBody(draft, operation.body, apply);
        return;
      }
      if (operation.name === null || !applyCall(draft, operation.name, operation, apply))
        draft.distrustEverything();
  }
}

/** SELECT f(): a routine of these migrations does what its body says; an unknown one may create objects. */
export function applyQuery(draft: Draft, operation: Query, apply: Apply): void {
  if (draft.dialect !== 'postgresql') return;
  for (const called of operation.functions) {
    if (isBuiltIn(called) || applyCall(draft, called, operation, apply)) continue;
    if (operation.reads.length === 0) draft.forgetCompleteness();
  }
}

/** Applies the bodies of a known routine; false when none is known or nothing in it could be read. */
function applyCall(draft: Draft, called: string, operation: Operation, apply: Apply): boolean {
  const routine = draft.get(nameKey(draft, 'routine', writtenName(called, operation)));
  if (routine?.kind !== 'routine') return false;
  if (!draft.startsCall(`${routine.schema}.${routine.name}`)) return true;
  const bodies = routine.signatures.flatMap(signature => signature.body);
  applyElsewhere(draft, bodies, apply);
  return bodies.length > 0;
}

/** Applies statements that stand in another statement than the one that runs them. */
function applyElsewhere(draft: Draft, body: readonly EmbeddedStatement[], apply: Apply): void {
  applyBody(draft, body, (inner, each) => apply(inner.doubtfulAt(draft.origin), each));
}

/** The statements in the @variable that a statement prepares. */
function heldBy(draft: Draft, { variable }: DynamicStatement): readonly EmbeddedStatement[] | null {
  return variable === undefined || variable === null
    ? null
    : (sessionVariable(draft, userVariable(variable))?.body ?? null);
}

function writtenName(text: string, operation: Operation): ObjectName {
  const parts = text.split('.').map(part => part.trim().replace(/^["`](.*)["`]$/, '$1'));
  const identifier = (value: string) => ({ value, quoted: true, span: operation.span });
  const name = parts.pop() ?? '';
  const schema = parts.pop();
  return {
    schema: schema === undefined ? null : identifier(schema),
    name: identifier(name),
    span: operation.span,
  };
}

const BUILT_IN =
  /^(?:pg_catalog\.|information_schema\.|pg_|set_|current_|txid_|array_|json|to_|date_|has_|string_|regexp_)/;
const BUILT_IN_NAMES = new Set([
  'setval',
  'nextval',
  'currval',
  'lastval',
  'now',
  'version',
  'count',
  'max',
  'min',
  'sum',
  'avg',
  'coalesce',
  'nullif',
  'greatest',
  'least',
  'clock_timestamp',
  'statement_timestamp',
  'gen_random_uuid',
  'random',
  'format',
  'concat',
  'concat_ws',
  'length',
  'lower',
  'upper',
  'substring',
  'replace',
  'quote_ident',
  'quote_literal',
  'exists',
  'generate_series',
  'row_number',
  'session_user',
  'user',
  'localtimestamp',
  'localtime',
  'md5',
  'unnest',
  'abs',
  'round',
  'floor',
  'ceil',
  'extract',
  'age',
  'trim',
  'bool_or',
  'bool_and',
  'obj_description',
  'col_description',
  'row_to_json',
  'session',
  'cast',
  'left',
  'right',
  'position',
  'split_part',
  'encode',
  'decode',
]);

function isBuiltIn(name: string): boolean {
  return BUILT_IN.test(name) || BUILT_IN_NAMES.has(name);
}

export function applyUnknown(draft: Draft, operation: Unknown): void {
  if (operation.harmless) return;
  if (operation.object === null) {
    draft.distrustEverything();
    return;
  }
  const key = relationKey(draft, operation.object);
  const object = draft.get(key);
  if (object === undefined) {
    draft.forgetCompleteness();
    return;
  }
  if ('schema' in object && object.certain) draft.put(key, { ...object, certain: false });
}

export function applyUnknownAction(draft: Draft, operation: UnknownTableAction): void {
  const key = tableKeyFor(draft, operation);
  if (key !== null) doubtTable(draft, key);
  // In a body even the table's name may be read wrongly.
  else if (draft.doubtful && isComplete(draft)) draft.distrustEverything();
}
