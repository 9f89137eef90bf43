import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';
import type { ConfigurationFile } from '../configuration/model.ts';
import { readConfiguration } from '../configuration/readConfiguration.ts';
import { captureFiles } from '../review/captureProject.ts';
import { rules } from '../rules/index.ts';
import { databaseAddress, isDatabaseSource, readDatabase } from './databaseSource.ts';
import { type CliHost, EXIT_CODES, UsageError } from './host.ts';

export interface CaptureOptions {
  readonly out?: string;
  readonly baseline?: string;
  readonly statistics?: string;
  readonly target?: string;
  readonly config?: string;
}

/**
 * `interlock capture`: writes a baseline, table statistics, and the server's version and settings into interlock.json.
 * Everything is read before anything is written.
 */
export async function capture(host: CliHost, source: string, options: CaptureOptions): Promise<number> {
  if (!isDatabaseSource(source))
    throw new UsageError('expected a connection URL, or env:NAME for one in an environment variable');
  const address = databaseAddress(host, source);
  const place = await configurationPlace(host, options);
  const database = await readDatabase(host, address);
  const inFolder = async (path: string | undefined): Promise<string | null> =>
    path === undefined ? null : host.relative(place.folder, (await host.locate(path)).absolute);
  // `--out` is a folder, or the baseline's file.
  const isFile = options.out?.toLowerCase().endsWith('.sql') === true;
  const out = await inFolder(options.out);
  const captured = captureFiles({
    database,
    configuration: place.configuration,
    configurationText: place.text,
    target: options.target ?? null,
    baseline:
      (await inFolder(options.baseline)) ??
      (isFile || out === null ? (isFile ? out : null) : `${out}/baseline-schema.sql`),
    statistics: await inFolder(options.statistics),
    folder: out === null ? 'db' : isFile ? parentOf(out) : out,
    now: host.now(),
  });
  const files = captured.files.map(({ path, text }) => ({
    path: path === CONFIGURATION_FILE ? place.path : host.join(place.folder, path),
    text,
  }));
  try {
    await host.writeFiles(files);
  } catch (error) {
    throw new UsageError(`nothing was captured: ${error instanceof Error ? error.message : String(error)}`);
  }
  host.write(
    `Captured ${captured.tables} tables of ${database.dialect} ${database.version} as target "${captured.target}":\n${files
      .map(({ path }) => `  ${host.display(path)}\n`)
      .join('')}`,
  );
  return EXIT_CODES.clean;
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

interface ConfigurationPlace {
  readonly path: string;
  readonly folder: string;
  readonly text: string | null;
  readonly configuration: ConfigurationFile;
}

/** The configuration to write into, read before anybody connects: a broken one is refused and stays as it is. */
async function configurationPlace(host: CliHost, options: CaptureOptions): Promise<ConfigurationPlace> {
  const located =
    options.config === undefined
      ? host.join(await host.projectFolder((await host.locate('.')).absolute), CONFIGURATION_FILE)
      : (await host.locate(options.config)).absolute;
  const text = await host.readText(located);
  const read =
    text === null
      ? { file: {}, problems: [] }
      : readConfiguration(text, { ruleIds: rules.map(rule => rule.metadata.id) });
  const broken = read.problems.find(problem => problem.severity === 'error');
  if (broken !== undefined) throw new UsageError(`${host.display(located)}: ${broken.message}`);
  return { path: located, folder: host.parent(located), text, configuration: read.file };
}
