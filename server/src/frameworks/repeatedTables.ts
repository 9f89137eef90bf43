import type { ProjectFiles } from './framework.ts';

const NAME = String.raw`((?:[\w$"\`\[\]{}:-]+\s*\.\s*)?[\w$"\`\[\]{}:-]+)`;
const CREATED = new RegExp(String.raw`\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?${NAME}`, 'gi');
const DROPPED = new RegExp(
  String.raw`\b(?:drop\s+table\s+(?:if\s+exists\s+)?|rename\s+table\s+)${NAME}`,
  'gi',
);
const RENAMED = new RegExp(
  String.raw`\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?${NAME}\s+rename\s+(?:to|as)\b`,
  'gi',
);

/**
 * True when some of the steps, each the paths of its files, makes tables anew that are there from a step before: then
 * the steps are whole schemas beside each other, of releases or variants, and none builds on another.
 */
export function areWholeSchemas(project: ProjectFiles, steps: readonly (readonly string[])[]): boolean {
  const there = new Set<string>();
  for (const paths of steps) {
    const texts = paths.map(path => project.read(path) ?? '');
    for (const name of [...namesIn(texts, DROPPED), ...namesIn(texts, RENAMED)]) there.delete(name);
    const created = namesIn(texts, CREATED);
    const again = [...created].filter(name => there.has(name)).length;
    if (again > 0 && again * 2 >= created.size) return true;
    for (const name of created) there.add(name);
  }
  return false;
}

/** The last parts of names, without quotation marks, in small letters. */
function namesIn(texts: readonly string[], pattern: RegExp): ReadonlySet<string> {
  const names = texts.flatMap(text =>
    [...text.matchAll(pattern)].map(([, name = '']) =>
      (name.split('.').at(-1) ?? '').replace(/["`[\]\s]/g, '').toLowerCase(),
    ),
  );
  return new Set(names);
}
