import type { Dialect } from '../syntax/dialect.ts';
import type { CatalogObject } from './model.ts';

/** Read access to a schema. Everything that can be asked goes through `get`, so that reads can be recorded. */
export interface CatalogReader {
  readonly dialect: Dialect;
  get(key: string): CatalogObject | undefined;
}
