import { diffCatalogs } from '../diff.ts';
import * as programs from './mysqlPrograms.ts';
import * as mysql from './mysqlTables.ts';
import * as tables from './postgresqlTables.ts';
import * as types from './postgresqlTypes.ts';
import { createViews, dropViews } from './views.ts';
import { type MigrationInput, type MigrationWork, startWork } from './work.ts';

export type { MigrationInput } from './work.ts';

/**
 * The statements that lead from one schema to another, in an order in which a server takes them. Every statement is
 * applied as it is found, and the next is looked for in what it leaves, so that what a statement does besides (to
 * partitions, to what hangs on a table) is not done twice. What no statement could bring about is said in comment
 * lines at the end. Renames are not guessed: they appear as a drop and a creation.
 */
export function migrationBetween(input: MigrationInput): string {
  const { work, statements } = startWork(input);
  if (work.dialect === 'postgresql') leadPostgresql(work);
  else leadMysql(work);
  const left = diffCatalogs(work.catalog(), work.to).map(({ change, objectKind, name }) =>
    `-- not expressed: ${change} ${objectKind} ${name}`.replaceAll(/\s+/g, ' '),
  );
  if (statements.length === 0 && left.length === 0) return '';
  const framed = work.dialect === 'postgresql' ? postgresqlFrame(statements) : mysqlFrame(statements);
  return `${[...framed, ...left].join('\n')}\n`;
}

function postgresqlFrame(statements: readonly string[]): readonly string[] {
  const makesRoutines = statements.some(sql =>
    /^create\s+(?:or\s+replace\s+)?(?:function|procedure)\b/i.test(sql),
  );
  return [...(makesRoutines ? ['SET check_function_bodies = false;'] : []), ...statements];
}

function mysqlFrame(statements: readonly string[]): readonly string[] {
  return statements.length === 0
    ? []
    : ['SET FOREIGN_KEY_CHECKS = 0;', ...statements, 'SET FOREIGN_KEY_CHECKS = 1;'];
}

function leadPostgresql(work: MigrationWork): void {
  tables.dropTriggersAndPolicies(work);
  dropViews(work);
  tables.dropForeignKeys(work);
  tables.dropConstraintsAndIndexes(work);
  tables.dropTables(work);
  types.dropRoutines(work, 'changed');
  types.createSchemasAndExtensions(work);
  types.createTypes(work);
  types.createSequences(work);
  types.createRoutines(work, 'before tables');
  tables.createTables(work);
  tables.alterTables(work);
  types.dropRoutines(work, 'gone');
  tables.addConstraintsAndIndexes(work, 'keys');
  tables.addConstraintsAndIndexes(work, 'foreign keys');
  types.ownSequences(work);
  types.createRoutines(work, 'after tables');
  createViews(work);
  tables.addTriggersAndPolicies(work);
  types.dropLeftovers(work);
}

function leadMysql(work: MigrationWork): void {
  programs.dropTriggers(work);
  dropViews(work);
  mysql.dropForeignKeys(work);
  mysql.dropTables(work);
  programs.dropRoutines(work);
  programs.createSequences(work);
  mysql.createTables(work);
  mysql.alterTables(work);
  mysql.addForeignKeys(work);
  programs.dropSequences(work);
  programs.createRoutines(work);
  createViews(work);
  programs.createTriggers(work);
}
