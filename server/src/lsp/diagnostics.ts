import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { ConfigurationProblem } from '../configuration/readConfiguration.ts';
import type { Finding, ReviewResult } from '../review/result.ts';
import type { Severity } from '../rules/rule.ts';
import { createLineIndex, type LineIndex } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';
import type { ClientFeatures } from './clientFeatures.ts';

export const DIAGNOSTIC_SOURCE = 'interlock';

/** More than this nobody reads in an editor, and every edit would send them again. */
export const MOST_DIAGNOSTICS = 500;

export interface DiagnosticSurroundings {
  readonly features: ClientFeatures;
  readonly docsBase: string | null;
  uriOf(path: string): string;
  linesOf(path: string): LineIndex;
}

/** A review as diagnostics: the most severe ones where there are too many, in file order, and a word about the rest. */
export function diagnosticsOf(result: ReviewResult, surroundings: DiagnosticSurroundings): Diagnostic[] {
  const lines = surroundings.linesOf(result.path);
  const shown = mostSevere(result.findings);
  const diagnostics = shown.map(finding => diagnosticOf(finding, result, lines, surroundings));
  const hidden = result.findings.length - shown.length;
  if (hidden > 0) {
    diagnostics.unshift({
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      severity: DiagnosticSeverity.Information,
      source: DIAGNOSTIC_SOURCE,
      message: `${hidden} further findings of this file are not shown; \`interlock check\` lists them all.`,
    });
  }
  return diagnostics;
}

function mostSevere(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MOST_DIAGNOSTICS) return findings;
  const kept = new Set<Finding>();
  for (const severity of ['error', 'warning', 'info'] as const) {
    for (const finding of findings) {
      if (kept.size >= MOST_DIAGNOSTICS) break;
      if (finding.severity === severity) kept.add(finding);
    }
  }
  return findings.filter(finding => kept.has(finding));
}

export function rangeOf(lines: LineIndex, span: Span): Diagnostic['range'] {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

function diagnosticOf(
  finding: Finding,
  result: ReviewResult,
  lines: LineIndex,
  surroundings: DiagnosticSurroundings,
): Diagnostic {
  const { features, docsBase } = surroundings;
  const related = finding.related;
  return {
    range: rangeOf(lines, finding.span),
    severity: severityOf(finding.severity),
    source: DIAGNOSTIC_SOURCE,
    code: finding.rule,
    message: plainMessage(finding, result),
    ...(features.codeDescription && docsBase !== null
      ? { codeDescription: { href: ruleUri(docsBase, finding.rule) } }
      : {}),
    ...(features.relatedInformation && related.length > 0
      ? {
          relatedInformation: related.map(({ path, span, message }) => ({
            location: { uri: surroundings.uriOf(path), range: rangeOf(surroundings.linesOf(path), span) },
            message: withoutQuotes(message),
          })),
        }
      : {}),
  };
}

export function ruleUri(docsBase: string, rule: string): string {
  return `${docsBase}/${rule}.md`;
}

/** Diagnostics are plain text; names lose their back quotes, and the targets are said where not all are meant. */
function plainMessage(finding: Finding, result: ReviewResult): string {
  const some = finding.targets.length < result.targets.length ? ` (${finding.targets.join(', ')})` : '';
  return `${withoutQuotes(finding.message)}${some}`;
}

/** For places that show plain text: names lose their back quotes. */
export function withoutQuotes(message: string): string {
  return message.replace(/`([^`]*)`/g, '$1');
}

function severityOf(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'info':
      return DiagnosticSeverity.Information;
  }
}

/** The mistakes of interlock.json, in interlock.json. */
export function configurationDiagnostics(
  text: string,
  problems: readonly ConfigurationProblem[],
): Diagnostic[] {
  const lines = createLineIndex(text);
  return problems.map(problem => ({
    range: rangeOf(lines, problem.span),
    severity: severityOf(problem.severity),
    source: DIAGNOSTIC_SOURCE,
    message: problem.message,
  }));
}
