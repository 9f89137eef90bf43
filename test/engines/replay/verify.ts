// `npm run verify:replay -- <folder of repositories> [engine key] [repository]`: runs whole migration histories on a
// real server, replays what the server accepted, and compares both schemas.
import { resolve } from 'node:path';
import { emptyCatalog } from '../../../server/src/catalog/catalog.ts';
import { type CatalogDifference, diffCatalogs } from '../../../server/src/catalog/diff.ts';
import { applyStatement, endOfFile } from '../../../server/src/catalog/replay.ts';
import { parseAddress } from '../../../server/src/introspection/address.ts';
import { introspectDatabase } from '../../../server/src/introspection/database.ts';
import { openDatabase } from '../../../server/src/node/databaseConnection.ts';
import { loadGrammarFile } from '../../../server/src/node/grammarFile.ts';
import { createMysqlReader } from '../../../server/src/operations/mysql/mysqlReader.ts';
import type { Operation } from '../../../server/src/operations/operation.ts';
import { createPostgresqlReader } from '../../../server/src/operations/postgresql/postgresqlReader.ts';
import { readSchemaText } from '../../../server/src/review/schemaText.ts';
import { type ReplayServer, replayServer } from './replayServers.ts';
import { type History, historiesIn, statementsIn } from './repositories.ts';

const [folder, engineKey = 'postgresql-16', only] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run verify:replay -- <folder of repositories> [engine] [repository]');
  process.exit(2);
}

/** What a replay on one connection and one database cannot take part in. */
function isOutside(operation: Operation): boolean {
  switch (operation.kind) {
    case 'TransactionControl':
    case 'UseDatabase':
    case 'ClientCommand':
      return true;
    case 'CreateSchema':
      return operation.objectKind === 'database';
    case 'DropObject':
      return operation.objectKind === 'database';
    default:
      return false;
  }
}

async function replayHistory(server: ReplayServer, history: History): Promise<boolean> {
  const { dialect } = server;
  const reader =
    dialect === 'postgresql'
      ? createPostgresqlReader(await loadGrammarFile())
      : createMysqlReader({ dialect, version: server.versionNumber });
  const database = await server.createDatabase();
  let catalog = emptyCatalog(dialect, { complete: true, version: server.version });
  let accepted = 0;
  let refused = 0;
  for (const { path, text } of history.files) {
    const session = await database.openSession();
    for (const [statement, sql] of statementsIn(text, dialect).entries()) {
      const syntax = reader.read(sql);
      if (syntax.operations.some(isOutside)) continue;
      if (await session.run(sql)) {
        accepted += 1;
        catalog = applyStatement(catalog, syntax, { path, statement }).catalog;
      } else refused += 1;
    }
    await session.close();
    catalog = endOfFile(catalog);
  }
  const address = parseAddress(database.url);
  if (address === null) throw new Error(`no address: ${database.url}`);
  const connection = await openDatabase(address);
  const real = await introspectDatabase(connection).finally(() => connection.close());
  const differences = diffCatalogs(catalog, readSchemaText(reader, real.ddl, 'server.sql').catalog);
  const certain = differences.filter(difference => difference.certain);
  const uncertain = differences.length - certain.length;
  console.log(
    `${certain.length === 0 ? 'same     ' : 'DIFFERENT'} ${history.name}: ${accepted} statements run, ${refused} refused by the server; ${certain.length} differences, ${uncertain} about uncertain things`,
  );
  for (const difference of certain.slice(0, only === undefined ? 6 : 100))
    console.log(`    ${line(difference)}`);
  await database.drop();
  return certain.length === 0;
}

function line({ change, objectKind, name, from, to }: CatalogDifference): string {
  return `${change} ${objectKind} ${name}: replay ${from ?? '-'} | server ${to ?? '-'}`
    .replace(/\s+/g, ' ')
    .slice(0, 400);
}

const server = await replayServer(engineKey);
let same = 0;
let different = 0;
try {
  for (const history of historiesIn(resolve(folder))) {
    if (history.files.length === 0 || (only !== undefined && !history.name.includes(only))) continue;
    if (await replayHistory(server, history)) same += 1;
    else different += 1;
  }
} finally {
  await server.stop();
}
console.log(`${engineKey}: ${same} histories end in the server's schema, ${different} do not`);
process.exitCode = different === 0 ? 0 : 1;
