import { isDatabaseSource, parseAddress } from '../introspection/address.ts';
import { type DatabaseAddress, isDatabaseFailure } from '../introspection/connection.ts';
import { type IntrospectedDatabase, introspectDatabase } from '../introspection/database.ts';
import { type CliHost, UsageError } from './host.ts';

/** True for what the user means as a database: a connection URL or `env:NAME`. */
export { isDatabaseSource };

/** The address behind a connection URL or `env:NAME`. Throws UsageError, without repeating what may be secret. */
export function databaseAddress(host: CliHost, source: string): DatabaseAddress {
  const variable = source.startsWith('env:') ? source.slice('env:'.length) : null;
  const url = variable === null ? source : host.environment(variable);
  if (url === undefined || url === '') throw new UsageError(`${source}: the variable is not set`);
  const address = parseAddress(url);
  if (address === null)
    throw new UsageError(
      `${variable === null ? 'the connection URL' : source}: expected postgresql://, mysql:// or mariadb:// with a host and a database`,
    );
  return address;
}

/** Connects, reads the structure, and leaves. Throws UsageError with one line when the server refuses or goes away. */
export async function readDatabase(host: CliHost, address: DatabaseAddress): Promise<IntrospectedDatabase> {
  try {
    const connection = await host.openDatabase(address);
    try {
      return await introspectDatabase(connection);
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (isDatabaseFailure(error)) throw new UsageError(error.message);
    throw error;
  }
}
