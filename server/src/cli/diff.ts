import { breakingChange } from '../catalog/breakingChange.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { diffCatalogs } from '../catalog/diff.ts';
import { migrationBetween } from '../catalog/migration/migration.ts';
import { endOfFile, replayFile } from '../catalog/replay.ts';
import { splitFile } from '../syntax/splitter.ts';
import { reporterNamed } from './check.ts';
import { DIFF_REPORTERS, type DiffReporter } from './diffReports.ts';
import { type CliHost, EXIT_CODES } from './host.ts';
import type { CommonOptions } from './options.ts';
import { alikeCatalogs, type SchemaSide } from './schemaSide.ts';
import { parseSchemaSource, schemaOf } from './schemaSource.ts';
import { readerOf } from './session.ts';

export interface DiffOptions extends CommonOptions {
  readonly format: string;
}

/** `interlock diff`: what differs between two schemas; exit code 1 when something does. */
export async function diff(host: CliHost, from: string, to: string, options: DiffOptions): Promise<number> {
  const report: DiffReporter | null =
    options.format === 'sql' ? null : reporterNamed(DIFF_REPORTERS, options.format);
  const left = await schemaOf(host, parseSchemaSource(from), options);
  const right = await schemaOf(host, parseSchemaSource(to), options);
  const [before, after] = alikeCatalogs(left, right);
  const differences = diffCatalogs(before, after);
  if (report === null) host.write(await migrationText(host, before, after, right));
  else
    host.write(
      report({
        from: left.title,
        to: right.title,
        differences: differences.map(difference => ({
          ...difference,
          breaking: breakingChange(before, after, difference),
          file: difference.origin === null ? null : right.display(difference.origin.path),
        })),
        color: host.color,
      }),
    );
  return differences.length === 0 ? EXIT_CODES.clean : EXIT_CODES.findings;
}

async function migrationText(host: CliHost, from: Catalog, to: Catalog, side: SchemaSide): Promise<string> {
  const reader = await readerOf(host, to.dialect);
  return migrationBetween({
    from,
    to,
    statementAt: side.statementAt,
    apply(catalog, sql) {
      const pieces = splitFile(sql, to.dialect).pieces.filter(piece => piece.kind === 'sql');
      return endOfFile(
        replayFile(
          catalog,
          pieces.map(piece => reader.read(piece.sql)),
          'diff.sql',
        ),
      );
    },
  });
}
