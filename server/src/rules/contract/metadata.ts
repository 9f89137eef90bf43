import type { Engine } from '../../engines/engine.ts';

export type Severity = 'error' | 'warning' | 'info';

export type Category =
  | 'compatibility'
  | 'locking'
  | 'timeouts'
  | 'partial-state'
  | 'data-loss'
  | 'fails'
  | 'hygiene';

/** What a rule is, for documentation, configuration and reports. The id is public and is the file's name. */
export interface RuleMetadata {
  readonly id: string;
  readonly title: string;
  /** The first one is the main one. */
  readonly categories: readonly [Category, ...Category[]];
  readonly severity: Severity;
  readonly preset: 'recommended' | 'strict';
  readonly engines: readonly Engine[];
  readonly fixes: 'none' | 'suggestion' | 'safe' | 'safe and suggestion';
  /** Ids of the same check in other tools, by tool name. */
  readonly related: Readonly<Record<string, readonly string[]>>;
  /** Ids of rules whose findings on the same operation this one replaces. */
  readonly replaces?: readonly string[];
  /** A rule of the category compatibility that speaks of no step of a deploy: its severity is the same in every phase. */
  readonly ignoresPhase?: true;
}

export type Phase = 'expand' | 'contract';
