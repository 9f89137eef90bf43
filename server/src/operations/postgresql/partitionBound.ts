import type { Node, PartitionBoundSpec } from '@pgsql/types';
import type { Expression } from '../columns.ts';
import type { PartitionBound, PartitionValues } from '../partitionOperations.ts';
import { TokenCursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { after, insideBracket, type StatementSource, splitAtCommas, textOf } from './source.ts';

/** `FOR VALUES ...` or `DEFAULT` at `from`; it ends before `limit`. */
export function readPartitionBound(
  source: StatementSource,
  node: PartitionBoundSpec | undefined,
  from: number,
  limit: number,
): PartitionBound {
  const cursor = new TokenCursor(source, from, limit);
  const isDefault = node?.is_default === true;
  cursor.take('for', 'values');
  const start = cursor.at;
  if (isDefault) cursor.take('default');
  else {
    // IN (...), FROM (...) TO (...), WITH (...): words with a bracket after each.
    while (cursor.takeOneOf('in', 'from', 'to', 'with') !== '')
      cursor.at = Math.min(after(source, cursor.at), limit);
  }
  return {
    span: cursor.spanFrom(from),
    isDefault,
    text: textOf(source, start, cursor.at),
    values: node === undefined || isDefault ? null : readValues(source, node, start),
  };
}

function readValues(source: StatementSource, node: PartitionBoundSpec, from: number): PartitionValues | null {
  switch (node.strategy) {
    case 'l':
      return { kind: 'list', values: readBracket(source, node.listdatums, from + 1) };
    case 'r': {
      const to = after(source, from + 1);
      return {
        kind: 'range',
        from: readBracket(source, node.lowerdatums, from + 1),
        to: readBracket(source, node.upperdatums, to + 1),
      };
    }
    case 'h':
      return { kind: 'hash', modulus: node.modulus ?? 0, remainder: node.remainder ?? 0 };
    default:
      return null;
  }
}

function readBracket(
  source: StatementSource,
  nodes: readonly Node[] | undefined,
  open: number,
): Expression[] {
  const { from, to } = insideBracket(source, open, source.tokens.length);
  const pieces = splitAtCommas(source, from, to);
  return (nodes ?? []).map((node, index) => {
    const piece = pieces[index] ?? { from: to, to };
    return readExpression(source, node, piece.from, piece.to);
  });
}
