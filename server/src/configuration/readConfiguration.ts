import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Span } from '../text/span.ts';
import { type ConfigurationFile, configurationModel } from './model.ts';

/** A mistake in interlock.json, to be shown in that file. */
export interface ConfigurationProblem {
  readonly span: Span;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

export interface ReadConfiguration {
  /** What could be used; empty when the text is no JSON object or does not fit the model. */
  readonly file: ConfigurationFile;
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads JSON with comments and trailing commas. Never throws: every mistake is a problem with its place. */
export function readConfiguration(
  text: string,
  known: { readonly ruleIds: readonly string[] },
): ReadConfiguration {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  if (errors.length > 0) {
    return {
      file: {},
      problems: errors.map(error => ({
        span: { start: error.offset, end: error.offset + Math.max(error.length, 1) },
        message: `This is no valid JSON: ${words(printParseErrorCode(error.error))}.`,
        severity: 'error',
      })),
    };
  }
  if (root === undefined) return { file: {}, problems: [] };
  const parsed = configurationModel.safeParse(getNodeValue(root));
  if (parsed.success) return { file: parsed.data, problems: unknownRules(root, parsed.data, known.ruleIds) };
  return {
    file: {},
    problems: parsed.error.issues.flatMap(issue => {
      const path = issue.path.filter(part => typeof part !== 'symbol');
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map(key => ({
          span: keySpan(root, [...path, key]),
          message: `Unknown setting "${key}".`,
          severity: 'error' as const,
        }));
      }
      const name = path.length === 0 ? 'The file' : `"${path.join('.')}"`;
      return [
        {
          span: valueSpan(root, path),
          message: `${name}: ${issue.message.replace(/^Invalid input: /, '')}.`,
          severity: 'error' as const,
        },
      ];
    }),
  };
}

function unknownRules(
  root: Node,
  file: ConfigurationFile,
  ruleIds: readonly string[],
): ConfigurationProblem[] {
  const places = [
    { path: ['rules'], rules: file.rules ?? {} },
    ...(file.overrides ?? []).map(({ rules }, at) => ({ path: ['overrides', at, 'rules'], rules })),
  ];
  return places.flatMap(({ path, rules }) =>
    Object.keys(rules)
      .filter(id => !ruleIds.includes(id))
      .map(id => ({
        span: keySpan(root, [...path, id]),
        message: `There is no rule "${id}".`,
        severity: 'warning' as const,
      })),
  );
}

function valueSpan(root: Node, path: readonly (string | number)[]): Span {
  const node = findNodeAtLocation(root, [...path]) ?? root;
  return { start: node.offset, end: node.offset + node.length };
}

function keySpan(root: Node, path: readonly (string | number)[]): Span {
  const key = findNodeAtLocation(root, [...path])?.parent?.children?.[0];
  return key === undefined
    ? valueSpan(root, path.slice(0, -1))
    : { start: key.offset, end: key.offset + key.length };
}

function words(camelCase: string): string {
  return camelCase.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
