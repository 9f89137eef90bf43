import type { ChangelogNode } from './changelogNode.ts';
import type { ChangeSurroundings } from './changeSql.ts';
import type { PlacedText } from './placedText.ts';

/**
 * Gives the statements that Liquibase sends for a change, in order; none for a change that lacks what it needs or does
 * nothing to the schema, null for one of which nobody can say what it sends.
 */
export type ChangeWriter = (
  change: ChangelogNode,
  surroundings: ChangeSurroundings,
) => readonly PlacedText[] | null;

/** By the name of the change. */
export type ChangeWriters = Readonly<Record<string, ChangeWriter>>;
