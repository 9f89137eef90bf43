import { joinPath } from '../frameworks/paths.ts';
import type { NameQuery } from '../rules/rule.ts';
import type { Project } from './project.ts';
import type { Finding, ReviewResult } from './result.ts';
import type { SourceSearch, SourceUses } from './sourceSearch.ts';

/** What a result would like to know of the source code. */
export function usesWanted({ findings, unconfirmed }: ReviewResult): readonly NameQuery[] {
  return [...findings, ...unconfirmed].flatMap(({ uses }) => uses ?? []);
}

/**
 * The result with what a search found: places where the object is used stand beside the finding, a sentence says how
 * many there are or that there is none, and findings that depend on a use are there when there is one. What a contract
 * migration takes away is as bad as the search says.
 */
export function withUses(result: ReviewResult, search: SourceSearch): ReviewResult {
  const asks = ({ uses }: Finding): boolean => uses !== undefined;
  if (!result.findings.some(asks) && !result.unconfirmed.some(asks)) return result;
  const confirmed = result.unconfirmed.filter(({ uses }) => (answerOf(search, uses)?.files ?? 0) > 0);
  const findings = [...result.findings, ...confirmed]
    .flatMap(finding => decorated(finding, answerOf(search, finding.uses)) ?? [])
    .sort((left, right) => left.span.start - right.span.start);
  // The getters of the result stay as they are: they are asked for only when needed.
  return Object.create(result, {
    findings: { value: findings, enumerable: true },
    unconfirmed: { value: [], enumerable: true },
  }) as ReviewResult;
}

function answerOf(search: SourceSearch, uses: NameQuery | undefined): SourceUses | null {
  return uses === undefined ? null : search.answer(uses);
}

/** Null for what is no finding where nothing uses the object. */
function decorated(finding: Finding, uses: SourceUses | null): Finding | null {
  // Without source files beside the migrations there is nothing to say.
  if (uses === null || uses.searched === 0) return finding;
  const [first] = uses.places;
  if (first === undefined) return uses.complete ? unused(finding, uses) : finding;
  const others = uses.files - 1;
  return {
    ...finding,
    severity: finding.bySource?.used ?? finding.severity,
    message: `${finding.message} Used in ${first.path}${others === 0 ? '' : ` and ${count(others, 'more file')}`}.`,
    related: [
      ...finding.related,
      ...uses.places.map(({ path, span }) => ({ path, span, message: 'It seems to be used here.' })),
    ],
  };
}

function unused(finding: Finding, { searched }: SourceUses): Finding | null {
  const severity = finding.bySource === undefined ? finding.severity : finding.bySource.unused;
  if (severity === null) return null;
  const message = `${finding.message} No use was found in ${count(searched, 'source file')} here.`;
  return { ...finding, severity, message };
}

function count(number: number, noun: string): string {
  return number === 1 ? `one ${noun}` : `${number} ${noun}s`;
}

/** Which files of a folder may use the schema: those that are no migrations and no dump. */
export function isSourceFile({
  sets,
  configuration,
  configurationFolder,
}: Project): (path: string) => boolean {
  const own = new Set(sets.flatMap(({ files }) => files.map(({ path }) => path)));
  const { baseline } = configuration;
  if (baseline !== undefined) own.add(joinPath(configurationFolder, baseline.path));
  return path => !own.has(path) && !/(?:^|\/)(?:structure|schema)\.sql$/.test(path);
}
