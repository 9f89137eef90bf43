/** One statement to be measured. */
export interface EngineCase {
  /** Unique. */
  readonly name: string;
  /** The schema and its rows, committed before the statement runs. */
  readonly setup: string;
  readonly statement: string;
  /** Statements before it in the same session and transaction (SET ...). */
  readonly session?: string;
  /** `schema.name` of the relation whose readers and writers are meant; `public.t` when left out. */
  readonly target?: string;
  /** Other relations whose rows count: the partition that ATTACH reads. */
  readonly also?: readonly string[];
  /** Older majors are not asked: they refuse for a reason that the operation does not show. */
  readonly from?: number;
  /** What the operation or the catalog does not tell, so that the facts cannot agree. */
  readonly beyond?: string;
}

export const DEFAULT_TARGET = 'public.t';

type CaseText = string | (Omit<EngineCase, 'name' | 'setup'> & { readonly setup?: string });

/** Cases that share a schema. A setup of a single case is added to the shared one. */
export function casesOn(
  fixture: string,
  setup: string,
  statements: readonly CaseText[],
): readonly EngineCase[] {
  return statements.map(entry => {
    const one = typeof entry === 'string' ? { statement: entry } : entry;
    const added = one.setup === undefined ? '' : `\n${one.setup}`;
    const session = one.session === undefined ? '' : `${one.session}; `;
    const extra = one.setup === undefined ? '' : ` [${one.setup.replace(/\s+/g, ' ').trim()}]`;
    const target = one.target === undefined ? '' : ` -> ${one.target}`;
    return { ...one, name: `${fixture}: ${session}${one.statement}${extra}${target}`, setup: setup + added };
  });
}
