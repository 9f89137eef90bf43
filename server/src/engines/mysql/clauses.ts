import type { StatementSyntax } from '../../operations/statementSyntax.ts';
import type { Algorithm, MysqlLockLevel, Refusal } from '../lockNote.ts';
import { MYSQL_LOCK_LEVELS } from '../lockNote.ts';
import { type ChangeContext, isMysql, isVersion, refused, settingOf } from './context.ts';
import { algorithmCost, lockCost, type Outcome, strongerLock } from './outcome.ts';
import type { Resolved } from './resolve.ts';

const ALGORITHMS: readonly Algorithm[] = ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'];

/** What a statement asks for with ALGORITHM, LOCK and ONLINE, or the session with a variable. Null: nothing. */
export interface Demands {
  readonly algorithm: Algorithm | null;
  readonly lock: MysqlLockLevel | null;
  /** What the session makes of a copy for which no LOCK is written. */
  readonly copyLock: MysqlLockLevel | null;
}

export function demandsOf(context: ChangeContext): Demands {
  const { statement } = context.question;
  const written = oneOf(ALGORITHMS, statement.algorithm?.value);
  const algorithm = written ?? (statement.algorithm === null ? sessionAlgorithm(context) : null);
  const lock = oneOf(MYSQL_LOCK_LEVELS, statement.lock?.value);
  return {
    algorithm,
    lock: lock ?? (statement.online ? 'NONE' : null),
    copyLock: locksCopies(context) ? 'SHARED' : null,
  };
}

/** MariaDB `old_mode=LOCK_ALTER_TABLE_COPY`: as before 11.2, unless LOCK=NONE is written (measured on 11.8). */
function locksCopies(context: ChangeContext): boolean {
  if (isMysql(context) || !isVersion(context, 11, 2)) return false;
  return /\bLOCK_ALTER_TABLE_COPY\b/i.test(settingOf(context.question, 'old_mode') ?? '');
}

function oneOf<Word extends string>(words: readonly Word[], text: string | undefined): Word | null {
  return words.find(word => word === text?.toUpperCase()) ?? null;
}

/** MySQL `old_alter_table`; MariaDB `alter_algorithm`, ignored from 11.5 on, with `old_alter_table` as an old name. */
function sessionAlgorithm(context: ChangeContext): Algorithm | null {
  const { question } = context;
  const oldWay = /^(?:1|on|true)$/i.test(settingOf(question, 'old_alter_table') ?? 'off') ? 'COPY' : null;
  if (isMysql(context)) return oldWay;
  return isVersion(context, 11, 5)
    ? null
    : (oneOf(ALGORITHMS, settingOf(question, 'alter_algorithm') ?? undefined) ?? oldWay);
}

/** The outcome of one action when the statement is carried out as demanded. */
export function asDemanded(action: Resolved, demands: Demands, context: ChangeContext): Outcome {
  const { outcome } = action;
  if (outcome.algorithm === null) return outcome;
  const carriedOut = withAlgorithm(action, demands.algorithm, context);
  if (demands.lock === null && demands.copyLock !== null && carriedOut.algorithm === 'COPY')
    return { ...carriedOut, lock: strongerLock(carriedOut.lock, demands.copyLock) };
  if (demands.lock === null || lockCost(demands.lock) <= lockCost(carriedOut.lock)) return carriedOut;
  return { ...carriedOut, lock: demands.lock };
}

/** COPY is done as asked; MySQL also keeps from INSTANT for INPLACE, where MariaDB reads "this or better". */
function withAlgorithm(action: Resolved, algorithm: Algorithm | null, context: ChangeContext): Outcome {
  const { outcome } = action;
  if (algorithm === 'COPY' && outcome.algorithm !== 'COPY') {
    return {
      algorithm: 'COPY',
      lock: action.copyLock,
      rewrites: true,
      scans: true,
      buildsIndex: outcome.buildsIndex,
    };
  }
  return algorithm === 'INPLACE' && outcome.algorithm === 'INSTANT' && isMysql(context)
    ? action.unlessInstant
    : outcome;
}

/** Why the server turns the clauses down; `whole` is what the statement as a whole comes to without them. */
export function clauseRefusal(
  statement: StatementSyntax,
  whole: Resolved,
  context: ChangeContext,
): Refusal | null {
  return (
    grammarRefusal(statement, context) ??
    algorithmRefusal(statement, whole, context) ??
    lockRefusal(statement, whole, context)
  );
}

