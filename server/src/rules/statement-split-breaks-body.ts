import type { FrameworkName } from '../frameworks/framework.ts';
import type { Operation } from '../operations/operation.ts';
import type { Span } from '../text/span.ts';
import { insertAt, plan } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  type FixPlan,
  type FixSite,
  fileRule,
  type ReviewedFile,
  type ReviewedStatement,
} from './rule.ts';
import { statementHead } from './subject/statementHead.ts';
import { code } from './subject/wording.ts';

export const statementSplitBreaksBody = fileRule({
  metadata: {
    id: 'statement-split-breaks-body',
    title: 'Runner cuts the body at the wrong place',
    categories: ['fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    related: {},
  },
  *check(reviewed) {
    const { file } = reviewed;
    if (file.framework === 'plain') return;
    yield* clientCommands(reviewed);
    if (file.framework === 'goose') yield* goose(reviewed);
    if (file.framework === 'liquibase') yield* liquibase(reviewed);
    if (file.framework === 'drizzle') yield* drizzle(reviewed);
  },
});

/** They send what they read to the server; DELIMITER is a word of the mysql program alone. */
const KNOW_NO_DELIMITER: ReadonlySet<FrameworkName> = new Set([
  'golang-migrate',
  'goose',
  'dbmate',
  'sqlx',
  'prisma',
  'diesel',
  'liquibase',
  'sql-migrate',
  'drizzle',
]);
/** They may be run through psql, or by nobody but psql. */
const MAY_USE_PSQL: ReadonlySet<FrameworkName> = new Set(['plain', 'rails', 'supabase', 'hasura']);

function* clientCommands(reviewed: ReviewedFile): Generator<FileFindingDraft> {
  const { file, target } = reviewed;
  for (const { context, statement } of reviewed.ofKinds('ClientCommand')) {
    const word = /^\s*(\\[a-z]+|delimiter)/i.exec(context.sql)?.[1];
    if (word === undefined) continue;
    const isPsql = word.startsWith('\\');
    if (
      isPsql
        ? target.engine !== 'postgresql' || MAY_USE_PSQL.has(file.framework)
        : !KNOW_NO_DELIMITER.has(file.framework)
    )
      continue;
    const start = context.sql.indexOf(word);
    yield {
      statement: statement.index,
      span: { start, end: start + word.length },
      message: isPsql
        ? `${code(word)} is a command of psql; ${file.frameworkTitle} sends it to the server, which answers with a syntax error.`
        : `${code('DELIMITER')} is a command of the mysql program; ${file.frameworkTitle} sends it to the server, which answers with error 1064.`,
      fixes:
        isPsql || file.framework === 'goose' || file.framework === 'liquibase' ? [] : [withoutDelimiter()],
    };
    // One is enough to understand.
    return;
  }
}

function hasBody(operation: Operation): boolean {
  return (
    operation.kind === 'CreateRoutine' ||
    operation.kind === 'CreateTrigger' ||
    operation.kind === 'ExecuteBlock'
  );
}

function bodyStatement({ operations }: ReviewedStatement): boolean {
  return operations.some(({ operation }) => hasBody(operation));
}

/** goose ends a statement at each line that ends with `;` (its parser, `endsWithSemicolon`). */
function* goose(reviewed: ReviewedFile): Generator<FileFindingDraft> {
  const { source } = reviewed;
  for (const statement of reviewed.statements) {
    const place = source.statements[statement.index];
    const [context] = statement.operations;
    if (place === undefined || context === undefined || !bodyStatement(statement)) continue;
    if (isInBlock(reviewed, place.span)) continue;
    const line = firstCut(source.text.slice(place.span.start, place.span.end));
    if (line === null) continue;
    const at = source.text.slice(0, place.span.start).split('\n').length + line;
    yield {
      statement: statement.index,
      span: statementHead(context),
      message: `goose cuts this statement at the ${code(';')} that ends line ${at}, and the server gets half of it; wrap it in StatementBegin and StatementEnd.`,
      fixes: [wrap()],
    };
  }
}

/** The first line but the last that ends with a semicolon, counted from the statement's; null when none does. */
function firstCut(text: string): number | null {
  const lines = text.split('\n');
  const found = lines.slice(0, -1).findIndex(line => /;\s*$/.test(line.replace(/\s--.*$/, '')));
  return found === -1 ? null : found;
}

function isInBlock({ source }: ReviewedFile, { start }: Span): boolean {
  const marks = source.comments.filter(
    ({ span, text }) => span.end <= start && /^\+goose\s+statement(?:begin|end)\b/i.test(text),
  );
  return /begin/i.test(marks.at(-1)?.text ?? '');
}

function wrap(): FixDraft {
  return {
    title: 'Wrap it in StatementBegin and StatementEnd',
    kind: 'safe',
    build(site) {
      const end = site.terminator?.end ?? site.statement.end;
      return plan({
        edits: [
          insertAt(site, 0, `-- +goose StatementBegin${site.newline}`),
          { span: { start: end, end }, newText: `${site.newline}-- +goose StatementEnd` },
        ],
      });
    },
  };
}

/** Liquibase from 4.15 on keeps BEGIN ... END together; what has a semicolon outside of it is cut by every version. */
function* liquibase(reviewed: ReviewedFile): Generator<FileFindingDraft> {
  const { source } = reviewed;
  for (const statement of reviewed.statements) {
    const place = source.statements[statement.index];
    const [context] = statement.operations;
    if (place === undefined || context === undefined || !bodyStatement(statement)) continue;
    const mark = source.comments
      .filter(({ span, text }) => span.end <= place.span.start && /^changeset\s/i.test(text))
      .at(-1);
    if (mark === undefined || /\b(?:splitStatements:"?false|endDelimiter:)/i.test(mark.text)) continue;
    const text = source.text.slice(place.span.start, place.span.end);
    const semicolon = text.indexOf(';');
    if (semicolon === -1 || /\bbegin\b/i.test(text.slice(0, semicolon))) continue;
    yield {
      statement: statement.index,
      span: statementHead(context),
      message: `Liquibase cuts this body at its first ${code(';')}, and the server gets half of it; say ${code('splitStatements:false')} on the changeset.`,
      fixes: [keepWhole(mark.span)],
    };
  }
}

function keepWhole(mark: Span): FixDraft {
  return {
    title: 'Add splitStatements:false to the changeset',
    kind: 'safe',
    build(site) {
      const section = site.statements[site.index]?.section;
      const isAlone = site.statements.filter(other => other.section === section).length === 1;
      if (!isAlone) return null;
      const end = mark.start + site.text.slice(mark.start, mark.end).trimEnd().length;
      return plan({ edits: [{ span: { start: end, end }, newText: ' splitStatements:false' }] });
    },
  };
}

/** The migrator sends what lies between two breakpoints as one, and the MySQL driver takes one statement. */
function* drizzle(reviewed: ReviewedFile): Generator<FileFindingDraft> {
  const { source, target } = reviewed;
  if (target.engine === 'postgresql') return;
  for (const [at, statement] of reviewed.statements.entries()) {
    const previous = source.statements[at - 1];
    const place = source.statements[at];
    const [context] = statement.operations;
    if (previous === undefined || place === undefined || context === undefined) continue;
    if (source.text.slice(previous.span.end, place.span.start).includes('statement-breakpoint')) continue;
    yield {
      statement: statement.index,
      span: statementHead(context),
      message: `Drizzle sends this together with the statement above, which MySQL refuses (error 1064); put ${code('--> statement-breakpoint')} between them.`,
      fixes: [
        {
          title: 'Insert a statement breakpoint',
          kind: 'safe',
          build: site => plan({ edits: [insertAt(site, 0, `--> statement-breakpoint${site.newline}`)] }),
        },
      ],
    };
  }
}

/** With one body in the file the server needs no delimiter to find its end. */
function withoutDelimiter(): FixDraft {
  return {
    title: 'Remove the DELIMITER lines',
    kind: 'safe',
    build(site: FixSite): FixPlan | null {
      const real = site.statements.filter(
        ({ syntax }) => !syntax.operations.some(({ kind }) => kind === 'ClientCommand'),
      );
      const [body] = real;
      if (real.length !== 1 || body?.terminator == null) return null;
      const commands = site.statements.filter(other => !real.includes(other));
      return plan({
        edits: [
          ...commands.map(({ span, terminator }) => {
            const end = terminator?.end ?? span.end;
            const rest = /^[^\S\n]*\r?\n?/.exec(site.text.slice(end));
            return { span: { start: span.start, end: end + (rest?.[0].length ?? 0) }, newText: '' };
          }),
          { span: body.terminator, newText: ';' },
        ].sort((left, right) => left.span.start - right.span.start),
      });
    },
  };
}
