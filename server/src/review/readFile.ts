import type { StatementReader } from '../operations/reader.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import { resplitFile } from '../syntax/resplit.ts';
import { splitFile } from '../syntax/splitter.ts';
import type { SplitFile, StatementPiece } from '../syntax/statement.ts';
import type { FileTool } from './fileTool.ts';
import { opaqueStatement } from './opaqueStatement.ts';

/** A file cut and read. `statements` are the pieces that a server gets, in order. */
export interface ReadFile {
  readonly text: string;
  readonly split: SplitFile;
  readonly statements: readonly ReadStatement[];
}

export interface ReadStatement {
  readonly piece: StatementPiece;
  readonly syntax: StatementSyntax;
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

  // Pieces before an edit stay the same objects.
  const read = new WeakMap<StatementPiece, ReadStatement>();
  const remember = (piece: StatementPiece, syntax: StatementSyntax): ReadStatement => {
    const statement = { piece, syntax };
    read.set(piece, statement);
    return statement;
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
        const kept = read.get(piece);
        if (kept !== undefined) statements.push(kept);
        else if (piece.generated?.isOpaque === true) statements.push(remember(piece, opaqueStatement(piece)));
        else if (piece.kind === 'sql') statements.push(remember(piece, readStatement(piece.sql)));
        else if (piece.kind === 'client-command') statements.push(remember(piece, clientCommand(piece)));
      }
      const file = { text, split, statements };
      files.set(path, file);
      return file;
    },
    forget: path => files.delete(path),
  };
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
