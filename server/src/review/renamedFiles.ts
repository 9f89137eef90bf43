import { baseNameOf } from '../frameworks/paths.ts';

/** Share of a file's lines that have to be in the other one, as for git. */
const SIMILAR = 0.5;
/** More candidates than this are compared by name and whole text only. */
const MOST_COMPARED = 100;
/** Shorter texts are alike by chance. */
const FEWEST_LINES = 3;

/**
 * Which files of `now` were another file of `before`: the same text, else the same name in another folder with a
 * similar text, else the most similar text. Returns present path to former path; each is used once.
 */
export function renamedFiles(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const gone = new Map([...before].filter(([path]) => !now.has(path)));
  const fresh = [...now].filter(([path]) => !before.has(path));
  const renames = new Map<string, string>();
  if (gone.size === 0 || fresh.length === 0) return renames;
  const take = (path: string, from: string): void => {
    renames.set(path, from);
    gone.delete(from);
  };
  const byText = new Map([...gone].map(([path, text]) => [normalized(text), path]));
  for (const [path, text] of fresh) {
    const from = byText.get(normalized(text));
    if (from !== undefined && gone.has(from) && text.trim() !== '') take(path, from);
  }
  if (gone.size > MOST_COMPARED || fresh.length > MOST_COMPARED) return renames;
  const lines = new Map([...gone].map(([path, text]) => [path, linesOf(text)]));
  for (const [path, text] of fresh) {
    if (renames.has(path)) continue;
    const own = linesOf(text);
    let best: { readonly from: string; readonly likeness: number } | null = null;
    for (const from of gone.keys()) {
      const other = lines.get(from) ?? NONE;
      if (Math.min(own.size, other.size) < FEWEST_LINES && baseNameOf(from) !== baseNameOf(path)) continue;
      const likeness = similarity(own, other) + (baseNameOf(from) === baseNameOf(path) ? 1 : 0);
      if (likeness >= SIMILAR && likeness > (best?.likeness ?? 0)) best = { from, likeness };
    }
    if (best !== null) take(path, best.from);
  }
  return renames;
}

const NONE: ReadonlySet<string> = new Set();

function normalized(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function linesOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== ''),
  );
}

function similarity(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let common = 0;
  for (const line of left) if (right.has(line)) common++;
  return common / Math.max(left.size, right.size, 1);
}
