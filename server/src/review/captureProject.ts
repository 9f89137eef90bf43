import { type CapturedTarget, withCapture } from '../configuration/captureEdit.ts';
import type { ConfigurationFile } from '../configuration/model.ts';
import { baselineText, statisticsText } from '../introspection/captureFiles.ts';
import type { IntrospectedDatabase } from '../introspection/database.ts';

export interface CaptureRequest {
  readonly database: IntrospectedDatabase;
  /** The folder's configuration, and its text; null when there is no interlock.json. */
  readonly configuration: ConfigurationFile;
  readonly configurationText: string | null;
  /** Name of the target; null for the only one of the engine, or `production`. */
  readonly target: string | null;
  /** Paths relative to interlock.json; null for the configured one, or one below `folder`. */
  readonly baseline: string | null;
  readonly statistics: string | null;
  /** For files that nobody named, relative to interlock.json. */
  readonly folder: string;
  /** ISO 8601. */
  readonly now: string;
}

export interface CapturedFiles {
  readonly target: string;
  /** Paths relative to interlock.json; that file itself is the last. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly tables: number;
}

/** The files that a capture writes. Pure: nothing is written here. */
export function captureFiles(request: CaptureRequest): CapturedFiles {
  const { database, configuration, now } = request;
  const target = request.target ?? targetName(configuration, database.dialect);
  const declared = configuration.targets?.find(({ name }) => name === target);
  const below = (name: string): string =>
    request.folder === '' || request.folder === '.' ? name : `${request.folder}/${name}`;
  const fileName = target.replace(/[^\w.-]+/g, '-');
  const baseline = request.baseline ?? configuration.baseline?.path ?? below('baseline-schema.sql');
  const statistics = request.statistics ?? declared?.statistics ?? below(`${fileName}.stats.json`);
  const captured: CapturedTarget = {
    name: target,
    engine: database.dialect,
    version: database.version,
    settings: database.settings,
    statistics,
    baseline,
  };
  return {
    target,
    files: [
      { path: baseline, text: baselineText(database, now) },
      { path: statistics, text: statisticsText(database, now) },
      { path: 'interlock.json', text: withCapture(request.configurationText, captured) },
    ],
    tables: Object.keys(database.tables).length,
  };
}

function targetName(configuration: ConfigurationFile, engine: string): string {
  const ofEngine = (configuration.targets ?? []).filter(target => target.engine === engine);
  return ofEngine.length === 1 ? (ofEngine[0]?.name ?? 'production') : 'production';
}
