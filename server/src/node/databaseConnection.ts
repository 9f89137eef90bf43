import { withoutSecrets } from '../introspection/address.ts';
import {
  type DatabaseAddress,
  type DatabaseConnection,
  DatabaseFailure,
} from '../introspection/connection.ts';

/** Connects to a server. The driver is loaded here and now, so that nothing else pays for it. */
export async function openDatabase(address: DatabaseAddress): Promise<DatabaseConnection> {
  const { connect } =
    address.family === 'postgresql'
      ? await import('./postgresqlDriver.ts')
      : await import('./mysqlDriver.ts');
  return guarded(address, () => connect(address)).then(connection => ({
    ...connection,
    query: sql => guarded(address, () => connection.query(sql)),
  }));
}

/** Turns whatever a driver throws into one line without secrets. */
async function guarded<Result>(address: DatabaseAddress, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new DatabaseFailure(`${address.title}: ${withoutSecrets(reasonOf(error), address.url)}`);
  }
}

/** Refused connections to several addresses of a host come as one error without a message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (error.message !== '') return error.message;
  return code ?? error.name;
}
