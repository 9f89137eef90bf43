import type { FrameworkName } from '../frameworks/framework.ts';
import {
  keepChangeSetWhole,
  marksForDelimiter,
  wholeChangeSetForDelimiter,
  withoutDelimiter,
  wrapInMarks,
} from './fixes/bodyDelimiters.ts';
import { insertAt, plan } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type ReviewedFile,
  type ReviewedOperation,
  type ReviewedStatement,
} from './rule.ts';
import { changeSetLineOf, endDelimiterOf, keepsWhole } from './subject/changeSetLine.ts';
import { firstLineCut, isInMarkedBlock, lineMarkOf } from './subject/lineCuts.ts';
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
    const { framework, runnerSettings } = reviewed.file;
    if (framework === 'plain') return;
    const command = clientCommand(reviewed);
    if (command !== null) {
      // What DELIMITER is meant for would be said a second time.
      yield command;
      return;
    }
    const mark = lineMarkOf(framework);
    if (mark !== null) yield* cutAtLineEnds(reviewed, mark);
    if (framework === 'liquibase') yield* cutByLiquibase(reviewed);
    if (framework === 'drizzle') yield* sentTogether(reviewed);
    if (framework === 'golang-migrate' && runnerSettings['x-multi-statement'] === 'true')
      yield* cutEverywhere(reviewed);
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

/** The first line for a client that the tool is not; one is enough to understand. */
function clientCommand(reviewed: ReviewedFile): FileFindingDraft | null {
  const { file, target } = reviewed;
  for (const change of reviewed.ofKinds('ClientCommand')) {
    const { context, statement } = change;
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
    return {
      statement: statement.index,
      span: { start, end: start + word.length },
      message: isPsql
        ? `${code(word)} is a command of psql; ${file.frameworkTitle} sends it to the server, which answers with a syntax error.`
        : `${code('DELIMITER')} is a command of the mysql program; ${file.frameworkTitle} sends it to the server, which answers with error 1064.`,
      fixes: isPsql ? [] : delimiterFixes(reviewed, change),
    };
  }
  return null;
}

function delimiterFixes(reviewed: ReviewedFile, { statement }: ReviewedOperation): readonly FixDraft[] {
  const mark = lineMarkOf(reviewed.file.framework);
  if (mark !== null) return [marksForDelimiter(mark)];
  if (reviewed.file.framework !== 'liquibase') return [withoutDelimiter()];
  const line = changeSetLineOf(reviewed.source, statement.index);
  return line === null || keepsWhole(line) ? [] : [wholeChangeSetForDelimiter(line.span)];
}

function isBody({ operations }: ReviewedStatement): boolean {
  return operations.some(
    ({ operation: { kind } }) =>
      kind === 'CreateRoutine' || kind === 'CreateTrigger' || kind === 'ExecuteBlock',
  );
}

function* cutAtLineEnds(
  { file, source, statements }: ReviewedFile,
  mark: string,
): Generator<FileFindingDraft> {
  for (const statement of statements) {
    const place = source.statements[statement.index];
    const [context] = statement.operations;
    if (place === undefined || context === undefined) continue;
    const line = firstLineCut(source.text.slice(place.span.start, place.span.end));
    if (line === null || isInMarkedBlock(source, place.span, mark)) continue;
    const at = source.text.slice(0, place.span.start).split('\n').length + line;
    yield {
      statement: statement.index,
      span: statementHead(context),
      message: `${file.frameworkTitle} cuts this statement at the ${code(';')} that ends line ${at}, and the server gets half of it; wrap it in StatementBegin and StatementEnd.`,
      fixes: [wrapInMarks(mark)],
    };
  }
}

/** Liquibase from 4.15 on keeps BEGIN ... END together; what has a semicolon outside of it is cut by every version. */
function* cutByLiquibase(reviewed: ReviewedFile): Generator<FileFindingDraft> {
  const { source, target } = reviewed;
  const joined = new Set<number>();
  for (const statement of reviewed.statements) {
    const place = source.statements[statement.index];
    const [context] = statement.operations;
    if (place === undefined || context === undefined) continue;
    const line = place.generated === undefined ? changeSetLineOf(source, statement.index) : null;
    const isCut = place.generated?.isCut ?? (line !== null && !keepsWhole(line));
    if (!isCut) {
      const { section } = statement.run;
      const delimiter = line === null ? null : endDelimiterOf(line);
      if (line === null || delimiter === null || target.engine === 'postgresql' || joined.has(section))
        continue;
      joined.add(section);
      const isJoined = reviewed.statements.filter(({ run }) => run.section === section).length > 1;
      if (isJoined && !line.body.toLowerCase().includes(delimiter.toLowerCase()))
        yield {
          statement: statement.index,
          span: statementHead(context),
          message: `The text of this changeset has no ${code(delimiter)}, its endDelimiter: Liquibase sends all its statements as one, which the server refuses (error 1064).`,
        };
      continue;
    }
    const semicolon = isBody(statement) ? statement.sql.indexOf(';') : -1;
    if (semicolon === -1 || /\bbegin\b/i.test(statement.sql.slice(0, semicolon))) continue;
    yield {
      statement: statement.index,
      span: statementHead(context),
      message: `Liquibase cuts this body at its first ${code(';')}, and the server gets half of it; say ${code(line === null ? 'splitStatements="false"' : 'splitStatements:false')} on the ${line === null ? 'change' : 'changeset'}.`,
      fixes: line === null ? [] : [keepChangeSetWhole(line.span)],
    };
  }
}

/** The migrator sends what lies between two breakpoints as one, and the MySQL driver takes one statement. */
function* sentTogether(reviewed: ReviewedFile): Generator<FileFindingDraft> {
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

/** golang-migrate with `x-multi-statement=true` looks for the next `;`, quotes or not (`database/multistmt/parse.go`). */
function* cutEverywhere({ statements }: ReviewedFile): Generator<FileFindingDraft> {
  for (const statement of statements) {
    const [context] = statement.operations;
    if (context === undefined || !isBody(statement) || !statement.sql.includes(';')) continue;
    yield {
      statement: statement.index,
      span: statementHead(context),
      message: `With ${code('x-multi-statement=true')} golang-migrate cuts this body at its first ${code(';')}, and the server gets half of it; leave the option out, or keep the body out of these migrations.`,
    };
  }
}
