import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { FixDraft, FixPlan, FixSite } from '../rule.ts';
import { insertAt, plan } from './site.ts';

/** `-- +goose StatementBegin` and its end around the statement. */
export function wrapInMarks(mark: string): FixDraft {
  return {
    title: 'Wrap it in StatementBegin and StatementEnd',
    kind: 'safe',
    build(site) {
      const end = site.terminator?.end ?? site.statement.end;
      return plan({
        edits: [
          insertAt(site, 0, `-- +${mark} StatementBegin${site.newline}`),
          { span: { start: end, end }, newText: `${site.newline}-- +${mark} StatementEnd` },
        ],
      });
    },
  };
}

/** Liquibase: the option at the end of the changeset's line, where the statement is the only one of its changeset. */
export function keepChangeSetWhole(line: Span): FixDraft {
  return {
    title: 'Add splitStatements:false to the changeset',
    kind: 'safe',
    build(site) {
      const isAlone = site.statements.filter(({ section }) => section === site.run.section).length === 1;
      return isAlone ? plan({ edits: [keptWhole(site, line)] }) : null;
    },
  };
}

function keptWhole({ text }: FixSite, line: Span): TextEdit {
  const end = line.start + text.slice(line.start, line.end).trimEnd().length;
  return { span: { start: end, end }, newText: ' splitStatements:false' };
}

/** With one body in the file the server needs no delimiter to find its end. */
export function withoutDelimiter(): FixDraft {
  return {
    title: 'Remove the DELIMITER lines',
    kind: 'safe',
    build: site => plainBody(site, () => ''),
  };
}

/** The marks of the tool in the place of the DELIMITER lines around one body. */
export function marksForDelimiter(mark: string): FixDraft {
  return {
    title: 'Write StatementBegin and StatementEnd instead of DELIMITER',
    kind: 'safe',
    build(site) {
      const { commands } = bodiesOf(site);
      if (commands.length !== 2) return null;
      return plainBody(site, at => `-- +${mark} Statement${at === 0 ? 'Begin' : 'End'}${site.newline}`);
    },
  };
}

/** Liquibase: DELIMITER lines go, and the changeset's line says that its one body is one statement. */
export function wholeChangeSetForDelimiter(line: Span): FixDraft {
  return {
    title: 'Write splitStatements:false instead of DELIMITER',
    kind: 'safe',
    build(site) {
      const body = plainBody(site, () => '');
      return body === null ? null : plan({ edits: [keptWhole(site, line), ...body.edits] });
    },
  };
}

type SiteStatement = FixSite['statements'][number];

/** The DELIMITER lines and the other statements of the section. */
function bodiesOf({ statements, run }: FixSite): {
  readonly commands: readonly SiteStatement[];
  readonly real: readonly SiteStatement[];
} {
  const own = statements.filter(({ section }) => section === run.section);
  const isCommand = ({ syntax }: SiteStatement): boolean =>
    syntax.operations.some(({ kind }) => kind === 'ClientCommand');
  return { commands: own.filter(isCommand), real: own.filter(other => !isCommand(other)) };
}

/** The section's only body with `;` at its end, and something else for each DELIMITER line; null for several bodies. */
function plainBody(site: FixSite, lineFor: (command: number) => string): FixPlan | null {
  const { commands, real } = bodiesOf(site);
  const [body] = real;
  if (real.length !== 1 || body?.terminator == null) return null;
  const lines = commands.map(({ span, terminator }, at) => {
    const end = terminator?.end ?? span.end;
    const rest = /^[^\S\n]*\r?\n?/.exec(site.text.slice(end))?.[0] ?? '';
    const newText = lineFor(at);
    return { span: { start: span.start, end: end + rest.length }, newText };
  });
  const edits = [...lines, { span: body.terminator, newText: ';' }];
  return plan({ edits: edits.sort((left, right) => left.span.start - right.span.start) });
}
