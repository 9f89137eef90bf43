import { applyEdits, getNodeValue, type JSONPath, modify, parseTree } from 'jsonc-parser';
import type { ConfigurationFile } from './model.ts';

/** What a capture found out about one target. Paths are relative to interlock.json. */
export interface CapturedTarget {
  readonly name: string;
  readonly engine: 'postgresql' | 'mysql' | 'mariadb';
  readonly version: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly statistics: string;
  readonly baseline: string;
}

/**
 * interlock.json with what was captured: the target's engine, version, settings and statistics, and the baseline.
 * Comments and everything else stay as they are; settings that the server does not tell stay too. `text` is null when
 * there is no such file yet, and otherwise valid JSON with comments.
 */
export function withCapture(text: string | null, captured: CapturedTarget): string {
  const { name, engine, version, settings, statistics, baseline } = captured;
  if (text === null || text.trim() === '') {
    const target = { name, engine, version, settings, statistics };
    return `${JSON.stringify({ targets: [target], baseline: { path: baseline } }, null, 2)}\n`;
  }
  const targets = targetsIn(text);
  const known = targets.findIndex(target => target.name === name);
  const edits: (readonly [JSONPath, unknown])[] = [];
  if (targets.length === 0) edits.push([['targets'], [{ name, engine, version, settings, statistics }]]);
  else if (known < 0)
    edits.push([['targets', targets.length], { name, engine, version, settings, statistics }]);
  else {
    const target: JSONPath = ['targets', known];
    edits.push([[...target, 'engine'], engine], [[...target, 'version'], version]);
    for (const [setting, value] of Object.entries(settings)) {
      const written = Object.keys(targets[known]?.settings ?? {}).find(
        key => key.toLowerCase() === setting.toLowerCase(),
      );
      edits.push([[...target, 'settings', written ?? setting], value]);
    }
    edits.push([[...target, 'statistics'], statistics]);
  }
  edits.push([['baseline', 'path'], baseline]);
  const formattingOptions = { insertSpaces: !/^\t/m.test(text), tabSize: indentOf(text), eol: eolOf(text) };
  let edited = text;
  for (const [path, value] of edits)
    edited = applyEdits(edited, modify(edited, path, value, { formattingOptions }));
  return edited;
}

function targetsIn(text: string): NonNullable<ConfigurationFile['targets']> {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const file: ConfigurationFile = root === undefined ? {} : getNodeValue(root);
  return file.targets ?? [];
}

function indentOf(text: string): number {
  return /\n( +)\S/.exec(text)?.[1]?.length ?? 2;
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
