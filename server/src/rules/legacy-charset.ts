import { relationKey, tableAt } from '../catalog/catalog.ts';
import { displayName } from '../operations/names.ts';
import type { AddColumn, CreateTable } from '../operations/tableOperations.ts';
import type { Span } from '../text/span.ts';
import { textOf } from '../text/span.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, replaceAt } from './fixes/site.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { newColumns } from './subject/newColumns.ts';
import { code } from './subject/wording.ts';

export const legacyCharset = operationRule({
  metadata: {
    id: 'legacy-charset',
    title: 'New text that cannot hold every character',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      skeema: ['lint-charset'],
      spirit: ['allow_charset'],
      goInception: ['ER_UNKNOWN_CHARSET'],
      sqle: ['00056'],
    },
  },
  kinds: ['CreateTable', 'AddColumn'],
  *check(context) {
    for (const { span, charset, subject } of places(context)) {
      yield {
        span,
        message: `${code(charset)} cannot store ${LACKS.get(charset) ?? 'most characters'}: such a value for ${subject} is refused, or cut off without strict ${code('sql_mode')}.`,
        fixes: remedies(context, [utf8mb4(context, span)]),
      };
    }
  },
});

/** What each character set has no room for. MySQL 9 manual 12.9 and 12.10. */
const LACKS: ReadonlyMap<string, string> = new Map([
  ['utf8', 'characters of four bytes (emoji, rare Chinese characters)'],
  ['utf8mb3', 'characters of four bytes (emoji, rare Chinese characters)'],
  ['ucs2', 'characters beyond the basic plane (emoji, rare Chinese characters)'],
  ['latin1', 'characters outside western Europe'],
]);

interface Place {
  readonly span: Span;
  readonly charset: string;
  readonly subject: string;
}

function* places(context: OperationContext<CreateTable | AddColumn>): Generator<Place> {
  const { operation, before } = context;
  if (operation.kind === 'CreateTable' && operation.persistence !== 'temporary') {
    const option = operation.options.find(({ name }) => name === 'charset');
    const charset = option?.value.toLowerCase();
    if (option !== undefined && charset !== undefined && LACKS.has(charset))
      yield { span: option.span, charset, subject: code(displayName(operation.table)) };
  }
  const present =
    operation.kind === 'AddColumn'
      ? tableAt(before, relationKey(before, operation.table))?.options['charset']?.toLowerCase()
      : undefined;
  for (const { definition, label } of newColumns(context)) {
    const { type } = definition;
    const charset = type?.charset?.toLowerCase();
    // A column that is joined with its neighbours has to be like them.
    if (type === null || charset === undefined || charset === present || !LACKS.has(charset)) continue;
    yield { span: type.span, charset, subject: label };
  }
}

/** Both the character set and the collation, which belongs to it. */
function utf8mb4({ sql: text, operation }: OperationContext, span: Span): Remedy {
  const collation =
    operation.kind === 'CreateTable'
      ? operation.options.find(({ name }) => name === 'collate')?.span
      : undefined;
  return {
    title: 'Write utf8mb4',
    kind: 'suggestion',
    build({ site }) {
      const spans = collation === undefined || operation.kind !== 'CreateTable' ? [span] : [span, collation];
      if (/\blatin1_|\bucs2_/i.test(spans.map(place => textOf(text, place)).join(' '))) return null;
      return plan({
        edits: spans.map(place =>
          replaceAt(
            site,
            place,
            textOf(text, place)
              .replace(/\b(?:utf8(?:mb3)?|latin1|ucs2)(?![A-Za-z0-9])/gi, 'utf8mb4')
              .replace(/\butf8(?:mb3)?_/gi, 'utf8mb4_'),
          ),
        ),
      });
    },
  };
}
