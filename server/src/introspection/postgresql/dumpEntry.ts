/** Statements that make one object, with what must be there before. */
export interface DumpEntry {
  /** `<catalog table>:<oid>`, such as `pg_class:16384`; unique. */
  readonly id: string;
  readonly section: Section;
  /** Orders entries of one section: schema and name. */
  readonly sortKey: string;
  readonly statements: readonly string[];
  /** Other ids of the same thing: the row type of a table, the index of a constraint, the rule of a view. */
  readonly aliases: readonly string[];
  /** Ids that must come first, besides those of pg_depend. */
  readonly needs: readonly string[];
}

/** In the order in which they are written where no dependency says otherwise. */
export const SECTIONS = [
  'schema',
  'extension',
  'collation',
  'type',
  'domain',
  'sequence',
  'routine',
  'aggregate',
  'table',
  'sequence owner',
  'partition',
  'key',
  'index',
  'index partition',
  'view',
  'view index',
  'statistics',
  'foreign key',
  'check',
  'rule',
  'trigger',
  'policy',
  'comment',
  'grant',
] as const;

export type Section = (typeof SECTIONS)[number];

export function entry(
  id: string,
  section: Section,
  sortKey: string,
  statements: readonly string[],
  links: { readonly aliases?: readonly string[]; readonly needs?: readonly string[] } = {},
): DumpEntry {
  return { id, section, sortKey, statements, aliases: links.aliases ?? [], needs: links.needs ?? [] };
}

/** `from` needs `to`; ids or aliases. */
export interface Dependency {
  readonly from: string;
  readonly to: string;
}

/** Every entry after what it needs; among those that could come next, by section and name. Cycles are cut. */
export function inDependencyOrder(
  entries: readonly DumpEntry[],
  dependencies: readonly Dependency[],
): readonly DumpEntry[] {
  const byId = new Map<string, DumpEntry>();
  for (const one of entries) for (const id of [one.id, ...one.aliases]) byId.set(id, one);
  const needs = new Map<DumpEntry, Set<DumpEntry>>(entries.map(one => [one, new Set()]));
  const link = (from: DumpEntry | undefined, to: DumpEntry | undefined): void => {
    if (from !== undefined && to !== undefined && from !== to) needs.get(from)?.add(to);
  };
  for (const { from, to } of dependencies) link(byId.get(from), byId.get(to));
  for (const one of entries) for (const id of one.needs) link(one, byId.get(id));

  const sorted = [...entries].sort(
    (left, right) =>
      SECTIONS.indexOf(left.section) - SECTIONS.indexOf(right.section) ||
      (left.sortKey < right.sortKey ? -1 : left.sortKey > right.sortKey ? 1 : 0),
  );
  const place = new Map(sorted.map((one, at) => [one, at]));
  const ordered: DumpEntry[] = [];
  const seen = new Set<DumpEntry>();
  // Depth first and without recursion: a chain of views can be longer than the call stack is deep.
  for (const start of sorted) {
    const stack: { readonly one: DumpEntry; readonly rest: DumpEntry[] }[] = [];
    const push = (one: DumpEntry): void => {
      if (seen.has(one)) return;
      seen.add(one);
      const rest = [...(needs.get(one) ?? [])].sort(
        (left, right) => (place.get(right) ?? 0) - (place.get(left) ?? 0),
      );
      stack.push({ one, rest });
    };
    push(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.pop();
      if (next !== undefined) push(next);
      else {
        ordered.push(top.one);
        stack.pop();
      }
    }
  }
  return ordered;
}
