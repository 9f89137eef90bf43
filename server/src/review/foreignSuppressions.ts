import type { RuleMetadata } from '../rules/rule.ts';
import { createLineIndex } from '../text/lineIndex.ts';
import type { Suppression } from './suppressions.ts';

/** How another linter writes that it is to be silent. The first group says `-file`, the second one names checks. */
interface ForeignComment {
  /** As in `related` of a rule. */
  readonly tool: string;
  readonly pattern: RegExp;
  /** Turns a name of the comment into the id that `related` holds. */
  readonly idOf: (name: string) => string;
}

const asWritten = (name: string): string => name;

/* Each tool's own manual: squawk "Disabling rules", postgres-language-server "Suppressions", pgfence and migrationpilot README. */
const COMMENTS: readonly ForeignComment[] = [
  {
    tool: 'squawk',
    pattern: /(?:--|\/\*)[ \t]*squawk-ignore(-file)?(?![\w-])[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?/g,
    idOf: asWritten,
  },
  {
    tool: 'postgres-language-server',
    pattern: /--[ \t]*(?:pgls|pgt)-ignore(-all)?(?![\w-])[ \t]*([\w/]+)?/g,
    idOf: name => name.slice(name.lastIndexOf('/') + 1),
  },
  {
    tool: 'pgfence',
    pattern: /--[ \t]*pgfence-ignore(-file)?(?![\w-])[ \t]*:?[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?/g,
    idOf: asWritten,
  },
  {
    tool: 'migrationpilot',
    pattern: /--[ \t]*migrationpilot-disable(-file)?(?![\w-])[ \t]*(MP\d+(?:[ \t,]+MP\d+)*)?/gi,
    idOf: name => name.toUpperCase(),
  },
];

const ANY = /squawk-ignore|pgls-ignore|pgt-ignore|pgfence-ignore|migrationpilot-disable/i;

/**
 * The comments of other linters, as suppressions of the rules that check the same. One that names no check means every
 * rule that the tool has a counterpart of. They are never called unused: the other linter may still need them.
 */
export function readForeignSuppressions(
  text: string,
  rules: readonly RuleMetadata[],
): readonly Suppression[] {
  if (!ANY.test(text)) return [];
  const lines = createLineIndex(text);
  return COMMENTS.flatMap(({ tool, pattern, idOf }) =>
    [...text.matchAll(pattern)].flatMap(match => {
      const [whole, file, names] = match;
      const wanted = names?.split(/[\s,]+/).map(idOf);
      const meant = rules.filter(({ related }) =>
        (related[tool] ?? []).some(id => wanted === undefined || wanted.includes(id)),
      );
      if (meant.length === 0) return [];
      return [
        {
          scope: file === undefined ? ('next-line' as const) : ('file' as const),
          rules: meant.map(({ id }) => id),
          reason: '',
          span: { start: match.index, end: match.index + whole.length },
          line: lineOfNextStatement(text, lines.positionAt(match.index).line + 1),
          isForeign: true,
        },
      ];
    }),
  );
}

/** The next line that is neither empty nor a comment. */
function lineOfNextStatement(text: string, from: number): number {
  const all = text.split('\n');
  const next = all.findIndex((line, at) => at >= from && !/^\s*(?:--.*)?$/.test(line.replace(/\r$/, '')));
  return next < 0 ? from : next;
}
