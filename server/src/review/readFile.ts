import type { StatementReader } from '../operations/reader.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import { resplitFile } from '../syntax/resplit.ts';
import { splitFile } from '../syntax/splitter.ts';
import type { SplitFile, StatementPiece } from '../syntax/statement.ts';
import type { FileTool } from './fileTool.ts';
import { opaqueStatement } from './opaqueStatement.ts';
import { transactionControl } from './transactionControl.ts';

/** A file cut and read. `statements` are the pieces that a server gets, in order. */
export interface ReadFile {
  readonly text: string;
  readonly split: SplitFile;
  readonly statements: readonly ReadStatement[];
}

export interface ReadStatement {
  readonly piece: StatementPiece;
  readonly syntax: StatementSyntax;
  /** Looked up here once, because how a file is run is asked at every key. */
  readonly control: 'begin' | 'end' | null;
}

/** Reads files, and again after an edit: only changed statements are cut and read anew. */
export interface FileReader {
  /** `tool`: what runs the file, where that matters to what is read. */
  read(path: string, text: string, tool?: FileTool): ReadFile;
  forget(path: string): void;
}

/** Statements longer than this are dumps or data; keeping them costs more than reading them again. */
const LONGEST_KEPT_STATEMENT = 65_536;
const MOST_KEPT_STATEMENTS = 40_000;

export function createFileReader(reader: StatementReader): FileReader {
  const files = new Map<string, ReadFile>();
  const syntaxes = new Map<string, StatementSyntax>();

  const readStatement = (sql: string): StatementSyntax => {
    const kept = syntaxes.get(sql);
    if (kept !== undefined) return kept;
    const syntax = reader.read(sql);
    if (sql.length > LONGEST_KEPT_STATEMENT) return syntax;
    if (syntaxes.size >= MOST_KEPT_STATEMENTS) syntaxes.clear();
    syntaxes.set(sql, syntax);
    return syntax;
  };

  const readPiece = (piece: StatementPiece): ReadStatement | null => {
    if (piece.generated?.isOpaque === true) return statementOf(piece, opaqueStatement(piece));
    switch (piece.kind) {
      case 'sql': {
        const syntax = readStatement(piece.sql);
        return statementOf(
          piece,
          piece.generated?.statesPresentTypes === true ? withPresentTypes(syntax) : syntax,
        );
      }
      case 'client-command':
        return statementOf(piece, clientCommand(piece));
      default:
        return null;
    }
  };

  return {
    read(path, text, tool) {
      const previous = files.get(path);
      const cut = tool?.cut(text, reader.dialect) ?? null;
      if (previous?.text === text && (cut === null || cut === previous.split)) return previous;
      const split =
        cut ??
        (previous === undefined || previous.split.restartPoints.length === 0
          ? splitFile(text, reader.dialect)
          : resplitFile({ text: previous.text, split: previous.split }, text, reader.dialect));
      const skipped = tool?.skipped(split, text, reader.dialect) ?? [];
      const statements: ReadStatement[] = [];
      for (const piece of split.pieces) {
        if (skipped.some(({ start, end }) => start <= piece.span.start && piece.span.start < end)) continue;
        const before = previous?.statements[statements.length];
        const statement = (before === undefined ? null : readBefore(before, piece)) ?? readPiece(piece);
        if (statement !== null) statements.push(statement);
      }
      const file = { text, split, statements };
      files.set(path, file);
      return file;
    },
    forget: path => files.delete(path),
  };
}

/**
 * What is known of a piece that stands where another one stood before: before an edit it is the same object, behind it
 * one with the same text that only moved. Null for any other.
 */
function readBefore(before: ReadStatement, piece: StatementPiece): ReadStatement | null {
  if (before.piece === piece) return before;
  const isMoved =
    before.piece.sql === piece.sql &&
    before.piece.kind === piece.kind &&
    before.piece.generated === undefined &&
    piece.generated === undefined;
  return isMoved ? { piece, syntax: before.syntax, control: before.control } : null;
}

function statementOf(piece: StatementPiece, syntax: StatementSyntax): ReadStatement {
  return { piece, syntax, control: transactionControl(syntax) };
}

const ofPresentTypes = new WeakMap<StatementSyntax, StatementSyntax>();

/** One value per syntax, so that a changelog that was cut again compares equal. */
function withPresentTypes(syntax: StatementSyntax): StatementSyntax {
  const kept = ofPresentTypes.get(syntax) ?? { ...syntax, statesPresentTypes: true };
  ofPresentTypes.set(syntax, kept);
  return kept;
}

const clientCommands = new Map<string, StatementSyntax>();

/** One value per text, so that a file that was read again compares equal. */
function clientCommand(piece: StatementPiece): StatementSyntax {
  const kept = clientCommands.get(piece.sql);
  if (kept !== undefined) return kept;
  const syntax: StatementSyntax = {
    level: 'full',
    operations: [
      {
        kind: 'ClientCommand',
        span: { start: 0, end: piece.sql.length },
        command: piece.sql.split(/\s/, 1)[0] ?? '',
      },
    ],
    algorithm: null,
    lock: null,
    wait: null,
    online: false,
    alterTable: null,
    error: null,
  };
  clientCommands.set(piece.sql, syntax);
  return syntax;
}
