import { breakingChange } from '../catalog/breakingChange.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type CatalogDifference, diffCatalogs } from '../catalog/diff.ts';
import { printCatalog } from '../catalog/print.ts';
import { breakingWords } from '../review/breakingWords.ts';
import { statementSpanOf } from '../review/schemaText.ts';
import { createLineIndex } from '../text/lineIndex.ts';
import type { SchemaChange, SchemaDiff, SchemaDiffParams } from './protocol.ts';
import type { SchemaSurroundings } from './schemaRequests.ts';
import { type SchemaSide, SchemaUnavailable, schemaSide } from './schemaSides.ts';
import { uriInFolder } from './uris.ts';
import type { DocumentSite } from './workspace.ts';

/** Canonical DDL of two schemas and what differs. Throws SchemaUnavailable and DatabaseFailure. */
export async function schemaDiff(
  surroundings: SchemaSurroundings,
  site: DocumentSite,
  params: SchemaDiffParams,
): Promise<SchemaDiff> {
  const from = await schemaSide(surroundings, site, params.from ?? { kind: 'before' });
  const to = await schemaSide(surroundings, site, params.to ?? { kind: 'after' });
  if ((from.catalog.dialect === 'postgresql') !== (to.catalog.dialect === 'postgresql'))
    throw new SchemaUnavailable(`${from.title} and ${to.title} are schemas of different engines`);
  const differences = diffCatalogs(from.catalog, to.catalog);
  return {
    before: printCatalog(from.catalog),
    after: printCatalog(to.catalog),
    title: site.path.slice(site.path.lastIndexOf('/') + 1),
    beforeTitle: from.title,
    afterTitle: to.title,
    changes: differences.map(difference => changeOf(from.catalog, to, difference, site)),
  };
}

function changeOf(
  from: Catalog,
  to: SchemaSide,
  difference: CatalogDifference,
  site: DocumentSite,
): SchemaChange {
  const breaking = breakingChange(from, to.catalog, difference);
  return {
    change: difference.change,
    kind: difference.objectKind,
    name: difference.name,
    from: difference.from,
    to: difference.to,
    breaks: breaking === null ? null : breakingWords(breaking),
    certain: difference.certain,
    place: placeOf(to, difference, site),
  };
}

function placeOf(to: SchemaSide, { origin }: CatalogDifference, site: DocumentSite): SchemaChange['place'] {
  const path = origin === null ? null : to.pathOf(origin);
  if (origin === null || path === null) return null;
  const span = statementSpanOf(site.loaded.project, to.catalog.dialect, { ...origin, path });
  const text = site.loaded.project.read(path);
  if (span === null || text === null) return null;
  const lines = createLineIndex(text);
  return {
    uri: uriInFolder(site.folder, path),
    range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
  };
}
