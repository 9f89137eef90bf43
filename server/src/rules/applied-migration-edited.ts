import { cutStatements } from './fixes/moveStatement.ts';
import { slugOfFile } from './fixes/moveToFollowUp.ts';
import { plan } from './fixes/site.ts';
import { type FileFindingDraft, type FixDraft, fileRule, type ReviewedFile } from './rule.ts';
import { firstLine } from './subject/firstLine.ts';
import type { GoneMigration, MergedEdit } from './subject/migrationFacts.ts';
import { migrationName } from './subject/migrationName.ts';
import { code, listed } from './subject/wording.ts';

export const appliedMigrationEdited = fileRule({
  metadata: {
    id: 'applied-migration-edited',
    title: 'Migration changed after it was merged',
    categories: ['partial-state'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { flyway: ['validate'], liquibase: ['checksum'] },
  },
  *check(reviewed) {
    const { edit, merged, tool, gone } = reviewed.migration;
    if (gone.length > 0) yield missing(reviewed, gone);
    if (edit === null || merged === null) return;
    const finding = findingOf(reviewed, edit);
    // A checksum that only a warning comes of, over words that do nothing.
    const isHarmless = edit.kind === 'text' && edit.statement === -1 && tool.edited === 'warned';
    yield {
      ...finding,
      ...(isHarmless ? { severity: 'warning' as const } : {}),
      fixes: edit.kind === 'renamed' ? [] : fixesOf(merged.text, edit.kind === 'text' ? edit.added : null),
    };
  },
});

function findingOf(reviewed: ReviewedFile, edit: MergedEdit): FileFindingDraft {
  switch (edit.kind) {
    case 'renamed':
      return renamed(reviewed, edit.from);
    case 'text':
      return changed(reviewed, edit.statement);
    case 'change-set':
      return changedChangeSet(reviewed, edit);
  }
}

function changedChangeSet(
  { migration }: ReviewedFile,
  edit: Extract<MergedEdit, { readonly kind: 'change-set' }>,
): FileFindingDraft {
  const base = code(migration.base ?? '');
  const message = {
    edited: `Changeset ${code(edit.id)} is on ${base} with another content. Liquibase compares checksums and stops wherever it has run.`,
    renamed: `Changeset ${code(edit.id)} is ${code('from' in edit ? edit.from : '')} on ${base}. Liquibase takes it for a new one and runs it a second time.`,
    removed: `Changeset ${code(edit.id)} is on ${base} and no longer here. Where it has run its change stays, and new databases never get it.`,
  };
  return { statement: -1, span: edit.span, message: message[edit.change] };
}

const MOST_NAMED = 3;

/** Told of a file that is still there. */
function missing(
  { file, migration, source }: ReviewedFile,
  gone: readonly GoneMigration[],
): FileFindingDraft {
  const names = gone.slice(0, MOST_NAMED).map(({ path }) => code(migrationName(path)));
  const others = gone.length - names.length;
  const what = listed([...names, ...(others > 0 ? [`${others} more`] : [])]);
  const consequence =
    migration.tool.gone === 'refused'
      ? `${file.frameworkTitle} misses ${gone.length === 1 ? 'it' : 'them'} wherever ${gone.length === 1 ? 'it has' : 'they have'} run, and stops.`
      : `Where ${gone.length === 1 ? 'it has' : 'they have'} run the changes stay, and new databases never get them.`;
  return {
    statement: -1,
    span: firstLine(source.text),
    message: `${what} ${gone.length === 1 ? 'is' : 'are'} on ${code(migration.base ?? '')} and no longer here. ${consequence}`,
    fixes: [
      {
        title: gone.length === 1 ? 'Put the migration back' : 'Put the migrations back',
        kind: 'suggestion',
        byHandOnly: true,
        build: () => plan({ creates: gone }),
      },
    ],
  };
}

function changed(reviewed: ReviewedFile, index: number): FileFindingDraft {
  const { file, migration } = reviewed;
  const statement = reviewed.statements[index];
  const what = file.framework === 'liquibase' ? 'This changeset' : code(migrationName(file.path));
  return {
    statement: statement?.index ?? -1,
    span: firstLine(statement?.sql ?? reviewed.source.text),
    message: `${what} is on ${code(migration.base ?? '')} with another text. ${consequence(reviewed)}`,
  };
}

function consequence({ file, migration }: ReviewedFile): string {
  switch (migration.tool.edited) {
    case 'refused':
      return `${file.frameworkTitle} compares checksums and stops wherever it has run.`;
    case 'warned':
      return `${file.frameworkTitle} warns of the checksum, and where it has run the change never does.`;
    case 'unnoticed':
      return 'Where it has run the change never does, so that databases come to differ.';
  }
}

function renamed({ file, migration, source }: ReviewedFile, from: string): FileFindingDraft {
  const consequences =
    migration.tool.edited === 'refused'
      ? `${file.frameworkTitle} misses that one wherever it has run, and stops.`
      : `${file.frameworkTitle} takes it for a new migration and runs it a second time.`;
  return {
    statement: -1,
    span: firstLine(source.text),
    message: `${code(migrationName(file.path))} is ${code(migrationName(from))} on ${code(migration.base ?? '')}. ${consequences}`,
  };
}

function fixesOf(merged: string, added: readonly number[] | null): readonly FixDraft[] {
  const revert: FixDraft = {
    title: 'Put back the text that was merged',
    kind: 'suggestion',
    byHandOnly: true,
    build: site => plan({ edits: [whole(site.text, asWritten(merged, site.newline))] }),
  };
  if (added === null) return [revert];
  return [
    {
      title: 'Put back what was merged, and add the rest by a new migration',
      kind: 'suggestion',
      byHandOnly: true,
      build(site) {
        const cut = cutStatements(site, added);
        if (cut === null) return null;
        return plan({
          edits: [whole(site.text, asWritten(merged, site.newline))],
          followUps: [
            { slug: `${slugOfFile(site)}_fix`, body: cut.texts.join(site.newline), transaction: 'default' },
          ],
        });
      },
    },
    revert,
  ];
}

function whole(text: string, newText: string): { span: { start: number; end: number }; newText: string } {
  return { span: { start: 0, end: text.length }, newText };
}

function asWritten(text: string, newline: string): string {
  return text.replace(/\r?\n/g, newline);
}
