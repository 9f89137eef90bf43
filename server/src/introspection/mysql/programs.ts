import { type DatabaseConnection, required } from '../connection.ts';
import { createText, quoteName } from './showCreate.ts';
import { withoutDefiner } from './tables.ts';

export interface Programs {
  readonly routines: readonly string[];
  readonly triggers: readonly string[];
  readonly events: readonly string[];
}

/** Functions, procedures and packages; triggers; events. Their bodies hold semicolons, so each has a delimiter. */
export async function readPrograms(connection: DatabaseConnection): Promise<Programs> {
  const routines = await connection.query(
    'SELECT routine_name AS name, routine_type AS kind FROM information_schema.routines WHERE routine_schema = DATABASE() ORDER BY routine_type, routine_name',
  );
  // In the order in which they fire.
  const triggers = await connection.query(
    'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY event_object_table, action_timing, event_manipulation, action_order',
  );
  const events = await connection.query(
    'SELECT event_name AS name FROM information_schema.events WHERE event_schema = DATABASE() ORDER BY event_name',
  );
  const each = async (kind: string, names: readonly string[]): Promise<readonly string[]> => {
    const statements: string[] = [];
    for (const name of names) statements.push(await showCreate(connection, kind, name));
    return statements;
  };
  const kinds = [...new Set(routines.map(row => required(row, 'kind')))];
  const routineTexts: string[] = [];
  for (const kind of kinds)
    routineTexts.push(
      ...(await each(
        kind,
        routines.filter(row => required(row, 'kind') === kind).map(row => required(row, 'name')),
      )),
    );
  return {
    routines: routineTexts,
    triggers: await each(
      'TRIGGER',
      triggers.map(row => required(row, 'name')),
    ),
    events: await each(
      'EVENT',
      events.map(row => required(row, 'name')),
    ),
  };
}

async function showCreate(connection: DatabaseConnection, kind: string, name: string): Promise<string> {
  const [row] = await connection.query(`SHOW CREATE ${kind} ${quoteName(name)}`);
  const written = createText(
    row,
    /^(?:create (?:function|procedure|event|package|package body)|sql original statement)$/i,
  );
  if (written === null)
    return `-- not captured: ${kind.toLowerCase()} ${quoteName(name)}: the account may not see its body`;
  const delimiter = freeDelimiter(written);
  return `DELIMITER ${delimiter}\n${withoutDefiner(written)} ${delimiter}\nDELIMITER ;`;
}

/** `;;` as dumps have it, or something that the body does not hold. */
function freeDelimiter(body: string): string {
  for (const candidate of [';;', '$$', '//']) if (!body.includes(candidate)) return candidate;
  return 'END_OF_BODY';
}
