import { InitializeRequest, Message, type MessageStrategy } from 'vscode-languageserver';

/**
 * Lets the client's first request through, and holds everything behind it back until the server has loaded the rest of
 * itself. Loading begins with the message after it: by then the client has its answer. Messages keep their order.
 */
export function createMessageGate(load: () => Promise<void>): MessageStrategy {
  let state: 'closed' | 'loading' | 'open' = 'closed';
  const held: (() => void)[] = [];
  const open = (): void => {
    state = 'open';
    for (const pass of held.splice(0)) pass();
  };
  return {
    handleMessage(message, next) {
      const isFirst = Message.isRequest(message) && message.method === InitializeRequest.method;
      if (state === 'open' || isFirst) return next(message);
      held.push(() => void next(message));
      if (state === 'closed') {
        state = 'loading';
        // A server that cannot load has nothing to say: its process ends, and the client starts another one.
        void load().then(open);
      }
    },
  };
}