function grammarRefusal(statement: StatementSyntax, context: ChangeContext): Refusal | null {
  const hasClause = statement.algorithm !== null || statement.lock !== null;
  if (isMixedWithPartitions(statement)) return refused('1064', 'syntax');
  // The grammar of MySQL 5.7 (alter_commands in its sql_yacc.yy) and of MariaDB has no place for clauses there.
  const isBare = hasClause && worksOnPartitions(statement);
  if (isMysql(context)) {
    const foreign = statement.online || statement.wait !== null || isGuardedAlter(statement);
    if (foreign || (isBare && !isVersion(context, 8, 0))) return refused('1064', 'syntax');
    return isBehindPartitions(statement) ? refused('1064', 'clause-behind-partitions') : null;
  }
  const bareDrop =
    statement.alterTable === null && statement.operations.some(operation => operation.kind === 'DropIndex');
  if (isBare || (hasClause && bareDrop)) return refused('1064', 'syntax');
  return isBehindPartitions(statement) ? refused('1064', 'clause-behind-partitions') : null;
}

/** A clause behind work on partitions, PARTITION BY and REMOVE PARTITIONING included (measured on MySQL 9.7 and MariaDB 11.8). */
function isBehindPartitions({ operations, algorithm, lock }: StatementSyntax): boolean {
  const work = operations.find(({ kind }) => kind === 'AlterPartitions');
  if (work === undefined) return false;
  return [algorithm, lock].some(clause => clause !== null && clause.span.start > work.span.start);
}

/**
 * Work on partitions stands alone; only PARTITION BY and REMOVE PARTITIONING may follow other actions (measured on MySQL
 * 9.7 and MariaDB 11.8).
 */
function isMixedWithPartitions(statement: StatementSyntax): boolean {
  return (
    statement.alterTable !== null &&
    statement.operations.some(({ kind }) => kind !== 'AlterPartitions') &&
    worksOnPartitions(statement)
  );
}

/** Partitions other than by PARTITION BY and REMOVE PARTITIONING. */
function worksOnPartitions({ operations }: StatementSyntax): boolean {
  return operations.some(
    operation =>
      operation.kind === 'AlterPartitions' &&
      operation.action !== 'partition-by' &&
      operation.action !== 'remove-partitioning',
  );
}

/** ALTER TABLE IF EXISTS, which MariaDB has. */
function isGuardedAlter({ alterTable, operations }: StatementSyntax): boolean {
  return (
    alterTable !== null &&
    operations.some(operation => 'tableIfExists' in operation && operation.tableIfExists === true)
  );
}

function algorithmRefusal(
  statement: StatementSyntax,
  whole: Resolved,
  context: ChangeContext,
): Refusal | null {
  const asked = statement.algorithm?.value.toUpperCase() ?? sessionAlgorithm(context) ?? undefined;
  if (asked === undefined || asked === 'DEFAULT') return null;
  const algorithm = oneOf(ALGORITHMS, asked);
  if (algorithm === null || (algorithm === 'NOCOPY' && isMysql(context)))
    return refused('1800', 'algorithm-not-supported');
  if (algorithm === 'INSTANT' && isMysql(context)) {
    if (!isVersion(context, 8, 0, 12)) return refused('1800', 'needs-newer-version', '8.0.12');
    if (statement.lock !== null && statement.lock.value.toUpperCase() !== 'DEFAULT')
      return refused('1221', 'lock-with-instant');
  }
  if (whole.outcome.algorithm === null || whole.row.clauseIgnored) return null;
  if (algorithmCost(algorithm) >= algorithmCost(whole.outcome.algorithm)) return null;
  return refused(whole.refusalCode ?? usualCode(whole.outcome, context), 'algorithm-not-supported');
}

/**
 * Measured: MySQL says 1845 for work in place that blocks nobody, and 1846 with a reason otherwise; MariaDB says 1845 for
 * INPLACE and 1846 for NOCOPY and COPY.
 */
function usualCode(outcome: Outcome, context: ChangeContext): string {
  if (outcome.algorithm !== 'INPLACE') return '1846';
  return isMysql(context) && outcome.lock !== 'NONE' ? '1846' : '1845';
}

function lockRefusal(statement: StatementSyntax, whole: Resolved, context: ChangeContext): Refusal | null {
  const written = statement.lock?.value.toUpperCase() ?? (statement.online ? 'NONE' : undefined);
  if (written === undefined || written === 'DEFAULT') return null;
  const lock = oneOf(MYSQL_LOCK_LEVELS, written);
  if (lock === null) return refused('1801', 'lock-not-supported');
  const { algorithm } = demandsOf(context);
  const carriedOut = asDemanded(whole, { algorithm, lock: null, copyLock: null }, context);
  if (carriedOut.algorithm === null || lockCost(lock) >= lockCost(carriedOut.lock)) return null;
  // MariaDB copies where that is the way to grant the lock (measured: ADD FULLTEXT with LOCK=NONE on 11.8).
  if (
    !isMysql(context) &&
    algorithm === null &&
    carriedOut.lock === 'SHARED' &&
    lockCost(lock) >= lockCost(whole.copyLock)
  )
    return null;
  const code =
    carriedOut.lock === 'EXCLUSIVE'
      ? '1845'
      : carriedOut.algorithm === 'INPLACE' && isMysql(context)
        ? (whole.refusalCode ?? '1846')
        : '1846';
  return refused(code, 'lock-not-supported');
}
