import { span } from '../text/span.ts';
import { plan } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type RelatedPlace,
  type ReviewedFile,
} from './rule.ts';
import { firstLine } from './subject/firstLine.ts';
import type { FileRename, VersionConflict } from './subject/migrationFacts.ts';
import { migrationName } from './subject/migrationName.ts';
import { code } from './subject/wording.ts';

export const migrationVersionConflict = fileRule({
  metadata: {
    id: 'migration-version-conflict',
    title: 'The tool will refuse, skip or reorder this migration',
    categories: ['fails', 'partial-state'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { atlas: ['non_linear'] },
  },
  *check(reviewed) {
    for (const conflict of reviewed.migration.conflicts) {
      yield {
        statement: -1,
        span: conflict.kind === 'double-change-set' ? conflict.span : firstLine(reviewed.source.text),
        ...verdict(reviewed, conflict),
      };
    }
  },
});

type Verdict = Pick<FileFindingDraft, 'message' | 'severity' | 'categories' | 'fixes' | 'related'>;

function verdict(reviewed: ReviewedFile, conflict: VersionConflict): Verdict {
  const { file, migration } = reviewed;
  const name = code(migrationName(file.path));
  switch (conflict.kind) {
    case 'duplicate': {
      const other = code(migrationName(conflict.other));
      const pair =
        conflict.where === 'base'
          ? `${code(migration.base ?? '')} has got ${other} meanwhile, which has the version of ${name}`
          : `${name} and ${other} have one version`;
      const consequence =
        migration.tool.duplicate === 'refused'
          ? `${file.frameworkTitle} refuses to run`
          : `${file.frameworkTitle} records a version once, so that the second one fails or never runs`;
      return {
        message: `${pair}: ${consequence}.`,
        related: beginningOf(conflict.other),
        fixes: renaming(conflict.renames, 'the next free version'),
      };
    }
    case 'out-of-order':
      return outOfOrder(reviewed, conflict.newest, conflict.renames);
    case 'gap':
      return {
        message: `There is no migration ${code(conflict.missing)} before ${name}: ${file.frameworkTitle} refuses to run.`,
      };
    case 'unseen-name':
      return {
        message: `${conflict.tool} does not see ${name}, so that it never runs.`,
        fixes: renaming(conflict.renames, 'a name that the tool looks for'),
      };
    case 'unmarked':
      return {
        message: `${name} has no ${code(conflict.mark)}: ${file.frameworkTitle} does not run what stands in it.`,
        fixes: [marked(conflict.mark)],
      };
    case 'not-listed':
      return {
        message: `${name} is not in ${code(conflict.list)}: ${file.frameworkTitle} runs what is listed there, so that this never runs.`,
      };
    case 'double-change-set':
      return {
        message: `Two changesets of ${name} are called ${code(conflict.id)}: ${file.frameworkTitle} refuses to run.`,
      };
  }
}

function outOfOrder(
  { file, migration }: ReviewedFile,
  newest: string,
  renames: readonly FileRename[],
): Verdict {
  const fixes = renaming(renames, 'the next free version');
  const order = `${code(migrationName(file.path))} comes before ${code(migrationName(newest))}, which is on ${code(migration.base ?? '')}`;
  const tool = file.frameworkTitle;
  const isAllowed = file.framework === 'flyway' && file.runnerSettings['outoforder'] === 'true';
  if (isAllowed || migration.tool.outOfOrder === 'late')
    return {
      message: `${order}: where that one has run, ${tool} runs this one after it, an order that nobody has tried.`,
      severity: isAllowed ? 'info' : 'warning',
      categories: ['partial-state'],
      related: beginningOf(newest),
      fixes,
    };
  const consequence =
    migration.tool.outOfOrder === 'skipped' ? `${tool} never runs this one` : `${tool} refuses this one`;
  return {
    message: `${order}: where that one has run, ${consequence}.`,
    related: beginningOf(newest),
    fixes,
  };
}

/** Nothing is shown of files that are on the base branch alone. */
function beginningOf(path: string): readonly RelatedPlace[] {
  return [
    {
      place: { kind: 'statement', path, statement: 0, span: span(0, 0) },
      message: 'This is the other migration.',
    },
  ];
}

function marked(mark: string): FixDraft {
  return {
    title: `Begin the file with ${code(mark)}`,
    kind: 'suggestion',
    build: ({ newline }) => plan({ edits: [{ span: span(0, 0), newText: `${mark}${newline}` }] }),
  };
}

function renaming(renames: readonly FileRename[], to: string): readonly FixDraft[] {
  const [first] = renames;
  if (first === undefined) return [];
  return [
    {
      title: `Give it ${to}: ${code(migrationName(first.to))}`,
      kind: 'suggestion',
      build: () => plan({ renames }),
    },
  ];
}
