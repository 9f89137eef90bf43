import type { CancellationToken, Connection } from 'vscode-languageserver';
import { isMigration } from '../review/project.ts';
import { standingOf } from '../review/standing.ts';
import { createLineIndex } from '../text/lineIndex.ts';
import { rangeOf, withoutQuotes } from './diagnostics.ts';
import type { WorkspaceFindings } from './protocol.ts';
import type { Reviews } from './reviews.ts';
import { uriInFolder } from './uris.ts';
import type { Workspace } from './workspace.ts';

/** Reviewed files between two looks at the clock and the cancel button. */
const BATCH = 20;

/** Reviews the migrations of every folder, with progress; stops where the user cancels. */
export async function reviewWorkspace(input: {
  readonly connection: Connection;
  readonly reviews: Reviews;
  readonly workspace: Workspace;
  /** The client can show progress. */
  readonly progress: 'shown' | 'silent';
  readonly token: CancellationToken;
  /** `pending`: without those that are merged or deployed. */
  readonly scope: 'pending' | 'all';
}): Promise<WorkspaceFindings> {
  const { connection, reviews, workspace, token } = input;
  const progress = input.progress === 'shown' ? await connection.window.createWorkDoneProgress() : null;
  const files: WorkspaceFindings['files'][number][] = [];
  const all = (await workspace.projects()).flatMap(({ folder, loaded, paths }) =>
    paths.filter(path => isMigration(loaded.project, path)).map(path => ({ folder, path, loaded })),
  );
  const wanted =
    input.scope === 'all'
      ? all
      : all.filter(({ loaded, path }) => standingOf(loaded.project, path) !== 'history');
  progress?.begin('Reviewing migrations', 0, undefined, true);
  let reviewed = 0;
  try {
    for (const site of wanted) {
      if (token.isCancellationRequested || progress?.token.isCancellationRequested === true) break;
      const review = await reviews.review(site);
      reviewed += 1;
      if (review !== null && review.result.findings.length > 0) {
        const lines = createLineIndex(review.result.text);
        files.push({
          uri: uriInFolder(site.folder, site.path),
          findings: review.result.findings.map(({ rule, severity, message, span }) => ({
            rule,
            severity,
            message: withoutQuotes(message),
            range: rangeOf(lines, span),
          })),
        });
      }
      if (reviewed % BATCH === 0) {
        progress?.report(Math.round((100 * reviewed) / wanted.length), `${reviewed} of ${wanted.length}`);
        await new Promise<void>(resolve => setTimeout(resolve, 0));
      }
    }
  } finally {
    progress?.done();
  }
  return { files, reviewed, leftOut: all.length - wanted.length };
}
