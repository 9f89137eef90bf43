import { printCatalog } from '../catalog/print.ts';
import type { SchemaDiff } from './protocol.ts';
import type { Reviews } from './reviews.ts';
import type { DocumentSite } from './workspace.ts';

/** Canonical DDL of the schema before and after a migration. */
export async function schemaDiff(reviews: Reviews, site: DocumentSite): Promise<SchemaDiff | null> {
  const reviewer = await reviews.reviewerFor(site);
  const catalogs = reviewer.catalogs(site.loaded.project, site.path);
  if (catalogs === null) return null;
  return {
    before: printCatalog(catalogs.before),
    after: printCatalog(catalogs.after),
    title: site.path.slice(site.path.lastIndexOf('/') + 1),
  };
}
