import type { LexerOptions } from '../../syntax/mysql/lexer.ts';
import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Attribute } from '../columns.ts';
import type { ObjectName } from '../names.ts';
import type { Operation } from '../operation.ts';
import type { AlterTableHead, ReadLevel } from '../statementSyntax.ts';

/** What is known of a statement when nothing but its beginning can be read. */
export interface StatementHead {
  readonly verb: string;
  readonly object: ObjectName | null;
}

/** Reads the statement in a reading's range; given along so that bodies can hold statements of every kind. */
export type StatementRead = (reading: Reading) => ReadLevel;

/** The state of reading one statement: where the reader stands, and what it has found so far. */
export class Reading {
  readonly cursor: TokenCursor;
  readonly options: LexerOptions;
  /** How many statements this one lies in (bodies, prepared texts). */
  readonly depth: number;
  readonly readStatement: StatementRead;
  readonly operations: Operation[] = [];
  head: StatementHead | null = null;
  algorithm: Attribute<string> | null = null;
  lock: Attribute<string> | null = null;
  wait: Attribute<number> | null = null;
  online = false;
  alterTable: AlterTableHead | null = null;
  /** Part of the statement was left out, and the operations say so. */
  partial = false;
  /** Operations found before a failure stay valid, as the finished names of a list do. */
  keepsFinished = false;

  constructor(cursor: TokenCursor, options: LexerOptions, readStatement: StatementRead, depth = 0) {
    this.cursor = cursor;
    this.options = options;
    this.readStatement = readStatement;
    this.depth = depth;
  }

  /** A reading of tokens inside this statement, one level deeper. */
  inner(cursor: TokenCursor): Reading {
    return new Reading(cursor, this.options, this.readStatement, this.depth + 1);
  }

  emit(operation: Operation): void {
    this.operations.push(operation);
  }

  /** Remembers the head, unless the statement has failed already. */
  noteHead(verb: string, object: ObjectName | null): void {
    if (!this.cursor.failed) this.head = { verb, object };
  }
}
