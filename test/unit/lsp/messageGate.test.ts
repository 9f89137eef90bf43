import assert from 'node:assert/strict';
import type { Message } from 'vscode-languageserver';
import { createMessageGate } from '../../../server/src/lsp/messageGate.ts';

interface Named extends Message {
  readonly id?: number;
  readonly method: string;
}

const INITIALIZE: Named = { jsonrpc: '2.0', id: 1, method: 'initialize' };
const notification = (method: string): Named => ({ jsonrpc: '2.0', method });

describe('the gate in front of a server that is not loaded yet', () => {
  it('answers the first request at once, and loads when the next message comes', async () => {
    const loads: (() => void)[] = [];
    const seen: string[] = [];
    const gate = createMessageGate(() => new Promise(resolve => loads.push(resolve)));
    const send = (message: Named): void => {
      gate.handleMessage(message, () => void seen.push(message.method));
    };

    send(INITIALIZE);
    assert.deepEqual([seen, loads.length], [['initialize'], 0]);

    send(notification('initialized'));
    send(notification('textDocument/didOpen'));
    assert.deepEqual([seen, loads.length], [['initialize'], 1], 'held back, and loaded once');

    loads[0]?.();
    await Promise.resolve();
    assert.deepEqual(seen, ['initialize', 'initialized', 'textDocument/didOpen']);

    send(notification('textDocument/didChange'));
    assert.equal(seen.at(-1), 'textDocument/didChange');
  });
});
