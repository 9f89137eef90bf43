import type { Dialect } from '../../syntax/dialect.ts';
import type { GeneratedStatement } from '../../syntax/generatedStatement.ts';
import { splitFile } from '../../syntax/splitter.ts';
import type { StatementPiece } from '../../syntax/statement.ts';
import type { Span } from '../../text/span.ts';
import type { SqlFileRun } from '../framework.ts';
import { contextAllows, runsOn } from './changelog.ts';
import { type ChangelogNode, type ChangelogValue, childrenNamed, flagOf, textOf } from './changelogNode.ts';
import type { ChangeSurroundings } from './changeSql.ts';
import { writerOf } from './changeWriters.ts';
import { sqlEditing } from './editing.ts';
import { modificationsOf, modifiedSql } from './modifySql.ts';
import { bodyOf } from './objectChanges.ts';
import { locateInFile, type PlacedText, PlacedTextBuilder, slicePlaced } from './placedText.ts';

/** What is no change among the children of a change set. */
export const NO_CHANGES: ReadonlySet<string> = new Set([
  'preConditions',
  'rollback',
  'validCheckSum',
  'comment',
  'comments',
  'modifySql',
  'property',
]);

/**
 * Changes whose `columnDataType` is the type that the column has (documentation of each): MySQL and MariaDB cannot
 * rename a column or change whether it may be NULL without it.
 */
const WITH_PRESENT_TYPE = new Set([
  'renameColumn',
  'addNotNullConstraint',
  'dropNotNullConstraint',
  'addAutoIncrement',
  'setColumnRemarks',
]);

export interface StatementSurroundings extends ChangeSurroundings {
  /** The text of the file, for what can be edited there. */
  readonly text: string;
  /** The text of a file that the changelog names; null when it cannot be had. */
  readonly readFile: (path: string, isRelative: boolean) => string | null;
  /** True when a placeholder in the value has no value. */
  readonly isOpen: (value: PlacedText) => boolean;
}

/** The statements of a change set, in the order in which they run. */
export function changeSetStatements(
  changeSet: ChangelogNode,
  surroundings: StatementSurroundings,
): readonly StatementPiece[] {
  const changes = changeSet.children.filter(child => !NO_CHANGES.has(child.name));
  const { insertion } = changeSet;
  const whole: ChangeSetContext = {
    modifications: modificationsOf(changeSet, surroundings.dialect),
    optOut:
      insertion === null || changeSet.attributes.has('runInTransaction')
        ? null
        : { at: insertion.at, text: insertion.write('runInTransaction', 'false') },
  };
  return changes.flatMap(change => changeStatements(change, whole, surroundings));
}

/** What a change set means for each of its changes. */
interface ChangeSetContext {
  readonly modifications: readonly ChangelogNode[];
  readonly optOut: GeneratedStatement['optOut'];
}

function changeStatements(
  change: ChangelogNode,
  { modifications, optOut }: ChangeSetContext,
  surroundings: StatementSurroundings,
): readonly StatementPiece[] {
  const isForeign = !runsOn(textOf(change, 'dbms'), surroundings.dialect);
  if (change.name === 'sql')
    return isForeign ? [] : sqlStatements(change, bodyOf(change, 'sql'), surroundings, optOut);
  if (change.name === 'sqlFile') return isForeign ? [] : fileStatements(change, surroundings, optOut);
  const writer = writerOf(change.name);
  const made = writer === null ? null : writer(change, surroundings);
  if (made === null) return isForeign ? [] : [opaqueStatement(change)];
  return made.map(sql => {
    const whole = modifiedSql(sql, modifications);
    return {
      ...pieceOf(whole, change.span),
      templated: surroundings.isOpen(whole),
      generated: generated(whole, change.span, {
        optOut,
        statesPresentTypes: whole === sql && WITH_PRESENT_TYPE.has(change.name),
      }),
    };
  });
}

function generated(sql: PlacedText, change: Span, rest: Partial<GeneratedStatement>): GeneratedStatement {
  return {
    locate: span => locateInFile(sql, span, change),
    isOpaque: false,
    editing: null,
    optOut: null,
    isElsewhere: false,
    isCut: false,
    statesPresentTypes: false,
    ...rest,
  };
}

function pieceOf(sql: PlacedText, span: Span): StatementPiece {
  return { kind: 'sql', span, terminator: null, sql: sql.text, unclosed: false, templated: false };
}

