import { lastTimestamp } from '../engines/mysql/timestampRange.ts';
import { newType } from './fixes/newType.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { type NewColumn, newColumns } from './subject/newColumns.ts';
import { code } from './subject/wording.ts';

export const preferTimestamptz = operationRule({
  metadata: {
    id: 'prefer-timestamptz',
    title: 'New column for a point in time that cannot hold one',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['prefer-timestamp-tz'],
      'postgres-language-server': ['preferTimestamptz'],
      migrationpilot: ['MP040'],
    },
  },
  kinds: ['CreateTable', 'AddColumn'],
  *check(context) {
    for (const column of newColumns(context)) {
      const finding =
        context.target.engine === 'postgresql' ? zoneless(context, column) : ending(context, column);
      if (finding !== null) yield finding;
    }
  },
});

/** A name that says that the wall clock is meant. */
const LOCAL_TIME = /_local$/i;

function zoneless(context: OperationContext, { definition, label }: NewColumn): FindingDraft | null {
  const { type, name } = definition;
  if (type?.name !== 'timestamp without time zone' || type.schema !== null || LOCAL_TIME.test(name.value))
    return null;
  const precision = type.arguments.length === 0 ? '' : `(${type.arguments.join(', ')})`;
  return {
    span: type.span,
    message: `${code(type.text)} forgets the zone of the writer: two servers with another ${code('TimeZone')} read another moment from ${label}.`,
    fixes: type.arrayDimensions > 0 ? [] : newType(context, type, `timestamptz${precision}`),
  };
}

function ending(context: OperationContext, { definition, label }: NewColumn): FindingDraft | null {
  const { type } = definition;
  if (type?.name !== 'timestamp') return null;
  const last = lastTimestamp(context.target);
  const precision = type.arguments.length === 0 ? '' : `(${type.arguments.join(', ')})`;
  return {
    span: type.span,
    message: `${code(type.text)} ends on ${last}: ${label} cannot hold a later moment.`,
    fixes: newType(context, type, `datetime${precision}`),
  };
}
