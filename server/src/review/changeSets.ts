/** A changeset of a Liquibase file in SQL. */
export interface ChangeSet {
  /** `author:id`. */
  readonly id: string;
  /** Liquibase runs it again when it changes, or was told which checksums to accept. */
  readonly mayChange: boolean;
  readonly start: number;
  readonly end: number;
}

const CHANGE_SET = /^[ \t]*--[ \t]*changeset[ \t]+(\S+:\S+)([^\r\n]*)$/gim;
const MAY_CHANGE = /\brun(?:OnChange|Always):"?true\b/i;
const ACCEPTED = /^[ \t]*--[ \t]*validCheckSum\b/im;

/** The changesets of a text in their order; each ends where the next one begins. */
export function changeSetsOf(text: string): readonly ChangeSet[] {
  const marks = [...text.matchAll(CHANGE_SET)];
  return marks.map((mark, at) => {
    const end = marks[at + 1]?.index ?? text.length;
    return {
      id: mark[1] ?? '',
      mayChange: MAY_CHANGE.test(mark[2] ?? '') || ACCEPTED.test(text.slice(mark.index, end)),
      start: mark.index,
      end,
    };
  });
}