function opaqueStatement(change: ChangelogNode): StatementPiece {
  const table = ['tableName', 'baseTableName', 'viewName', 'sequenceName']
    .map(name => textOf(change, name))
    .find(name => name !== null);
  const sql = new PlacedTextBuilder(change.nameSpan)
    .add(table == null ? change.name : `${change.name} ${table}`)
    .build();
  return { ...pieceOf(sql, change.span), generated: generated(sql, change.span, { isOpaque: true }) };
}

/** SQL of the changelog itself, cut where the tool cuts it. */
function sqlStatements(
  change: ChangelogNode,
  body: ChangelogValue | null,
  surroundings: StatementSurroundings,
  optOut: GeneratedStatement['optOut'],
): readonly StatementPiece[] {
  if (body === null) return [];
  const placed = surroundings.expand(body.value);
  const isOpen = surroundings.isOpen(body.value);
  const { text, dialect } = {
    text: withDelimiter(placed.text, textOf(change, 'endDelimiter')),
    dialect: surroundings.dialect,
  };
  return splitFile(text, dialect)
    .pieces.filter(piece => piece.kind !== 'copy-data')
    .map(piece => {
      const sql = slicePlaced(placed, piece.span.start, piece.span.end);
      const editing = sql.text === piece.sql ? sqlEditing(surroundings.text, placed, sql) : null;
      const span = locateInFile(sql, { start: 0, end: sql.text.length }, change.span);
      const terminator = piece.terminator === null ? null : locateInFile(placed, piece.terminator, span);
      return {
        ...piece,
        span,
        terminator,
        templated: piece.templated || isOpen,
        generated: generated(sql, span, { optOut, editing, isCut: isCutAtSemicolons(change) }),
      };
    });
}

function isCutAtSemicolons(change: ChangelogNode): boolean {
  return flagOf(change, 'splitStatements') !== false && textOf(change, 'endDelimiter') === null;
}

/** Delimiters other than `;` become one, so that every offset stays. The tool takes them for a regular expression. */
function withDelimiter(text: string, delimiter: string | null): string {
  if (delimiter === null || delimiter === ';') return text;
  const plain = delimiter.replaceAll('\\n', '\n').replaceAll('\\r', '\r').replaceAll('\\s*', '');
  const words = plain.trim().replace(/^\\|\$$/g, '');
  if (words === '' || words === ';') return text;
  const pattern = new RegExp(
    `${/^\w+$/.test(words) ? '\\b' : ''}${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${/^\w+$/.test(words) ? '\\b' : ''}`,
    'gi',
  );
  return text.replace(pattern, found => `;${' '.repeat(found.length - 1)}`);
}

/** A file of SQL: its statements take part in the schema, and are reviewed where they stand. */
function fileStatements(
  change: ChangelogNode,
  surroundings: StatementSurroundings,
  optOut: GeneratedStatement['optOut'],
): readonly StatementPiece[] {
  const path = textOf(change, 'path');
  if (path === null) return [];
  const text = surroundings.readFile(path, flagOf(change, 'relativeToChangelogFile') === true);
  if (text === null) return [opaqueStatement(change)];
  const cut = withDelimiter(text, textOf(change, 'endDelimiter'));
  const place = change.attributes.get('path')?.outer ?? change.nameSpan;
  return splitFile(cut, surroundings.dialect)
    .pieces.filter(piece => piece.kind === 'sql')
    .map(piece => {
      const sql = new PlacedTextBuilder(place).add(piece.sql).build();
      return {
        ...piece,
        span: change.span,
        terminator: null,
        generated: generated(sql, change.span, {
          optOut,
          isElsewhere: true,
          isCut: isCutAtSemicolons(change),
        }),
      };
    });
}

/** True when the change set is for this engine and not switched off. */
export function isRun(changeSet: ChangelogNode, dialect: Dialect): boolean {
  const isOn = flagOf(changeSet, 'ignore') !== true && contextAllows(changeSet, dialect);
  return isOn && runsOn(textOf(changeSet, 'dbms'), dialect);
}

/** Files of SQL that the change set runs. */
export function sqlFilesOf(
  changeSet: ChangelogNode,
): readonly { readonly path: string; readonly isRelative: boolean; readonly run: SqlFileRun }[] {
  return childrenNamed(changeSet, 'sqlFile').flatMap(node => {
    const path = textOf(node, 'path');
    if (path === null) return [];
    const run: SqlFileRun = {
      dbms: [changeSet, node].flatMap(each => textOf(each, 'dbms') ?? []),
      isIgnored: flagOf(changeSet, 'ignore') === true,
      inTransaction: flagOf(changeSet, 'runInTransaction') !== false,
      isOneString: flagOf(node, 'splitStatements') === false,
    };
    return [{ path, isRelative: flagOf(node, 'relativeToChangelogFile') === true, run }];
  });
}
