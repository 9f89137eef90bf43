import { sameName } from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import type { OperationContext } from '../rule.ts';
import type { ValueShape } from './valueShape.ts';

/** True when a validated CHECK proves that the values of the column fit the new type. */
export function isBoundedByCheck(
  { before }: OperationContext,
  table: Table,
  column: Column,
  to: ValueShape,
): boolean {
  return table.constraints.some(constraint => {
    if (constraint.kind !== 'check' || !constraint.valid || !constraint.enforced) return false;
    const { columns, text } = constraint.expression;
    if (!columns.every(name => sameName(before.dialect, name, column.name))) return false;
    return columns.length > 0 && !/\b(?:or|not|case)\b/i.test(text) && boundFits(text, to);
  });
}

const LENGTH = /\b(?:char_length|character_length|length)\s*\([^()]*(?:\([^()]*\)[^()]*)?\)\s*(<=?)\s*(\d+)/i;
const BETWEEN = /\bbetween\s+(-?\d+)\s+and\s+(-?\d+)/i;
const AT_MOST = /(<=?)\s*\(?(-?\d+)/;
const AT_LEAST = /(>=?)\s*\(?(-?\d+)/;

function boundFits(text: string, to: ValueShape): boolean {
  if (to.kind === 'text') {
    const [, operator, limit] = LENGTH.exec(text) ?? [];
    if (limit === undefined || to.characters === null) return false;
    return Number(limit) - (operator === '<' ? 1 : 0) <= to.characters;
  }
  if (to.kind !== 'integer' || /\b\w+\s*\((?!\s*-?\d)/.test(text)) return false;
  const between = BETWEEN.exec(text);
  const low = between === null ? bound(AT_LEAST.exec(text), 1) : Number(between[1]);
  const high = between === null ? bound(AT_MOST.exec(text), -1) : Number(between[2]);
  if (low === null || high === null) return false;
  const bits = to.bytes * 8 - (to.unsigned ? 0 : 1);
  return low >= (to.unsigned ? 0 : -(2 ** bits)) && high <= 2 ** bits - 1;
}

function bound(match: RegExpExecArray | null, inward: 1 | -1): number | null {
  if (match === null) return null;
  return Number(match[2]) + (match[1]?.length === 1 ? inward : 0);
}
