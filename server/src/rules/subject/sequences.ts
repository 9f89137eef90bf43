import { findTable, nameOfKey, relationKey } from '../../catalog/catalog.ts';
import type { Column } from '../../catalog/model.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { OperationContext, ReviewedFile } from '../rule.ts';

/** PostgreSQL: the sequence that numbers a column. */
export interface ColumnSequence {
  /** Name without schema. */
  readonly name: string;
  /** As the column's default has it, else the name. */
  readonly written: string;
  /** What it gives first, as far as its definition says. */
  readonly start: number;
}

const NEXTVAL = /nextval\(\s*'([^']+)'/i;

/** The sequence that a column owns, or that its default reads; null when it has none. */
export function sequenceOf({ before }: OperationContext, column: Column): ColumnSequence | null {
  const written = NEXTVAL.exec(column.default?.text ?? '')?.[1];
  const key = column.sequence ?? (written === undefined ? null : sequenceKey(before, written));
  if (key === null) return written === undefined ? null : { name: bareName(written), written, start: 1 };
  const found = before.get(key);
  const name = bareName(nameOfKey(key));
  return {
    name,
    written: written ?? name,
    start: found?.kind === 'sequence' ? (found.start ?? 1) : 1,
  };
}

function sequenceKey(before: OperationContext['before'], written: string): string | null {
  const parts = written.split('.').map(part => part.replace(/^"|"$/g, ''));
  const [name = '', schema = 'public'] = parts.reverse();
  const key = `relation:${schema}.${name}`;
  return before.get(key)?.kind === 'sequence' ? key : null;
}

/** `public."Roles_id_seq"` and `roles_id_seq` by their last part, letter case as stored. */
function bareName(written: string): string {
  return written.replace(/"/g, '').split('.').slice(-1).join('');
}

/** What moves a sequence: where in the file, and to which value when the text says so. */
interface Move {
  readonly order: number;
  readonly value: number | null;
}

/* setval('name', 5), setval(pg_get_serial_sequence('table', 'column'), ...) */
const SETVAL =
  /\bsetval\s*\(\s*(?:'([^']+)'|(?:[\w.]+\.)?pg_get_serial_sequence\s*\(\s*'([^']+)'\s*,\s*'([^']+)'\s*\))?(?:::\w+)?\s*(?:,\s*(\d{1,15})\s*[,)])?/gi;

/** Every setval() and RESTART of a file that is, or may be, for the sequence of a column, in file order. */
export function movesOf(
  reviewed: ReviewedFile,
  table: ObjectName,
  column: string,
  sequence: string | null,
): readonly Move[] {
  return reviewed
    .ofKinds('Query', 'AlterSequence', 'AlterIdentity', 'DynamicStatement', 'Unknown', 'ExecuteBlock')
    .flatMap(({ context, order }): readonly Move[] => {
      const { operation } = context;
      const text = context.sql.slice(operation.span.start, operation.span.end);
      switch (operation.kind) {
        case 'AlterSequence': {
          const isOther = sequence !== null && operation.sequence.name.value !== sequence;
          if (!operation.restarts || isOther) return [];
          const value = operation.options?.find(({ name }) => name === 'restart')?.value ?? '';
          return [{ order, value: /^\d+$/.test(value) ? Number(value) : null }];
        }
        case 'AlterIdentity': {
          const value = operation.options?.find(({ name }) => name === 'restart')?.value;
          const isOwn = sameTable(context, operation.table, table) && operation.column.value === column;
          if (value === undefined || !isOwn) return [];
          return [{ order, value: /^\d+$/.test(value) ? Number(value) : null }];
        }
        case 'ExecuteBlock':
          // What of the block was read stands beside it.
          return operation.body.length === 0 && /\bsetval\b|\brestart\b/i.test(text)
            ? [{ order, value: null }]
            : [];
        case 'DynamicStatement':
          return /\bsetval\b|\brestart\b/i.test(text) ? [{ order, value: null }] : [];
        default:
          return [...text.matchAll(SETVAL)]
            .filter(([, name, owner, owned]) =>
              owner === undefined
                ? name === undefined || sequence === null || bareName(name) === sequence
                : bareName(owner) === table.name.value && owned === column,
            )
            .map(([, , , , value]) => ({ order, value: value === undefined ? null : Number(value) }));
      }
    });
}

function sameTable({ before }: OperationContext, left: ObjectName, right: ObjectName): boolean {
  return (
    relationKey(before, left) === relationKey(before, right) ||
    findTable(before, left) === findTable(before, right)
  );
}
