import type {
  CancellationToken,
  Connection,
  ExecuteCommandParams,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { chooseFixes } from '../review/bulkFixes.ts';
import { isMigration } from '../review/project.ts';
import { standingOf } from '../review/standing.ts';
import { createLineIndex } from '../text/lineIndex.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { rangeOf } from './diagnostics.ts';
import { SERVER_COMMANDS } from './protocol.ts';
import type { Reviews } from './reviews.ts';
import { uriInFolder } from './uris.ts';
import type { Workspace } from './workspace.ts';

/** Reviewed files between two looks at the cancel button. */
const BATCH = 20;

interface Surroundings {
  readonly reviews: Reviews;
  readonly workspace: Workspace;
  readonly features: Pick<ClientFeatures, 'documentChanges'>;
  readonly token: CancellationToken;
  /** Of an open document; null for a file that is not open. */
  versionOf(uri: string): number | null;
}

/** Runs a command of the server: `interlock.fixRuleInWorkspace` with the id of a rule. Others do nothing. */
export async function executeCommand(
  { command, arguments: [rule] = [] }: ExecuteCommandParams,
  { connection, ...surroundings }: Surroundings & { readonly connection: Connection },
): Promise<null> {
  if (command !== SERVER_COMMANDS.fixRuleInWorkspace || typeof rule !== 'string') return null;
  const edit = await ruleFixesOfWorkspace(rule, surroundings);
  if (edit !== null) await connection.workspace.applyEdit({ label: `Fix all ${rule}`, edit });
  return null;
}

/**
 * The safe fixes of one rule, in every migration of the workspace that has not run, as one edit. Fixes that create
 * files are left out. Null when there is nothing to fix, or the user cancels.
 */
async function ruleFixesOfWorkspace(
  rule: string,
  { reviews, workspace, features, token, versionOf }: Surroundings,
): Promise<WorkspaceEdit | null> {
  const edits = new Map<string, TextEdit[]>();
  const sites = (await workspace.projects()).flatMap(({ folder, loaded, paths }) =>
    paths
      .filter(path => isMigration(loaded.project, path) && standingOf(loaded.project, path) !== 'history')
      .map(path => ({ folder, path, loaded })),
  );
  for (const [index, site] of sites.entries()) {
    if (token.isCancellationRequested) return null;
    const review = await reviews.review(site);
    if (review !== null) {
      const { findings, text } = review.result;
      const own = findings.filter(finding => finding.rule === rule);
      const chosen = chooseFixes(own, { kinds: 'safe', newFiles: 'left out' }).edits;
      const lines = createLineIndex(text);
      if (chosen.length > 0)
        edits.set(
          uriInFolder(site.folder, site.path),
          chosen.map(({ span, newText }) => ({ range: rangeOf(lines, span), newText })),
        );
    }
    if (index % BATCH === BATCH - 1) await new Promise<void>(resolve => setTimeout(resolve, 0));
  }
  if (edits.size === 0) return null;
  if (!features.documentChanges) return { changes: Object.fromEntries(edits) };
  return {
    documentChanges: [...edits].map(
      ([uri, list]): TextDocumentEdit => ({
        textDocument: { uri, version: versionOf(uri) },
        edits: list,
      }),
    ),
  };
}
