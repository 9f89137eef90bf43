import type { Connection } from 'vscode-languageserver';
import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';
import { joinPath } from '../frameworks/paths.ts';
import { isDatabaseFailure } from '../introspection/connection.ts';
import { captureFiles } from '../review/captureProject.ts';
import { handle } from './handle.ts';
import {
  type CaptureParams,
  type CaptureResult,
  type DeclaredTarget,
  type FileStatusParams,
  METHODS,
  type RequestFailure,
  type SchemaDiff,
  type SchemaDiffParams,
} from './protocol.ts';
import type { Reviews } from './reviews.ts';
import type { ServerRuntime } from './runtime.ts';
import { schemaDiff } from './schemaDiff.ts';
import { readDatabase, SchemaUnavailable } from './schemaSides.ts';
import { uriInFolder } from './uris.ts';
import type { Workspace } from './workspace.ts';

export interface SchemaSurroundings {
  readonly connection: Connection;
  readonly runtime: ServerRuntime;
  readonly workspace: Workspace;
  readonly reviews: Reviews;
}

/** Answers the requests about schemas: their differences, and captures of live servers. */
export function registerSchemaRequests(surroundings: SchemaSurroundings): void {
  const { connection, workspace } = surroundings;
  connection.onRequest(METHODS.schemaDiff, (params: SchemaDiffParams, token) =>
    handle<SchemaDiff | RequestFailure | null>(
      connection,
      { name: 'schema diff', fallback: null, token },
      async () => orFailure(async () => schemaDiff(surroundings, await workspace.siteOf(params.uri), params)),
    ),
  );
  connection.onRequest(METHODS.capture, (params: CaptureParams, token) =>
    handle<CaptureResult | RequestFailure | null>(
      connection,
      { name: 'capture', fallback: null, token },
      () => orFailure(() => capture(surroundings, params)),
    ),
  );
  connection.onRequest(METHODS.targets, ({ uri }: FileStatusParams, token) =>
    handle<readonly DeclaredTarget[]>(connection, { name: 'targets', fallback: [], token }, async () => {
      const { loaded } = await workspace.siteOf(uri);
      return (loaded.project.configuration.targets ?? []).map(({ name, engine }) => ({ name, engine }));
    }),
  );
}

async function orFailure<Answer>(answer: () => Promise<Answer>): Promise<Answer | RequestFailure> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof SchemaUnavailable || isDatabaseFailure(error)) return { failure: error.message };
    throw error;
  }
}

/** The client writes the files, since only it reaches every folder. */
async function capture(surroundings: SchemaSurroundings, params: CaptureParams): Promise<CaptureResult> {
  const { folder, loaded } = await surroundings.workspace.siteOf(params.uri);
  const { project } = loaded;
  const path = joinPath(project.configurationFolder, CONFIGURATION_FILE);
  const configurationText = project.read(path);
  const { readConfiguration } = await import('../configuration/readConfiguration.ts');
  const broken = readConfiguration(configurationText ?? '{}', { ruleIds: [] }).problems.find(
    problem => problem.severity === 'error',
  );
  if (broken !== undefined) throw new SchemaUnavailable(`${path}: ${broken.message}`);
  const captured = captureFiles({
    database: await readDatabase(surroundings, params.url),
    configuration: project.configuration,
    configurationText,
    target: params.target,
    baseline: null,
    statistics: null,
    folder: 'db',
    now: new Date().toISOString(),
  });
  return {
    target: captured.target,
    tables: captured.tables,
    files: captured.files.map(file => ({
      uri: uriInFolder(folder, joinPath(project.configurationFolder, file.path)),
      text: file.text,
    })),
  };
}
