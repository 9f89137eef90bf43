import * as vscode from 'vscode';
import type { SchemaChange } from '../../server/src/lsp/protocol.ts';

const VIEW = 'interlock.schemaChanges';
const SHOWN = 'interlock.hasSchemaChanges';

const ICONS = { added: 'diff-added', changed: 'diff-modified', dropped: 'diff-removed' } as const;
const COLORS = {
  added: 'gitDecoration.addedResourceForeground',
  changed: 'gitDecoration.modifiedResourceForeground',
  dropped: 'gitDecoration.deletedResourceForeground',
} as const;

/** The list of what differs between the two schemas that were compared last; a click goes to the statement. */
export class SchemaChangesView implements vscode.TreeDataProvider<SchemaChange>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<SchemaChange>;
  #changes: readonly SchemaChange[] = [];

  constructor() {
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this });
  }

  async show(title: string, changes: readonly SchemaChange[]): Promise<void> {
    this.#changes = changes;
    this.#view.description = title;
    this.#view.message = summaryOf(changes);
    await vscode.commands.executeCommand('setContext', SHOWN, true);
    this.#changed.fire(undefined);
    const [first] = changes;
    // Opens the list, which VS Code adds folded, and leaves the focus in the editor.
    if (first !== undefined) await this.#view.reveal(first, { focus: false, select: false });
  }

  getParent(): undefined {
    return undefined;
  }

  getChildren(element?: SchemaChange): SchemaChange[] {
    return element === undefined ? [...this.#changes] : [];
  }

  getTreeItem(change: SchemaChange): vscode.TreeItem {
    const item = new vscode.TreeItem(`${change.kind} ${change.name}`);
    item.iconPath = new vscode.ThemeIcon(ICONS[change.change], new vscode.ThemeColor(COLORS[change.change]));
    const doubt = change.certain ? [] : ['uncertain'];
    item.description = [...(change.breaks === null ? [] : [`breaks: ${change.breaks}`]), ...doubt].join(', ');
    item.tooltip = tooltipOf(change);
    item.accessibilityInformation = {
      label: `${change.change} ${change.kind} ${change.name} ${item.description}`,
    };
    if (change.place !== null) {
      const { start, end } = change.place.range;
      const selection = new vscode.Range(start.line, start.character, end.line, end.character);
      item.command = {
        command: 'vscode.open',
        title: 'Open the Migration',
        arguments: [
          vscode.Uri.parse(change.place.uri),
          { selection } satisfies vscode.TextDocumentShowOptions,
        ],
      };
    }
    return item;
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}

function summaryOf(changes: readonly SchemaChange[]): string {
  const breaking = changes.filter(change => change.breaks !== null).length;
  if (changes.length === 0) return 'No difference.';
  const count = changes.length === 1 ? 'One change' : `${changes.length} changes`;
  if (breaking === 0) return `${count}, none of which breaks the running application.`;
  if (changes.length === 1) return 'One change, which can break the running application.';
  return `${count}, ${breaking} of which can break the running application.`;
}

function tooltipOf({ from, to }: SchemaChange): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  if (from !== null) tooltip.appendCodeblock(from, 'sql');
  if (to !== null) tooltip.appendCodeblock(to, 'sql');
  return tooltip;
}
