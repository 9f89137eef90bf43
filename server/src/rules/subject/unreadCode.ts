import { objectKey, searchPath } from '../../catalog/catalog.ts';
import type { RoutineSignature } from '../../catalog/model.ts';
import { STEADY_FUNCTIONS } from '../../engines/postgresql/steadyFunctions.ts';
import { VOLATILE_FUNCTIONS } from '../../engines/postgresql/volatileFunctions.ts';
import type { OperationContext } from '../rule.ts';
import { perContext } from './perContext.ts';
import { code } from './wording.ts';

/**
 * PostgreSQL: names the code that a statement runs and nobody can read here, in back quotes where it has a name: a
 * procedure, a function that is not the server's own, a text that is put together when it runs, a DO block in a language
 * other than SQL and PL/pgSQL. Null for everything else.
 */
export const unreadCode = perContext(namedCode);

const READ_LANGUAGES = new Set(['sql', 'plpgsql']);

function namedCode(context: OperationContext): string | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'DynamicStatement':
      if (operation.verb === 'call')
        return operation.name === null ? 'a procedure' : code(`CALL ${operation.name}`);
      // EXECUTE of a prepared statement has a name, and its text stands in the file.
      return operation.verb === 'execute' &&
        operation.name === null &&
        operation.text === null &&
        operation.body.length === 0
        ? 'a text that is put together when it runs'
        : null;
    case 'ExecuteBlock':
      return READ_LANGUAGES.has(operation.language.toLowerCase())
        ? null
        : `a DO block in ${code(operation.language)}`;
    case 'Query': {
      // A call for the sake of what it does has no FROM.
      if (operation.reads.length > 0) return null;
      const called = operation.functions.find(name => !isHarmless(context, name));
      return called === undefined ? null : code(`${called}()`);
    }
    default:
      return null;
  }
}

/** The server's own functions change no table, and those that are declared STABLE or IMMUTABLE cannot. */
function isHarmless({ before }: OperationContext, name: string): boolean {
  const local = name.slice(name.lastIndexOf('.') + 1);
  const schema = local === name ? null : name.slice(0, name.length - local.length - 1);
  if (schema === 'pg_catalog' || schema === 'information_schema') return true;
  for (const own of schema === null ? searchPath(before) : [schema]) {
    const found = before.get(objectKey('routine', own, local));
    if (found?.kind === 'routine') return found.signatures.every(isHarmlessSignature);
  }
  return schema === null && (STEADY_FUNCTIONS.has(local) || VOLATILE_FUNCTIONS.has(local) || OWN.test(local));
}

/** STABLE, IMMUTABLE, or with a body that was read and only asks. */
function isHarmlessSignature({ volatility, body }: RoutineSignature): boolean {
  const operations = body.flatMap(statement => statement.operations);
  return (
    volatility !== 'volatile' || (operations.length > 0 && operations.every(({ kind }) => kind === 'Query'))
  );
}

/** Aggregates, and functions of the server that give several values, or have signatures of several kinds. */
const OWN =
  /^(?:pg_|lo_|txid_|has_|jsonb?_|xml|array_|regexp_|string_to_|ts_|setval$|set_config$|setseed$|generate_s|unnest$|count$|sum$|avg$|min$|max$|every$|bool_|string_agg$|row_security_active$|random$|now$|version$)/;
