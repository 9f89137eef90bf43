import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyse } from 'scslre';
import ts from 'typescript';

/** A pattern and where it stands. */
interface Written {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

const ROOT = new URL('../../', import.meta.url);

/** The pattern can try exponentially many ways through a text that it does not match: one key would hang the editor. */
function isExponential({ source, flags }: Pick<Written, 'source' | 'flags'>): boolean {
  const { reports } = analyse(new RegExp(source, flags), { reportTypes: { Move: false } });
  return reports.some(({ exponential }) => exponential);
}

describe('regular expressions', function () {
  this.timeout(60_000);

  it('are told apart: nested and overlapping repeats take exponential time', () => {
    const told = [
      /^(?:\w+|`[^`]+`)+=/,
      /^(?:'(?:[^']|'')*')*$/,
      /^(?:\s*x\s*)*$/,
      /^x(?:\.x)*=/,
      /'(?:[^']|'')*'/,
    ];
    assert.deepEqual(told.map(isExponential), [true, true, true, false, false]);
  });

  it('written in the sources take no exponential time', () => {
    const written = ['server/src/', 'client/src/'].flatMap(literalsBelow);
    assert.ok(written.length > 500);
    assert.deepEqual(written.filter(isExponential), []);
  });

  it('put together while a module loads take no exponential time', () => {
    const program = fileURLToPath(new URL('regularExpressions/composed.ts', import.meta.url));
    const output = execFileSync(process.execPath, ['--import', 'tsx', program], { encoding: 'utf8' });
    const made = (JSON.parse(output) as readonly (readonly [string, string])[]).map(([source, flags]) => ({
      source,
      flags,
    }));
    assert.ok(made.some(({ source }) => source.startsWith('^update')));
    assert.deepEqual(made.filter(isExponential), []);
  });
});

function literalsBelow(folder: string): readonly Written[] {
  const paths = readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' });
  return paths.filter(path => path.endsWith('.ts')).flatMap(path => literalsOf(`${folder}${path}`));
}

function literalsOf(path: string): readonly Written[] {
  const file = ts.createSourceFile(path, readFileSync(new URL(path, ROOT), 'utf8'), ts.ScriptTarget.Latest);
  const found: Written[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      found.push({
        place: `${path}:${line}`,
        source: node.text.slice(1, end),
        flags: node.text.slice(end + 1),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
