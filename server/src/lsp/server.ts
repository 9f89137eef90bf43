import {
  CancellationToken,
  CodeLensRefreshRequest,
  type Connection,
  DiagnosticRefreshRequest,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  FileChangeType,
  type InitializeParams,
  InlayHintRefreshRequest,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';
import { clientFeatures } from './clientFeatures.ts';
import { codeActions } from './codeActions.ts';
import { codeLenses } from './codeLens.ts';
import { configurationDiagnostics, type DiagnosticSurroundings, diagnosticsOf } from './diagnostics.ts';
import { fileStatus } from './fileStatus.ts';
import { handle } from './handle.ts';
import { hoverAt } from './hover.ts';
import { inlayHints } from './inlayHints.ts';
import {
  type FileStatus,
  type FileStatusParams,
  METHODS,
  type ReviewWorkspaceParams,
  type VersionControlChangedParams,
} from './protocol.ts';
import { linesOf } from './reviewLines.ts';
import { createReviews, type SiteReview } from './reviews.ts';
import type { ServerRuntime } from './runtime.ts';
import { registerSchemaRequests } from './schemaRequests.ts';
import { createSourceUses } from './sourceUses.ts';
import { uriInFolder } from './uris.ts';
import { WATCHED_FILES } from './watchedFiles.ts';
import { createWorkspace } from './workspace.ts';
import { executeCommand } from './workspaceFixes.ts';
import { reviewWorkspace } from './workspaceReview.ts';

/** Milliseconds that a pushing server waits for the next key; a pulling client paces itself. */
const PUSH_DELAY = 200;

/** Serves one client, who said `params`, on a connection. Returns when everything is registered. */
export function startServer(connection: Connection, runtime: ServerRuntime, params: InitializeParams): void {
  const documents = new TextDocuments(TextDocument);
  const features = clientFeatures(params);
  const workspace = createWorkspace(connection, documents, runtime, features);
  workspace.setFolders(
    params.workspaceFolders?.map(folder => folder.uri) ??
      (params.rootUri === null || params.rootUri === undefined ? [] : [params.rootUri]),
  );
  const reviews = createReviews({
    loadGrammar: () => runtime.loadGrammar(features.options),
    onRuleFailure: (rule, operation, error) =>
      connection.console.error(`rule ${rule} failed on ${operation}: ${String(error)}`),
  });
  const sourceUses = createSourceUses({
    files: folder => runtime.files(folder),
    onFound: () =>
      void refreshAll().catch(error => connection.console.error(`refresh failed: ${String(error)}`)),
  });
  const pushTimers = new Map<string, ReturnType<typeof setTimeout>>();

  const docsBase = (): string | null => features.options.docsBase ?? runtime.docsBase;

  const reviewOf = async (uri: string): Promise<SiteReview | null> => {
    const review = await reviews.review(await workspace.siteOf(uri));
    return review === null ? null : sourceUses.decorate(review);
  };

  const surroundingsOf = (review: SiteReview): DiagnosticSurroundings => ({
    features,
    docsBase: docsBase(),
    uriOf: path => uriInFolder(review.site.folder, path),
    linesOf: path => linesOf(review, path),
  });

  const diagnosticsFor = async (
    uri: string,
  ): Promise<{ readonly items: ReturnType<typeof diagnosticsOf>; readonly resultId: string | null }> => {
    if (uri.endsWith(`/${CONFIGURATION_FILE}`)) {
      const { loaded, path } = await workspace.siteOf(uri);
      const text = documents.get(uri)?.getText() ?? '';
      return {
        items:
          loaded.configuration?.path === path
            ? configurationDiagnostics(text, loaded.configuration.problems)
            : [],
        resultId: null,
      };
    }
    const review = await reviewOf(uri);
    return review === null
      ? { items: [], resultId: null }
      : { items: diagnosticsOf(review.result, surroundingsOf(review)), resultId: review.resultId };
  };

  const push = (uri: string): void => {
    if (features.pullDiagnostics) return;
    clearTimeout(pushTimers.get(uri));
    pushTimers.set(
      uri,
      setTimeout(async () => {
        const version = documents.get(uri)?.version;
        const { items } = await diagnosticsFor(uri).catch(error => {
          connection.console.error(`diagnostics of ${uri} failed: ${String(error)}`);
          return { items: [] };
        });
        // An answer for a text that is no longer there would be a stale squiggle.
        if (version !== undefined && documents.get(uri)?.version === version)
          await connection.sendDiagnostics({ uri, version, diagnostics: items });
      }, PUSH_DELAY),
    );
  };

  const refreshAll = async (): Promise<void> => {
    if (features.pullDiagnostics) {
      if (features.refreshDiagnostics) await connection.sendRequest(DiagnosticRefreshRequest.type);
    } else {
      for (const document of documents.all()) push(document.uri);
    }
    if (features.refreshInlayHints) await connection.sendRequest(InlayHintRefreshRequest.type);
    if (features.refreshCodeLenses) await connection.sendRequest(CodeLensRefreshRequest.type);
    await connection.sendNotification(METHODS.statusChanged);
  };

  connection.onInitialized(async () => {
    reviews.warmUp();
    if (features.watchFiles) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [...WATCHED_FILES],
      });
    }
    if (features.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = await connection.workspace.getWorkspaceFolders();
        workspace.setFolders((folders ?? []).map(folder => folder.uri));
        await refreshAll();
      });
    }
  });

  documents.onDidChangeContent(async ({ document }) => {
    workspace.documentChanged(document);
    if (document.uri.endsWith(`/${CONFIGURATION_FILE}`)) await refreshAll();
    else push(document.uri);
  });
  documents.onDidClose(async ({ document }) => {
    clearTimeout(pushTimers.get(document.uri));
    pushTimers.delete(document.uri);
    if (!features.pullDiagnostics) await connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    if (await workspace.documentClosed(document)) await refreshAll();
  });
  // A save often goes with a commit, a pull or a change of branch.
  const askGitAgain = async (): Promise<void> => {
    if (await workspace.branchesChanged()) await refreshAll();
    else await connection.sendNotification(METHODS.statusChanged);
  };
  documents.onDidSave(askGitAgain);
  connection.onNotification(METHODS.versionControlChanged, async (params: VersionControlChangedParams) => {
    if (params.trusted) workspace.trust();
    await askGitAgain();
  });

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const kinds = {
      [FileChangeType.Created]: 'created',
      [FileChangeType.Changed]: 'changed',
      [FileChangeType.Deleted]: 'deleted',
    } as const;
    if (await workspace.filesChanged(changes.map(({ uri, type }) => ({ uri, kind: kinds[type] }))))
      await refreshAll();
  });

  connection.languages.diagnostics.on((params, token) => {
    const fallback: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
    return handle<DocumentDiagnosticReport>(
      connection,
      { name: 'diagnostics', fallback, token },
      async () => {
        const { items, resultId } = await diagnosticsFor(params.textDocument.uri);
        if (resultId !== null && resultId === params.previousResultId)
          return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
        return { kind: DocumentDiagnosticReportKind.Full, items, ...(resultId === null ? {} : { resultId }) };
      },
    );
  });

  connection.onHover((params, token) =>
    handle(connection, { name: 'hover', fallback: null, token }, async () => {
      const review = await reviewOf(params.textDocument.uri);
      if (review === null) return null;
      const lines = linesOf(review, review.site.path);
      return hoverAt(review.result, lines.offsetAt(params.position), lines, features);
    }),
  );

  connection.onCodeAction((params, token) =>
    handle(connection, { name: 'code actions', fallback: [], token }, async () => {
      const { uri } = params.textDocument;
      const review = await reviewOf(uri);
      if (review === null) return [];
      return codeActions(review.result, params, {
        ...surroundingsOf(review),
        uri,
        version: documents.get(uri)?.version ?? null,
        lines: linesOf(review, review.site.path),
        uriOf: path => (path === review.site.path ? uri : uriInFolder(review.site.folder, path)),
      });
    }),
  );

  connection.onExecuteCommand((params, token) =>
    handle(connection, { name: params.command, fallback: null, token }, () => {
      const versionOf = (uri: string): number | null => documents.get(uri)?.version ?? null;
      return executeCommand(params, {
        connection,
        reviews,
        workspace,
        features,
        token,
        versionOf,
      });
    }),
  );

  connection.languages.inlayHint.on((params, token) =>
    handle(connection, { name: 'inlay hints', fallback: [], token }, async () => {
      const review = await reviewOf(params.textDocument.uri);
      if (review === null) return [];
      const lines = linesOf(review, review.site.path);
      const visible = { start: lines.offsetAt(params.range.start), end: lines.offsetAt(params.range.end) };
      return inlayHints(review.result, visible, lines);
    }),
  );

  connection.onCodeLens((params, token) =>
    handle(connection, { name: 'code lenses', fallback: [], token }, async () => {
      const review = await reviewOf(params.textDocument.uri);
      return review === null ? [] : codeLenses(review.result, features.options);
    }),
  );

  connection.onRequest(METHODS.fileStatus, ({ uri }: FileStatusParams, token) =>
    handle<FileStatus | null>(connection, { name: 'file status', fallback: null, token }, async () => {
      const review = await reviewOf(uri);
      return review === null ? null : fileStatus(review);
    }),
  );

  registerSchemaRequests({ connection, runtime, workspace, reviews });

  // A request without parameters gives its handler the token alone; one with `null` as its parameters gives both.
  connection.onRequest(
    METHODS.reviewWorkspace,
    (first: ReviewWorkspaceParams | CancellationToken | null, second?: CancellationToken) => {
      const params = first !== null && 'scope' in first ? first : null;
      const token = second ?? (first !== null && !('scope' in first) ? first : CancellationToken.None);
      return handle(connection, { name: 'workspace review', fallback: null, token }, () =>
        reviewWorkspace({
          connection,
          reviews,
          workspace,
          scope: params?.scope ?? 'pending',
          progress: features.progress ? 'shown' : 'silent',
          token,
        }),
      );
    },
  );

  documents.listen(connection);
}
