import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/**
 * Wraps every request handler: answers RequestCancelled when the client lost interest, logs a failure once and gives
 * `fallback` instead, so that nothing stale and no exception reaches the client.
 */
export async function handle<Result>(
  connection: Connection,
  request: { readonly name: string; readonly fallback: Result; readonly token: CancellationToken },
  answer: () => Promise<Result> | Result,
): Promise<Result> {
  // Notifications that are waiting, a newer edit among them, come first.
  await new Promise<void>(resolve => setTimeout(resolve, 0));
  if (request.token.isCancellationRequested) throw cancelled();
  let result: Result;
  try {
    result = await answer();
  } catch (error) {
    connection.console.error(
      `${request.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return request.fallback;
  }
  if (request.token.isCancellationRequested) throw cancelled();
  return result;
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}
