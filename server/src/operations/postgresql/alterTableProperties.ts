import type { Operation } from '../operation.ts';
import type { SetTableProperty, SetTriggerState, StorageParameter } from '../tableOperations.ts';
import { TokenCursor } from './cursor.ts';
import { readBracketOptions } from './namedOptions.ts';
import { readPartitionBound } from './partitionBound.ts';
import { readRole } from './roles.ts';
import { insideBracket, type StatementSource, spanOf, splitAtCommas, textOf } from './source.ts';
import { baseOf, type TableAction } from './tableAction.ts';

type Property = SetTableProperty['property'];

/** Actions whose words before the value are always the same: the property and those words. */
const PROPERTIES: Readonly<Record<string, readonly [property: Property, ...words: string[]]>> = {
  AT_SetTableSpace: ['tablespace', 'set', 'tablespace'],
  AT_SetAccessMethod: ['access-method', 'set', 'access', 'method'],
  AT_SetLogged: ['logged', 'set', 'logged'],
  AT_SetUnLogged: ['unlogged', 'set', 'unlogged'],
  AT_ClusterOn: ['cluster-on', 'cluster', 'on'],
  AT_DropCluster: ['without-cluster', 'set', 'without', 'cluster'],
  AT_DropOids: ['without-oids', 'set', 'without', 'oids'],
  AT_EnableRowSecurity: ['enable-row-security', 'enable', 'row', 'level', 'security'],
  AT_DisableRowSecurity: ['disable-row-security', 'disable', 'row', 'level', 'security'],
  AT_ForceRowSecurity: ['force-row-security', 'force', 'row', 'level', 'security'],
  AT_NoForceRowSecurity: ['no-force-row-security', 'no', 'force', 'row', 'level', 'security'],
  AT_AddInherit: ['inherit', 'inherit'],
  AT_DropInherit: ['no-inherit', 'no', 'inherit'],
  AT_AddOf: ['of-type', 'of'],
  AT_DropOf: ['not-of', 'not', 'of'],
  AT_EnableRule: ['enable-rule', 'enable', 'rule'],
  AT_EnableAlwaysRule: ['enable-rule', 'enable', 'always', 'rule'],
  AT_EnableReplicaRule: ['enable-rule', 'enable', 'replica', 'rule'],
  AT_DisableRule: ['disable-rule', 'disable', 'rule'],
  AT_ReplicaIdentity: ['replica-identity', 'replica', 'identity'],
};

/** Actions on the table as a whole. */
export function lowerTableAction(
  action: TableAction,
  objectKind: 'table' | 'foreign table' | 'materialized view',
): Operation {
  const { source, command, table, from, to } = action;
  const base = baseOf(action);
  const cursor = new TokenCursor(source, from, to);
  const property = PROPERTIES[command.subtype ?? ''];
  if (property !== undefined) {
    const [name, ...words] = property;
    cursor.take(...words);
    const valueSpan = cursor.done ? null : spanOf(source, cursor.at, to);
    return { ...base, kind: 'SetTableProperty', property: name, value: propertyValue(cursor), valueSpan };
  }
  switch (command.subtype) {
    case 'AT_ChangeOwner':
      return {
        kind: 'SetOwner',
        span: base.span,
        objectKind,
        name: table,
        owner: readRole(command.newowner),
        ifExists: base.tableIfExists,
      };
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions': {
      const reset = command.subtype === 'AT_ResetRelOptions';
      return {
        ...base,
        kind: 'SetStorageParameters',
        parameters: readParameters(source, from + 1, to),
        reset,
      };
    }
    case 'AT_EnableTrig':
    case 'AT_EnableAlwaysTrig':
    case 'AT_EnableReplicaTrig':
    case 'AT_EnableTrigAll':
    case 'AT_EnableTrigUser':
    case 'AT_DisableTrig':
    case 'AT_DisableTrigAll':
    case 'AT_DisableTrigUser':
      return { ...base, kind: 'SetTriggerState', ...triggerState(cursor, command.subtype) };
    case 'AT_AttachPartition':
    case 'AT_DetachPartition':
    case 'AT_DetachPartitionFinalize':
      return lowerPartitionAction(action, cursor);
    case 'AT_GenericOptions':
      return {
        kind: 'AlterObject',
        span: base.span,
        objectKind: 'foreign table',
        name: table,
        table: null,
        ifExists: base.tableIfExists,
        definition: { value: textOf(source, from, to), span: base.span },
        options: cursor.skipTo('(') ? readBracketOptions(source, cursor.at, to) : [],
      };
    default:
      return { ...base, kind: 'UnknownTableAction' };
  }
}

/** A name, `schema.name`, or words such as FULL and USING INDEX i; null when nothing follows. */
function propertyValue(cursor: TokenCursor): string | null {
  if (cursor.done) return null;
  cursor.take('using', 'index');
  const name = cursor.objectName();
  return name.schema === null ? name.name.value : `${name.schema.value}.${name.name.value}`;
}

type TriggerState = Pick<SetTriggerState, 'enabled' | 'firesOn' | 'trigger'>;

const FIRES_ON: Readonly<Record<string, SetTriggerState['firesOn']>> = {
  AT_EnableAlwaysTrig: 'always',
  AT_EnableReplicaTrig: 'replica',
};

function triggerState(cursor: TokenCursor, subtype: string): TriggerState {
  const enabled = subtype.startsWith('AT_Enable');
  const firesOn = FIRES_ON[subtype] ?? 'origin';
  if (subtype.endsWith('All')) return { enabled, firesOn, trigger: { kind: 'all' } };
  if (subtype.endsWith('User')) return { enabled, firesOn, trigger: { kind: 'user' } };
  cursor.skipTo('trigger');
  cursor.take('trigger');
  return { enabled, firesOn, trigger: { kind: 'named', name: cursor.identifier() } };
}

/** The names in `(fillfactor = 70, toast.autovacuum_enabled = false)`, lower case; the bracket opens at `open`. */
export function readParameters(source: StatementSource, open: number, limit: number): StorageParameter[] {
  const { from, to } = insideBracket(source, open, limit);
  return splitAtCommas(source, from, to).map(piece => {
    const cursor = new TokenCursor(source, piece.from, piece.to);
    cursor.objectName();
    const value = textOf(source, piece.from, cursor.at).toLowerCase();
    const isSet = cursor.take('=');
    return {
      value,
      setting: isSet ? textOf(source, cursor.at, piece.to) : null,
      span: spanOf(source, piece.from, piece.to),
    };
  });
}

function lowerPartitionAction(action: TableAction, cursor: TokenCursor): Operation {
  const { source, command, to } = action;
  const base = baseOf(action);
  const definition = command.def;
  const change = definition !== undefined && 'PartitionCmd' in definition ? definition.PartitionCmd : {};
  cursor.takeOneOf('attach', 'detach');
  cursor.take('partition');
  const partition = cursor.objectName();
  if (command.subtype === 'AT_AttachPartition') {
    return {
      ...base,
      kind: 'AttachPartition',
      partition,
      bound: readPartitionBound(source, change.bound, cursor.at, to),
    };
  }
  return {
    ...base,
    kind: 'DetachPartition',
    partition,
    concurrently: change.concurrent === true,
    finalize: command.subtype === 'AT_DetachPartitionFinalize',
  };
}
