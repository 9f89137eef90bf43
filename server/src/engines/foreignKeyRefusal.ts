import type { ForeignKeyConstraint, Table } from '../catalog/model.ts';
import type { TypeReference } from '../operations/columns.ts';
import type { Target } from './engine.ts';
import { mysqlForeignKeyRefusal } from './mysql/foreignKeys.ts';
import { postgresqlForeignKeyRefusal } from './postgresql/foreignKeys.ts';

/** A foreign key between two tables whose definitions are certain. */
export interface ForeignKeyQuestion {
  readonly target: Target;
  readonly child: Table;
  readonly parent: Table;
  readonly key: ForeignKeyConstraint;
}

/** Why the server does not make a foreign key. `code` is its SQLSTATE or error number. */
export type ForeignKeyRefusal =
  | { readonly reason: 'column-counts-differ' | 'no-primary-key'; readonly code: string }
  /** `unique`: false where any index would do. */
  | { readonly reason: 'no-key'; readonly code: string; readonly unique: boolean }
  | {
      readonly reason: 'types-differ' | 'collations-differ';
      readonly code: string;
      readonly column: string;
      readonly type: TypeReference;
      readonly targetColumn: string;
      readonly targetType: TypeReference;
      /** The character set or collation of each, for collations-differ. */
      readonly texts: readonly [string, string] | null;
    }
  | {
      readonly reason: 'set-null-on-not-null' | 'virtual-column';
      readonly code: string;
      readonly column: string;
    };

/** Null when the server makes the key, and where nobody can tell. */
export function foreignKeyRefusal(question: ForeignKeyQuestion): ForeignKeyRefusal | null {
  return question.target.engine === 'postgresql'
    ? postgresqlForeignKeyRefusal(question)
    : mysqlForeignKeyRefusal(question);
}
