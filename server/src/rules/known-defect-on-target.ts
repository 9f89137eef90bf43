import { type KnownDefect, knownDefect } from '../engines/knownDefects.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { replaceClauses } from './fixes/statementClauses.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { operationWords } from './subject/actionWords.ts';
import { existingRelation } from './subject/relations.ts';
import { engineTitle, serverName } from './subject/serverName.ts';
import { noteOn } from './subject/withoutClauses.ts';
import { code } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const knownDefectOnTarget = operationRule({
  metadata: {
    id: 'known-defect-on-target',
    title: 'Operation hits a known server defect',
    categories: ['data-loss'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    related: { strong_migrations: ['add_index_corruption'], online_migrations: ['add_index_corruption'] },
  },
  kinds: ['CreateIndex', 'Reindex', 'AddColumn', 'DropColumn'],
  *check(context) {
    const { operation, note, target } = context;
    if (note?.refusal != null || context.run.direction === 'down') return;
    if ('table' in operation && existingRelation(context, operation.table) === null) return;
    const defect = knownDefect(target, operation, release => noteOn(context, release));
    if (defect === null) return;
    yield {
      span: findPhrase(context.sql, target.engine, operation.span, ['concurrently']) ?? operation.span,
      message: messageOf(context, defect),
      ...(defect.certain ? {} : { severity: 'info' as const }),
      fixes: remedies(context, defect.id === 'instant-column-corrupts' ? [inPlace(context)] : []),
    };
  },
});

function messageOf(context: OperationContext, { id, fixedIn, certain }: KnownDefect): string {
  const { target } = context;
  const words = code(operationWords(context, context.operation));
  const patch = target.engine === 'postgresql' ? '' : `.${fixedIn.patch}`;
  const release = `${fixedIn.major}.${fixedIn.minor}${patch}`;
  const fixed = `${engineTitle(target.engine)} ${release}`;
  const server = certain ? serverName(target) : `${engineTitle(target.engine)} before ${release}`;
  switch (id) {
    case 'concurrent-index-misses-rows':
      return `${server} may build an index that misses rows when ${words} runs beside writes; queries then do not find them. Upgrade to ${fixed} first.`;
    case 'instant-column-corrupts':
      return target.engine === 'mariadb'
        ? `${server} may corrupt the table after an instant ${words}. Rebuild it with FORCE in the same statement, or upgrade to ${fixed}.`
        : `${server} may corrupt the table after an instant ${words}: crash recovery and backups fail on it. Force INPLACE, or upgrade to ${fixed}.`;
  }
}

/** Rebuilds the table, without blocking anybody. */
function inPlace({ statement, target }: OperationContext): Remedy {
  // MariaDB takes ALGORITHM=INPLACE for "INPLACE or better" and does it instantly all the same.
  const isForced = target.engine === 'mariadb';
  return {
    title: isForced ? 'Rebuild the table with FORCE' : 'Force ALGORITHM=INPLACE',
    kind: 'safe',
    build({ site, sql }) {
      const clauses = [...(isForced ? [sql`FORCE`] : []), sql`ALGORITHM=INPLACE`, sql`LOCK=NONE`];
      const replaced = replaceClauses(site, statement, clauses);
      if (replaced !== null) return plan({ edits: replaced });
      const last = statement.alterTable?.actions.at(-1);
      return last === undefined
        ? null
        : plan({ edits: [insertAt(site, last.end, `, ${clauses.join(', ')}`)] });
    },
  };
}
