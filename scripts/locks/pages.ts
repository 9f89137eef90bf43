import {
  compareVersions,
  type Engine,
  type EngineVersion,
  version,
} from '../../server/src/engines/engine.ts';
import { boundariesOf } from '../../server/src/engines/mysql/boundaries.ts';
import { MEASURED_BUILDS as MYSQL_BUILDS } from '../../server/src/engines/mysql/sources.ts';
import { MEASURED_BUILDS as POSTGRESQL_BUILDS } from '../../server/src/engines/postgresql/builds.ts';
import { loadGrammarFile } from '../../server/src/node/grammarFile.ts';
import { createMysqlReader } from '../../server/src/operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '../../server/src/operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../../server/src/operations/reader.ts';
import { type Answer, answersOf, type ShownVersion } from './answers.ts';
import { MYSQL_TOPICS } from './mysqlOperations.ts';
import type { ShownOperation, ShownTopic } from './operation.ts';
import { POSTGRESQL_TOPICS } from './postgresqlOperations.ts';

/** The pages of docs/locks by file name. */
export async function lockPages(): Promise<ReadonlyMap<string, string>> {
  const postgresql = createPostgresqlReader(await loadGrammarFile());
  const mysql = createMysqlReader({ dialect: 'mysql' });
  const mariadb = createMysqlReader({ dialect: 'mariadb' });
  return new Map([
    ['README.md', indexPage()],
    ['postgresql.md', page('postgresql', 'PostgreSQL 10 to 18', POSTGRESQL_TOPICS, postgresql)],
    ['mysql.md', page('mysql', 'MySQL 5.7 to 9.7', topicsOf('mysql'), mysql)],
    ['mariadb.md', page('mariadb', 'MariaDB 10.3 to 12', topicsOf('mariadb'), mariadb)],
  ]);
}

function topicsOf(engine: 'mysql' | 'mariadb'): readonly ShownTopic[] {
  return MYSQL_TOPICS.map(topic => ({
    ...topic,
    operations: topic.operations.filter(operation => (operation.engine ?? engine) === engine),
  }));
}

const HOW_TO_READ = `A line holds from its version on, until the next line of the same statement says otherwise. _Measured_ was read off a
running server of that version, _documented_ is what the manual says.`;

const NOTES: Readonly<Record<Engine, string>> = {
  postgresql: `**Reads** and **writes** are those of other sessions on the table. Whoever waits, waits to the end of the transaction
that holds the lock, and every later statement on the table queues behind a waiting one. A lock that is held for a
moment only stops everybody while it _waits_ for one open transaction: set \`lock_timeout\`.`,
  mysql: `The lock is the weakest \`LOCK\` level that the server accepts: what other sessions may do while the statement works.
Every statement that changes a table also needs it alone for a moment at its beginning and end: it waits for open
transactions, and everything on the table queues behind it. Set \`lock_wait_timeout\`.`,
  mariadb: `The lock is the weakest \`LOCK\` level that the server accepts: what other sessions may do while the statement works.
Every statement that changes a table also needs it alone for a moment at its beginning and end: it waits for open
transactions, and everything on the table queues behind it. Use \`ALTER TABLE t WAIT n\` or \`lock_wait_timeout\`.`,
};

function page(engine: Engine, title: string, topics: readonly ShownTopic[], reader: StatementReader): string {
  const versions = versionsOf(engine);
  const sections = topics.map(
    topic =>
      `## ${topic.title}\n\n${tableOf(topic.operations.map(operation => ({ operation, answers: answersOf(operation, engine, versions, reader) })))}`,
  );
  return `${MADE_BY}\n\n# Locks of ${title}\n\n${HOW_TO_READ}\nMeasured builds: ${buildsOf(engine)}.\n\n${NOTES[engine]}\n\n${sections.join('\n\n')}\n`;
}

const MADE_BY = '<!-- Written by `npm run locks` from server/src/engines. -->';

function versionsOf(engine: Engine): readonly ShownVersion[] {
  if (engine === 'postgresql')
    return POSTGRESQL_BUILDS.map(({ major }) => ({ version: version(major), text: String(major) }));
  const oldest = engine === 'mysql' ? version(5, 7, 44) : version(10, 3);
  const newer = boundariesOf(engine).filter(boundary => compareVersions(boundary, oldest) > 0);
  // Measured releases stand for themselves even where nothing changes with them.
  const measured = MYSQL_BUILDS.filter(build => build.engine === engine).map(build => build.version);
  const all = [oldest, ...newer, ...measured].sort(compareVersions);
  return all.map(known => ({
    version: known,
    text: compareVersions(known, oldest) === 0 ? shortText(oldest) : fullText(known),
  }));
}

function shortText({ major, minor }: EngineVersion): string {
  return `${major}.${minor}`;
}

function fullText({ major, minor, patch }: EngineVersion): string {
  return patch === 0 ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}

function buildsOf(engine: Engine): string {
  return engine === 'postgresql'
    ? POSTGRESQL_BUILDS.map(build => build.release).join(', ')
    : MYSQL_BUILDS.filter(build => build.engine === engine)
        .map(build => fullText(build.version))
        .join(', ');
}

interface Line {
  readonly operation: ShownOperation;
  readonly answers: readonly Answer[];
}

const COLUMNS = ['Statement', 'From', 'Lock', 'Reads', 'Writes', 'Work', 'Basis'];

function tableOf(lines: readonly Line[]): string {
  const rows = lines.flatMap(({ operation, answers }) =>
    answers.map((answer, index) => [
      index === 0 ? `${operation.title}<br>\`${operation.sql.replaceAll('|', '\\|')}\`` : '',
      answers.length === 1 ? 'all' : answer.from,
      answer.lock,
      answer.reads,
      answer.writes,
      answer.work,
      answer.basis,
    ]),
  );
  return [COLUMNS, COLUMNS.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

function indexPage(): string {
  return `${MADE_BY}

# What statements lock

What every statement of a migration does to a live database: which locks it takes, who has to wait, whether it rewrites
or scans the table, version by version. These are the facts behind the rules, the hover of the editor and
\`interlock explain\`, on tables in their usual states. \`interlock explain FILE\` answers for the schema at hand.

- [PostgreSQL](postgresql.md)
- [MySQL](mysql.md)
- [MariaDB](mariadb.md)

${HOW_TO_READ} Measured PostgreSQL builds:
${buildsOf('postgresql')}; MySQL: ${buildsOf('mysql')};
MariaDB: ${buildsOf('mariadb')}. MySQL 5.7, 8.0 and 8.4 are documented only. \`npm run verify:engines\` measures again.
`;
}
