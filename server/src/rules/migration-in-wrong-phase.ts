import { relationKey } from '../catalog/catalog.ts';
import type { ObjectName } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import { textOf } from '../text/span.ts';
import { CONTRACT_MARK } from './fixes/followUps.ts';
import { moveToFollowUp, slugOfFile } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  type FixSite,
  type FurtherFix,
  fileRule,
  type OperationContext,
  type Phase,
  type ReviewedFile,
  type ReviewedStatement,
  type RuleFinding,
} from './rule.ts';
import { operationWords } from './subject/actionWords.ts';
import { additionsTooLate } from './subject/additionsTooLate.ts';
import { shortName } from './subject/dependents.ts';
import { code, listed } from './subject/wording.ts';
import { mentions } from './subject/words.ts';

export const migrationInWrongPhase = fileRule({
  metadata: {
    id: 'migration-in-wrong-phase',
    title: 'Statement belongs to the other deploy phase',
    categories: ['compatibility'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    // It is about the phase itself, and says at each place how bad that is.
    ignoresPhase: true,
    related: {},
  },
  last: true,
  *check(reviewed) {
    const told = new Set<string>();
    for (const found of reviewed.found) {
      if (!breaksRunningRelease(found)) continue;
      // A second finding on the same place says nothing more about the phase.
      const place = `${found.statement} ${found.draft.span.start}`;
      if (told.has(place)) continue;
      const phase = phaseOf(reviewed, found);
      const finding =
        phase === 'expand'
          ? inExpandFile(reviewed, found)
          : phase === null
            ? besideAddition(reviewed, found)
            : null;
      if (finding === null) continue;
      told.add(place);
      yield finding;
    }
    for (const { drafts } of reviewed.fromEach(additionsTooLate)) yield* drafts;
  },
  *furtherFixes(reviewed) {
    if (reviewed.file.phase !== null || !isMixed(reviewed)) return;
    const breaking = breakingFindings(reviewed);
    const [first, second] = breaking;
    const fix = first === undefined || second === undefined ? undefined : splitFix(reviewed, first, breaking);
    if (first !== undefined && fix !== undefined) yield { of: first, fix } satisfies FurtherFix;
    for (const found of reviewed.found) {
      const context = breaksRunningRelease(found) ? contextOf(reviewed, found) : null;
      if (context === null || !isTightening(context.operation) || found.draft.fixes?.length) continue;
      if (addedBeside(reviewed, found, context) === null) continue;
      for (const split of splitOff(reviewed, found, context)) yield { of: found, fix: split };
    }
  },
});

function breaksRunningRelease({ rule, draft }: RuleFinding): boolean {
  return rule.ignoresPhase !== true && (draft.categories ?? rule.categories)[0] === 'compatibility';
}

function phaseOf({ statements, file }: ReviewedFile, { statement }: RuleFinding): Phase | null {
  return statements[statement]?.run.phase ?? file.phase;
}

function contextOf({ statements }: ReviewedFile, { statement, draft }: RuleFinding): OperationContext | null {
  const operations = statements[statement]?.operations ?? [];
  return (
    operations.find(
      ({ operation: { span } }) => span.start <= draft.span.start && draft.span.end <= span.end,
    ) ??
    operations[0] ??
    null
  );
}

function inExpandFile(reviewed: ReviewedFile, found: RuleFinding): FileFindingDraft | null {
  const context = contextOf(reviewed, found);
  if (context === null || context.run.direction === 'down') return null;
  const { sql, operation } = context;
  const text = sql.slice(found.draft.span.start, found.draft.span.end).replace(/\s+/g, ' ');
  const what = text.length > 0 && text.length <= 60 ? text : operationWords(context, operation);
  return {
    statement: found.statement,
    span: found.draft.span,
    // What is information elsewhere is a warning here.
    severity: (found.draft.severity ?? found.rule.severity) === 'info' ? 'warning' : 'error',
    message: `This file is declared expand, but ${code(what)} is a contract step: ${found.draft.message}`,
    replaces: [found],
    related: found.draft.related ?? [],
    fixes: moveFix(context, [found.statement], 'Move the statement to a contract migration'),
  };
}

/**
 * A file that declares no phase gives a table a column and drops a constraint or index of it. What tightens the table has
 * a finding that says who fails, and gets the fix that splits the file; so does a drop that is an error of its own.
 */
function besideAddition(reviewed: ReviewedFile, found: RuleFinding): FileFindingDraft | null {
  const context = contextOf(reviewed, found);
  if (context === null || (found.draft.severity ?? found.rule.severity) === 'error') return null;
  const { kind } = context.operation;
  if (kind !== 'DropConstraint' && kind !== 'DropIndex') return null;
  const beside = addedBeside(reviewed, found, context);
  if (beside === null) return null;
  return {
    statement: found.statement,
    span: found.draft.span,
    severity: 'warning',
    message: `This file adds ${listed(beside.added.map(code))} to ${code(shortName(beside.table))} and drops what the running release relies on there: no moment is left in which both releases work. Put the two into an expand and a contract migration.`,
    fixes: splitOff(reviewed, found, context),
  };
}

/** The columns that the file adds to the table of a finding; null without any, and for a rule over one of them. */
function addedBeside(
  reviewed: ReviewedFile,
  found: RuleFinding,
  context: OperationContext,
): { readonly table: string; readonly added: readonly string[] } | null {
  if (context.run.direction === 'down') return null;
  const name = tightenedTable(context.operation);
  const table = name === null ? found.draft.table : relationKey(context.before, name);
  const added = table === undefined ? [] : (addedByTable(reviewed).get(table) ?? []);
  // A rule over a new column belongs to what is new.
  const text = textOf(context.sql, context.operation.span);
  if (table === undefined || added.length === 0 || added.some(column => mentions(text, column))) return null;
  return { table, added };
}

/** None where the statement adds the column itself, or could not run in a file that limits its wait or is wrapped. */
function splitOff(reviewed: ReviewedFile, { statement }: RuleFinding, context: OperationContext): FixDraft[] {
  const operations = reviewed.statements[statement]?.operations ?? [];
  return operations.some(
    ({ operation }) =>
      operation.kind === 'AddColumn' || ('concurrently' in operation && operation.concurrently),
  )
    ? []
    : moveFix(context, [statement], SPLIT);
}

interface AddedColumn {
  /** Catalog key of its table. */
  readonly table: string;
  readonly name: string;
}

function addedColumns({ run, operations }: ReviewedStatement): readonly AddedColumn[] {
  if (run.direction === 'down') return [];
  return operations.flatMap(({ operation, before }) =>
    operation.kind === 'AddColumn'
      ? [{ table: relationKey(before, operation.table), name: operation.column.name.value }]
      : [],
  );
}

function addedByTable(reviewed: ReviewedFile): ReadonlyMap<string, readonly string[]> {
  const columns = reviewed.fromEach(addedColumns);
  const kept = tablesOfColumns.get(columns);
  if (kept !== undefined) return kept;
  const tables = new Map<string, string[]>();
  for (const { table, name } of columns) {
    const names = tables.get(table) ?? [];
    tables.set(table, names);
    names.push(name);
  }
  tablesOfColumns.set(columns, tables);
  return tables;
}

/** Asked about every finding of a file. */
const tablesOfColumns = new WeakMap<readonly AddedColumn[], ReadonlyMap<string, readonly string[]>>();

function isTightening({ kind }: Operation): boolean {
  switch (kind) {
    case 'AddConstraint':
    case 'AlterConstraint':
    case 'CreateIndex':
    case 'SetNotNull':
    case 'ModifyColumn':
    case 'AlterColumnType':
      return true;
    default:
      return false;
  }
}

function tightenedTable(operation: Operation): ObjectName | null {
  return 'table' in operation && operation.table !== null && 'name' in operation.table
    ? operation.table
    : null;
}

const SPLIT = 'Split the file: what breaks the running release goes to a contract migration';

function moveFix(context: OperationContext, statements: readonly number[], title: string): FixDraft[] {
  return remedies(context, [
    {
      title,
      kind: 'suggestion',
      build(style) {
        const { site } = style;
        // The rest of the file must be able to stand alone.
        if (site.run.explicitTransaction || site.statements.length <= statements.length) return null;
        if (staysInTheWay(site, statements)) return null;
        return moveToFollowUp(style, statements, {
          slug: `${slugOfFile(site)}_contract`,
          header: [CONTRACT_MARK],
        });
      },
    },
  ]);
}

/** True when the file makes a table under a name that a statement which moves away would free. */
function staysInTheWay({ statements }: FixSite, moved: readonly number[]): boolean {
  const freed = new Set(
    moved.flatMap(index => statements[index]?.syntax.operations.flatMap(freedNames) ?? []),
  );
  return statements.some(({ syntax }) =>
    syntax.operations.some(
      operation => operation.kind === 'CreateTable' && freed.has(operation.table.name.value),
    ),
  );
}

function freedNames(operation: Operation): readonly string[] {
  return operation.kind === 'RenameTable' || operation.kind === 'DropTable'
    ? [operation.table.name.value]
    : [];
}

/** What takes something away from the running release, each statement once. */
function breakingFindings(reviewed: ReviewedFile): readonly RuleFinding[] {
  const taking = new Set(reviewed.fromEach(takingAway));
  const seen = new Set<number>();
  return reviewed.found.filter(found => {
    if (!taking.has(found.statement) || seen.has(found.statement) || !breaksRunningRelease(found))
      return false;
    const context = contextOf(reviewed, found);
    if (context === null || !takesAway(context.operation)) return false;
    seen.add(found.statement);
    return true;
  });
}

function takingAway({ index, run, operations }: ReviewedStatement): readonly number[] {
  return run.direction === 'up' && operations.some(({ operation }) => takesAway(operation)) ? [index] : [];
}

function takesAway({ kind }: Operation): boolean {
  switch (kind) {
    case 'DropColumn':
    case 'DropTable':
    case 'DropObject':
    case 'RenameColumn':
    case 'RenameTable':
      return true;
    default:
      return false;
  }
}

function isMixed({ statements }: ReviewedFile): boolean {
  return statements.some(({ operations, run }) =>
    run.direction === 'up'
      ? operations.some(({ operation }) => operation.kind === 'AddColumn' || operation.kind === 'CreateTable')
      : false,
  );
}

function splitFix(
  reviewed: ReviewedFile,
  first: RuleFinding,
  breaking: readonly RuleFinding[],
): FixDraft | undefined {
  const context = contextOf(reviewed, first);
  const moved = breaking.map(({ statement }) => statement);
  const adds = moved.some(at =>
    (reviewed.statements[at]?.operations ?? []).some(({ operation }) => !takesAway(operation)),
  );
  if (context === null || adds) return undefined;
  return moveFix(
    context,
    [...moved].sort((left, right) => left - right),
    SPLIT,
  )[0];
}
