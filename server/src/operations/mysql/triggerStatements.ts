import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Identifier } from '../names.ts';
import type { CreateTrigger } from '../objectOperations.ts';
import { readBody } from './compoundBody.ts';
import type { CreatePrefix } from './createPrefix.ts';
import { readIdentifier, readNameList, readObjectName } from './names.ts';
import type { Reading } from './reading.ts';
import { acceptIfNotExists } from './tableElement.ts';

/** Reads CREATE TRIGGER from the word after TRIGGER. */
export function readCreateTrigger(reading: Reading, prefix: CreatePrefix): void {
  const { cursor } = reading;
  const ifNotExists = acceptIfNotExists(cursor);
  const trigger = readObjectName(cursor);
  reading.noteHead('create trigger', trigger);
  const timing = cursor.accept('BEFORE') ? 'before' : 'after';
  if (timing === 'after') cursor.expect('AFTER');
  const { events, columns } = readEvents(cursor);
  cursor.expect('ON');
  const table = readObjectName(cursor);
  reading.noteHead('create trigger', table);
  if (!cursor.acceptSequence('FOR', 'EACH', 'ROW')) cursor.fail();
  const order = readOrder(cursor);
  if (cursor.atEnd) cursor.fail();
  const body = readBody(reading);
  reading.emit({
    kind: 'CreateTrigger',
    span: cursor.wholeSpan(),
    table,
    tableIfExists: false,
    trigger: trigger.name,
    timing,
    events,
    orReplace: prefix.orReplace,
    constraint: false,
    body,
    ifNotExists,
    order,
    columns,
  });
}

/** One event, or in MariaDB several: `INSERT OR UPDATE OF a, b`. */
function readEvents(cursor: TokenCursor): Pick<CreateTrigger, 'events'> & { readonly columns: Identifier[] } {
  const events: CreateTrigger['events'][number][] = [];
  const columns: Identifier[] = [];
  do {
    const word = cursor.advance().text;
    if (word === 'INSERT') events.push('insert');
    else if (word === 'UPDATE') events.push('update');
    else if (word === 'DELETE') events.push('delete');
    else cursor.fail();
    if (word === 'UPDATE' && cursor.accept('OF')) columns.push(...readNameList(cursor));
  } while (cursor.accept('OR'));
  return { events, columns };
}

function readOrder(cursor: TokenCursor): Required<CreateTrigger>['order'] {
  const side = cursor.at('FOLLOWS') ? 'follows' : 'precedes';
  if (!cursor.accept('FOLLOWS') && !cursor.accept('PRECEDES')) return null;
  return { side, trigger: readIdentifier(cursor) };
}
