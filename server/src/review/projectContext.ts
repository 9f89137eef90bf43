import type { FrameworkName, MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { joinPath } from '../frameworks/paths.ts';
import { compareMigrationVersions } from '../frameworks/versions.ts';
import type { ProjectContext } from '../rules/rule.ts';
import { saysIrreversible } from '../rules/subject/irreversible.ts';
import { changeSetsWithoutRollback } from './changeSets.ts';
import { newestVersionIn } from './dumpedHistory.ts';
import { migrationAt, type Project } from './project.ts';
import { unusedMarks } from './unusedMarks.ts';
import { wayBackOf } from './wayBack.ts';

const DEFAULT_MAX_AGE_DAYS = 30;

/** What rules may know about the project around a file. */
export function projectContext(project: Project, path: string): ProjectContext {
  const { set, file } = migrationAt(project, path);
  const versioned = set.files.filter(({ role }) => role === 'versioned');
  return {
    today: project.today,
    baseline: baselineOf(project),
    isFirst: versioned[0]?.path === file.path,
    isLast: versioned.at(-1)?.path === file.path,
    firstVersion: firstVersionOf(set, versioned),
    isBaseline: file.role === 'baseline',
    migrationsSince(since) {
      const from = versioned.findIndex(other => other.path === since);
      const to = versioned.findIndex(other => other.path === file.path);
      return from < 0 || to < from ? null : to - from;
    },
    undoFile: undoFileOf(project, set, file),
    changeSetsWithoutRollback: () => changeSetsWithoutRollback(path, project.read(path) ?? ''),
    isMarkedUnused: unusedMarks(project, path),
  };
}

/** A plain folder of numbered files, each with its way back beside it, belongs to a tool too, though to an unknown one. */
function firstVersionOf(set: MigrationSet, versioned: readonly MigrationFile[]): string | null {
  if (set.framework !== 'plain') return versioned[0]?.path ?? null;
  const first = versioned.find(({ path }) => !NUMBERED_DOWN.test(path))?.path;
  const back = first === undefined ? undefined : NUMBERED_UP.exec(first)?.[1];
  if (first === undefined || back === undefined) return null;
  return set.files.some(({ path }) => path === `${back}.down.sql`) ? first : null;
}

const NUMBERED_UP = /^((?:.*\/)?v?\d[^/]*)\.up\.sql$/i;
const NUMBERED_DOWN = /(?:^|\/)v?\d[^/]*\.down\.sql$/i;

/** Tools that expect a file of its own for the way back with every migration. */
const PAIRED: ReadonlySet<FrameworkName> = new Set(['golang-migrate', 'diesel']);

function undoFileOf(project: Project, set: MigrationSet, file: MigrationFile): ProjectContext['undoFile'] {
  if (file.role !== 'versioned') return null;
  const hasWaysBack = set.files.some(({ role }) => role === 'down' || role === 'undo');
  if (!hasWaysBack && !PAIRED.has(set.framework)) return null;
  const undo = wayBackOf(set, file);
  // Nobody says that files which no tool runs have a way back each.
  if (undo === undefined) return set.framework === 'plain' ? null : 'missing';
  const text = project.read(undo.path) ?? '';
  return text.replace(COMMENTS, '').trim() === '' && !saysIrreversible(text) ? 'empty' : 'there';
}

const COMMENTS = /--[^\n]*|\/\*[\s\S]*?\*\//g;

function baselineOf(project: Project): ProjectContext['baseline'] {
  const declared = project.configuration.baseline;
  if (declared === undefined) return null;
  const path = joinPath(project.configurationFolder, declared.path);
  const text = project.read(path);
  if (text === null) return null;
  const modified = project.modifiedAt(path);
  return {
    path,
    takenAt: dumpDate(text) ?? (modified === null ? null : new Date(modified).toISOString().slice(0, 10)),
    maxAgeDays: declared.maxAgeDays ?? DEFAULT_MAX_AGE_DAYS,
    behind: behind(text, project.configuration.deployedThrough),
  };
}

function behind(
  text: string,
  deployed: string | undefined,
): NonNullable<ProjectContext['baseline']>['behind'] {
  const newest = deployed === undefined ? null : newestVersionIn(text);
  return deployed === undefined || newest === null || compareMigrationVersions(newest, deployed) >= 0
    ? null
    : { newest, deployed };
}

/* mysqldump ends with `-- Dump completed on 2026-10-01 12:00:00`, pg_dump --verbose has `-- Started on 2026-10-01 ...`. */
const DUMP_DATE = /^-- (?:Dump completed on|Started on|Completed on)\s+(\d{4}-\d{2}-\d{2})/m;
const MARGIN = 4_000;

function dumpDate(text: string): string | null {
  const ends = text.length <= 2 * MARGIN ? text : `${text.slice(0, MARGIN)}\n${text.slice(-MARGIN)}`;
  return DUMP_DATE.exec(ends)?.[1] ?? null;
}
