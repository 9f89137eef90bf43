import type { Span } from '../text/span.ts';
import { inverseStatements } from './fixes/inverse.ts';
import { plan } from './fixes/site.ts';
import { type FileFindingDraft, type FixDraft, fileRule, type ReviewedFile } from './rule.ts';
import { code } from './subject/wording.ts';

export const missingRollback = fileRule({
  metadata: {
    id: 'missing-rollback',
    title: 'Nothing takes this migration back',
    categories: ['partial-state'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { liquibase: ['RollbackRequired'], 'django-migration-linter': ['RUNSQL_REVERSIBLE'] },
  },
  *check(reviewed) {
    const up = reviewed.statements.filter(({ run }) => run.direction === 'up');
    if (up.length === 0 || reviewed.file.repeatable || saysIrreversible(reviewed)) return;
    if (reviewed.file.framework === 'liquibase') {
      yield* changeSetsWithout(reviewed);
      return;
    }
    const mark = IN_FILE.get(reviewed.file.framework);
    const isMissing =
      mark === undefined
        ? reviewed.project.undoFile === 'missing'
        : !reviewed.statements.some(({ run }) => run.direction === 'down');
    const first = up[0];
    const place = first === undefined ? undefined : reviewed.source.statements[first.index];
    if (!isMissing || first === undefined || place === undefined) return;
    yield {
      statement: first.index,
      span: { start: 0, end: firstLineOf(first.sql) },
      message:
        mark === undefined
          ? `No file takes this migration back, as others of this folder have it: a release that fails has to be mended forward.`
          : `There is nothing under ${code(mark)}: a release that fails has to be mended forward.`,
      fixes: mark === undefined ? [] : [wayBack(reviewed, mark)],
    };
  },
});

/** What begins the way back in the file itself. */
const IN_FILE: ReadonlyMap<string, string> = new Map([
  ['goose', '-- +goose Down'],
  ['dbmate', '-- migrate:down'],
  ['sql-migrate', '-- +migrate Down'],
  ['node-pg-migrate', '-- Down Migration'],
  ['tern', '---- create above / drop below ----'],
]);

/** Somebody thought of it. */
function saysIrreversible({ source }: ReviewedFile): boolean {
  return source.comments.some(({ text }) =>
    /irreversible|not reversible|cannot be (?:undone|reverted|rolled back)|no (?:rollback|way back)/i.test(
      text,
    ),
  );
}

function firstLineOf(sql: string): number {
  const end = sql.indexOf('\n');
  return end < 0 ? sql.length : end;
}

const CHANGE_SET = /^--[ \t]*changeset\b.*$/gim;
const ROLLBACK = /^[ \t]*--[ \t]*rollback\b|\/\*[ \t]*liquibase[ \t]+rollback\b/im;

/** Formatted SQL, where each changeset has its own. */
function* changeSetsWithout({ file, source }: ReviewedFile): Generator<FileFindingDraft> {
  if (!file.path.endsWith('.sql')) return;
  const headers = [...source.text.matchAll(CHANGE_SET)];
  for (const [at, header] of headers.entries()) {
    const end = headers[at + 1]?.index ?? source.text.length;
    const body: Span = { start: header.index + header[0].length, end };
    const hasStatements = source.statements.some(
      ({ span }) => span.start >= body.start && span.start < body.end,
    );
    if (!hasStatements || ROLLBACK.test(source.text.slice(body.start, body.end))) continue;
    yield {
      statement: -1,
      span: { start: header.index, end: header.index + header[0].trimEnd().length },
      message: `This changeset has no ${code('--rollback')}: Liquibase cannot take back what SQL does by itself.`,
    };
  }
}

/** The opposite of every statement, the last one first, where every statement has one. */
function wayBack({ target }: ReviewedFile, mark: string): FixDraft {
  return {
    title: 'Write the way back',
    kind: 'suggestion',
    build(site) {
      const statements = inverseStatements(site, target.engine);
      if (statements === null) return null;
      const text = site.text.trimEnd();
      const hasMark = site.text.toLowerCase().includes(mark.toLowerCase());
      const lines = [...(hasMark ? [] : ['', mark]), ...statements];
      return plan({
        edits: [
          {
            span: { start: text.length, end: site.text.length },
            newText: `${site.newline}${lines.join(site.newline)}${site.newline}`,
          },
        ],
      });
    },
  };
}
