import type { Engine, TableStatistics, Target } from '../engines/engine.ts';
import { ageInDays, isSmallSize, STATISTICS_MAX_AGE_DAYS } from '../engines/tableSize.ts';
import { engineOfSet } from '../frameworks/engineHints.ts';
import type { MigrationSet } from '../frameworks/framework.ts';
import { isStructuredName } from '../frameworks/liquibase/changelog.ts';
import { joinPath } from '../frameworks/paths.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { dialectOfChangelog, dialectOfPath, dialectOfText, dialectOfUrl } from './dialectDetection.ts';
import { migrationAt, type Project } from './project.ts';
import { reviewSettings } from './settings.ts';
import { assumedTarget, declaredTargets } from './targets.ts';

/**
 * The targets that a file is reviewed for. `given` are those of the command line, which win over declared ones;
 * without either, the engine is detected and its version assumed.
 */
export function targetsOfFile(
  project: Project,
  path: string,
  given: readonly Target[] | null,
): readonly Target[] {
  const declared =
    given ??
    declaredTargets(project.configuration, statisticsPath => readStatistics(project, statisticsPath));
  const wanted = configuredEngine(project, path);
  const usable = wanted === null ? declared : declared.filter(target => target.engine === wanted);
  if (usable.length === 0) return [assumedTarget(wanted ?? detectDialect(project, path) ?? 'postgresql')];
  const mixed =
    usable.some(target => target.engine === 'postgresql') &&
    usable.some(target => target.engine !== 'postgresql');
  const dialect = mixed ? detectDialect(project, path) : null;
  // Text that both engines read the same is meant for both.
  if (dialect === null) return usable;
  return usable.filter(target => (target.engine === 'postgresql') === (dialect === 'postgresql'));
}

function configuredEngine(project: Project, path: string): Engine | null {
  const entry = project.configuration.migrations?.find(({ path: folder }) => {
    const below = joinPath(project.configurationFolder, folder.replace(/^\.\/|\/+$/g, ''));
    return below === '' || path.startsWith(`${below}/`);
  });
  return entry?.engine ?? null;
}

/** What the path, the tool's configuration, the text or its neighbours say; null when nothing does. */
function detectDialect(project: Project, path: string): Dialect | null {
  const { set } = migrationAt(project, path);
  const bySettings = Object.entries(set.settings).find(([key]) => key.endsWith('url'))?.[1];
  return (
    dialectOfPath(path) ??
    (bySettings === undefined ? null : dialectOfUrl(bySettings)) ??
    dialectOfFile(project, path) ??
    engineOfSet(project, set) ??
    dialectOfSet(project, set)
  );
}

function dialectOfFile(project: Project, path: string): Dialect | null {
  const text = project.read(path) ?? '';
  return isStructuredName(path) ? dialectOfChangelog(text) : dialectOfText(text);
}

const FILES_SAMPLED = 10;

function dialectOfSet(project: Project, set: MigrationSet): Dialect | null {
  for (const file of set.files.slice(0, FILES_SAMPLED)) {
    const dialect = dialectOfFile(project, file.path);
    if (dialect !== null) return dialect;
  }
  return null;
}

function readStatistics(project: Project, path: string): TableStatistics | null {
  const text = project.read(joinPath(project.configurationFolder, path));
  if (text === null) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isStatistics(parsed)
      ? withoutOutgrown(project, { capturedAt: parsed.capturedAt ?? null, tables: parsed.tables })
      : null;
  } catch {
    return null;
  }
}

/** Old statistics are not believed when they say that a table is small: it may have grown since. */
function withoutOutgrown(project: Project, statistics: TableStatistics): TableStatistics {
  const age = ageInDays(statistics.capturedAt, project.today);
  if (age === null || age <= STATISTICS_MAX_AGE_DAYS) return statistics;
  const { small } = reviewSettings(project.configuration).tables;
  const believed = Object.entries(statistics.tables).filter(([, size]) => !isSmallSize(size, small));
  return { ...statistics, tables: Object.fromEntries(believed) };
}

function isStatistics(
  value: unknown,
): value is { readonly capturedAt?: string; readonly tables: TableStatistics['tables'] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'tables' in value &&
    typeof value.tables === 'object' &&
    value.tables !== null
  );
}
