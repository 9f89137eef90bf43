import type { OperationOf } from '../../../operations/operation.ts';
import { version } from '../../engine.ts';
import {
  type Change,
  type ChangeContext,
  change,
  isMysql,
  isVersion,
  needs,
  refused,
  relationName,
} from '../context.ts';

/** Partition actions of ALTER TABLE. */
export function partitionsAltered(operation: OperationOf<'AlterPartitions'>, context: ChangeContext): Change {
  switch (operation.action) {
    case 'partition-by':
      return change('partition-table');
    case 'remove-partitioning':
      return change('remove-partitioning');
    case 'add':
      return change(addsToHash(operation, context) ? 'add-hash-partition' : 'add-range-partition');
    case 'drop':
      return change('drop-partition');
    case 'truncate':
      return change('truncate-partition');
    case 'coalesce':
      return change('coalesce-partition');
    case 'reorganize':
      return change('reorganize-partition');
    case 'rebuild':
      return change('rebuild-partition');
    case 'optimize':
      return change('optimize-partition');
    case 'analyze':
      return change('analyze-partition');
    case 'check':
      return change('check-partition');
    case 'repair':
      return change('repair-partition');
    case 'exchange':
      return partitionExchanged(operation, context);
    case 'convert':
      return partitionConverted(operation, context);
    case 'discard-tablespace':
    case 'import-tablespace':
      return change('discard-partition-tablespace');
  }
}

/** ADD PARTITION names its partitions for RANGE and LIST and spreads the rows anew for HASH and KEY. */
function addsToHash(operation: OperationOf<'AlterPartitions'>, context: ChangeContext): boolean {
  const method = context.state.table?.partitioning?.method ?? operation.scheme?.method ?? null;
  return method === null ? operation.partitions.length === 0 : /hash|key/.test(method);
}

function partitionExchanged(operation: OperationOf<'AlterPartitions'>, context: ChangeContext): Change {
  const locks =
    operation.exchangeWith === null
      ? []
      : [{ relation: relationName(operation.exchangeWith), role: 'other', mode: 'EXCLUSIVE' } as const];
  const exchanged = {
    ...change(operation.validation ? 'exchange-partition' : 'exchange-partition-unchecked'),
    locks,
  };
  return operation.validation || isMysql(context)
    ? exchanged
    : needs(context, '11.4', version(11, 4), exchanged);
}

function partitionConverted(operation: OperationOf<'AlterPartitions'>, context: ChangeContext): Change {
  if (isMysql(context)) return { ...change('exchange-partition'), refusal: refused('1064', 'syntax') };
  const locks =
    operation.exchangeWith === null
      ? []
      : [{ relation: relationName(operation.exchangeWith), role: 'other', mode: 'EXCLUSIVE' } as const];
  const converted = { ...change('convert-partition'), locks };
  return isVersion(context, 10, 7)
    ? converted
    : { ...converted, refusal: refused('1064', 'needs-newer-version', '10.7') };
}
