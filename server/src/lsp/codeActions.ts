import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { chooseFixes } from '../review/bulkFixes.ts';
import type { Finding, Fix, FixEdits, ReviewResult } from '../review/result.ts';
import { commentStyleAt } from '../review/suppressionComment.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { DIAGNOSTIC_SOURCE, rangeOf, withoutQuotes } from './diagnostics.ts';
import { FIX_ALL_KIND } from './initializeResult.ts';
import { COMMANDS, SERVER_COMMANDS, type SuppressArguments } from './protocol.ts';

export interface ActionSurroundings {
  readonly uri: string;
  readonly version: number | null;
  readonly lines: LineIndex;
  readonly features: ClientFeatures;
  uriOf(path: string): string;
  linesOf(path: string): LineIndex;
}

export function codeActions(
  result: ReviewResult,
  params: CodeActionParams,
  surroundings: ActionSurroundings,
): CodeAction[] {
  const only = params.context.only;
  const wants = (kind: string): boolean =>
    only === undefined || only.some(wanted => kind === wanted || kind.startsWith(`${wanted}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const from = surroundings.lines.offsetAt(params.range.start);
    const to = surroundings.lines.offsetAt(params.range.end);
    const meant = result.findings.filter(({ span }) => span.start <= to && from <= span.end);
    actions.push(...meant.flatMap(finding => fixActions(finding, params.context.diagnostics, surroundings)));
    const rules = new Set(meant.map(finding => finding.rule));
    actions.push(...[...rules].flatMap(rule => fixRuleActions(rule, result, surroundings)));
    actions.push(
      ...meant.flatMap(finding => suppressActions(finding, result, params.context.diagnostics, surroundings)),
    );
  }
  if (wants(FIX_ALL_KIND) && only !== undefined) {
    const action = fixAllAction(result, surroundings);
    if (action !== null) actions.push(action);
  }
  return actions;
}

function fixActions(
  finding: Finding,
  diagnostics: readonly Diagnostic[],
  surroundings: ActionSurroundings,
): CodeAction[] {
  const safe = finding.fixes.filter(fix => fix.kind === 'safe');
  return finding.fixes.flatMap((fix): CodeAction[] => {
    // Built now, not on resolve: only findings at the cursor are asked for, and a fix that does not fit is not offered.
    const edit = fixEdit(fix, surroundings);
    return edit === null
      ? []
      : [
          {
            title: withoutQuotes(fix.title),
            kind: CodeActionKind.QuickFix,
            diagnostics: diagnosticsFor(finding, diagnostics, surroundings),
            edit,
            ...(safe.length === 1 && safe[0] === fix ? { isPreferred: true } : {}),
          },
        ];
  });
}

/** "Fix all of this rule": in the file, where it has several that a safe fix without new files cures, and everywhere. */
function fixRuleActions(rule: string, result: ReviewResult, surroundings: ActionSurroundings): CodeAction[] {
  const same = result.findings.filter(finding => finding.rule === rule);
  const edit = bulkEdit(same, surroundings);
  if (edit === null) return [];
  const kind = CodeActionKind.QuickFix;
  const everywhere = `Fix all ${rule} in the workspace`;
  return [
    ...(same.length > 1 ? [{ title: `Fix all ${rule} in this file`, kind, edit }] : []),
    ...(surroundings.features.applyEdits
      ? [
          {
            title: everywhere,
            kind,
            command: { title: everywhere, command: SERVER_COMMANDS.fixRuleInWorkspace, arguments: [rule] },
          },
        ]
      : []),
  ];
}

/** The edit of one fix; null when it cannot be built or the client cannot create the files it needs. */
function fixEdit(fix: Fix, surroundings: ActionSurroundings): WorkspaceEdit | null {
  const built = fix.build();
  return built === null ? null : workspaceEdit(built, surroundings);
}

function workspaceEdit(
  { edits, creates, renames = [] }: FixEdits,
  surroundings: ActionSurroundings,
): WorkspaceEdit | null {
  const { features } = surroundings;
  if (creates.length > 0 && !features.createFiles) return null;
  if (renames.length > 0 && !features.renameFiles) return null;
  const byUri = new Map<string, { path: string; edits: FixEdits['edits'][number][] }>();
  for (const edit of edits) {
    const uri = surroundings.uriOf(edit.path);
    const entry = byUri.get(uri) ?? { path: edit.path, edits: [] };
    entry.edits.push(edit);
    byUri.set(uri, entry);
  }
  const textEdits = [...byUri].map(([uri, entry]) => ({
    uri,
    edits: entry.edits.map(({ span, newText }) => ({
      range: rangeOf(surroundings.linesOf(entry.path), span),
      newText,
    })),
  }));
  if (!features.documentChanges)
    return { changes: Object.fromEntries(textEdits.map(({ uri, edits: list }) => [uri, list])) };
  const documentEdits: TextDocumentEdit[] = textEdits.map(({ uri, edits: list }) => ({
    textDocument: { uri, version: uri === surroundings.uri ? surroundings.version : null },
    edits: list,
  }));
  const createEdits = creates.flatMap(({ path, text }) => {
    const uri = surroundings.uriOf(path);
    const start = { line: 0, character: 0 };
    return [
      { kind: 'create' as const, uri, options: { ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
    ];
  });
  const renameEdits = renames.map(({ from, to }) => ({
    kind: 'rename' as const,
    oldUri: surroundings.uriOf(from),
    newUri: surroundings.uriOf(to),
  }));
  return { documentChanges: [...createEdits, ...documentEdits, ...renameEdits] };
}

function fixAllAction(result: ReviewResult, surroundings: ActionSurroundings): CodeAction | null {
  const edit = bulkEdit(result.findings, surroundings);
  return edit === null ? null : { title: 'Apply all safe fixes', kind: FIX_ALL_KIND, edit };
}

/** Safe fixes that create no files, leaving out what is in the way of an earlier one. */
function bulkEdit(findings: readonly Finding[], surroundings: ActionSurroundings): WorkspaceEdit | null {
  const { edits } = chooseFixes(findings, { kinds: 'safe', newFiles: 'left out' });
  return edits.length === 0 ? null : workspaceEdit({ edits, creates: [] }, surroundings);
}

function suppressActions(
  finding: Finding,
  result: ReviewResult,
  diagnostics: readonly Diagnostic[],
  surroundings: ActionSurroundings,
): CodeAction[] {
  const statement = result.statements[finding.statement];
  // What concerns the whole file has no statement, and is silenced for the file.
  const start = statement?.span.start ?? 0;
  const line = surroundings.lines.positionAt(start).line;
  const lineStart = surroundings.lines.lineStart(line);
  const indent = /^[ \t]*/.exec(result.text.slice(lineStart, start))?.[0] ?? '';
  const styleHere =
    statement === undefined ? null : commentStyleAt(result.path, result.text, statement.span.start);
  const styleOfFile = commentStyleAt(result.path, result.text, null);
  const here: SuppressArguments | null = styleHere && {
    uri: surroundings.uri,
    rule: finding.rule,
    line,
    indent,
    scope: 'next-line',
    open: styleHere.open,
    close: styleHere.close,
  };
  const inFile: SuppressArguments | null = styleOfFile && {
    uri: surroundings.uri,
    rule: finding.rule,
    line: styleOfFile.fileLine,
    indent: '',
    scope: 'file',
    open: styleOfFile.open,
    close: styleOfFile.close,
  };
  const linked = {
    kind: CodeActionKind.QuickFix,
    diagnostics: diagnosticsFor(finding, diagnostics, surroundings),
  };
  const suppress = (title: string, where: SuppressArguments): CodeAction =>
    surroundings.features.options.commands === true
      ? { ...linked, title, command: { title, command: COMMANDS.suppress, arguments: [where] } }
      : {
          ...linked,
          title,
          edit: {
            changes: {
              [surroundings.uri]: [
                {
                  range: {
                    start: { line: where.line, character: 0 },
                    end: { line: where.line, character: 0 },
                  },
                  newText: `${where.indent}${where.open}interlock-disable-${where.scope} ${finding.rule}: ${where.close}\n`,
                },
              ],
            },
          },
        };
  const actions = [
    ...(here === null ? [] : [suppress(`Suppress ${finding.rule} for this statement`, here)]),
    ...(inFile === null ? [] : [suppress(`Suppress ${finding.rule} in this file`, inFile)]),
  ];
  if (surroundings.features.options.commands === true) {
    const title = `Open the page of ${finding.rule}`;
    actions.push({
      ...linked,
      title,
      command: { title, command: COMMANDS.openRule, arguments: [finding.rule] },
    });
  }
  return actions;
}

function diagnosticsFor(
  finding: Finding,
  diagnostics: readonly Diagnostic[],
  surroundings: ActionSurroundings,
): Diagnostic[] {
  const { start } = rangeOf(surroundings.lines, finding.span);
  return diagnostics.filter(
    diagnostic =>
      diagnostic.source === DIAGNOSTIC_SOURCE &&
      diagnostic.code === finding.rule &&
      diagnostic.range.start.line === start.line &&
      diagnostic.range.start.character === start.character,
  );
}
