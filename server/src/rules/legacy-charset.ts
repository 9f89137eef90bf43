import { currentSchema, findColumn, findTable, objectKey, relationKey, tableAt } from '../catalog/catalog.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
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
    for (const place of places(context)) {
      const { span, subject, finding } = place;
      yield finding.kind === 'legacy'
        ? {
            span,
            message: `${code(finding.charset)} cannot store ${LACKS.get(finding.charset) ?? 'most characters'}: such a value for ${subject} is refused, or cut off without strict ${code('sql_mode')}.`,
            fixes: remedies(context, [utf8mb4(context, span)]),
          }
        : {
            span,
            message: `${subject} gets the collation ${code(finding.collation)} where the schema has ${code(finding.usual)}: compared with columns of other tables it fails (error 1267) or cannot use an index.`,
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
  readonly subject: string;
  readonly finding:
    | { readonly kind: 'legacy'; readonly charset: string }
    | { readonly kind: 'collation'; readonly collation: string; readonly usual: string };
}

function* places(context: OperationContext<CreateTable | AddColumn>): Generator<Place> {
  const { operation, before } = context;
  const usual = schemaCollation(context, operation.table);
  let ofTable = settingsOfTable(tableAt(before, relationKey(before, operation.table))?.options ?? {});
  if (operation.kind === 'CreateTable' && operation.persistence !== 'temporary') {
    const charset = operation.options.find(({ name }) => name === 'charset');
    const collate = operation.options.find(({ name }) => name === 'collate');
    ofTable = {
      charset: charset?.value.toLowerCase() ?? null,
      collation: collate?.value.toLowerCase() ?? null,
    };
    const span = charset?.span ?? collate?.span;
    const isJoined = operation.columns.some(
      ({ name }) => parentCharset(context, name.value, ofTable) !== null,
    );
    const finding = isJoined ? null : findingOf(ofTable, usual);
    if (span !== undefined && finding !== null)
      yield { span, subject: code(displayName(operation.table)), finding };
  }
  for (const { definition, label } of newColumns(context)) {
    const { type, name } = definition;
    if (type === null || (type.charset === null && type.collation === null)) continue;
    const own = {
      charset: type.charset?.toLowerCase() ?? null,
      collation: type.collation?.toLowerCase() ?? null,
    };
    // A column that is joined with its neighbours, or with its parent, has to be like them.
    const isLikeTable =
      charsetOf(own) === charsetOf(ofTable) &&
      (own.collation === null || own.collation === ofTable.collation);
    if (isLikeTable || parentCharset(context, name.value, own) !== null) continue;
    const finding = findingOf(own, usual);
    if (finding !== null) yield { span: type.span, subject: label, finding };
  }
}

interface TextSettings {
  readonly charset: string | null;
  readonly collation: string | null;
}

function settingsOfTable(options: Readonly<Record<string, string>>): TextSettings {
  return {
    charset: options['charset']?.toLowerCase() ?? null,
    collation: options['collation']?.toLowerCase() ?? null,
  };
}

/** A collation is named after its character set. */
function charsetOf({ charset, collation }: TextSettings): string | null {
  return charset ?? collation?.replace(/_.*$/, '') ?? null;
}

function findingOf(settings: TextSettings, usual: string | null): Place['finding'] | null {
  const charset = charsetOf(settings);
  if (charset !== null && LACKS.has(charset)) return { kind: 'legacy', charset };
  const { collation } = settings;
  // Another character set was chosen for a reason, as ascii is for keys.
  const isComparable = usual !== null && collation !== null && charset === usual.replace(/_.*$/, '');
  return isComparable && collation !== usual ? { kind: 'collation', collation, usual } : null;
}

/** The collation of tables that name none: what CREATE DATABASE says, else what the target says of its server. */
function schemaCollation({ before, target }: OperationContext, { schema }: ObjectName): string | null {
  const name = schema?.value ?? currentSchema(before);
  const found = name === '' ? undefined : before.get(objectKey('schema', '', name));
  const ofSchema = found?.kind === 'schema' ? found.collation : undefined;
  return ofSchema ?? target.settings['collation_server']?.toLowerCase() ?? null;
}

/** The character set of the column that a foreign key of the statement leads to, when it is the same. */
function parentCharset(
  { operation, before }: OperationContext<CreateTable | AddColumn>,
  column: string,
  settings: TextSettings,
): string | null {
  const definition =
    operation.kind === 'AddColumn'
      ? operation.column
      : operation.columns.find(({ name }) => name.value === column);
  const inline = definition?.references?.value;
  const keys = operation.kind === 'CreateTable' ? operation.constraints : [];
  const outer = keys.flatMap(key => {
    const at = key.kind === 'foreign-key' ? key.columns.findIndex(({ value }) => value === column) : -1;
    return key.kind !== 'foreign-key' || at === -1
      ? []
      : [{ table: key.target.table, name: key.target.columns[at]?.value }];
  })[0];
  const target =
    outer ?? (inline == null ? undefined : { table: inline.table, name: inline.columns[0]?.value });
  const parent = target === undefined ? undefined : findTable(before, target.table);
  const referred = target?.name === undefined ? undefined : findColumn(before, parent, target.name);
  if (parent === undefined || referred?.type == null) return null;
  const own = settingsOfTable(parent.options);
  const charset =
    charsetOf({ charset: referred.type.charset, collation: referred.type.collation }) ?? charsetOf(own);
  return charset !== null && charset === charsetOf(settings) ? charset : null;
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
      const spans = collation === undefined || collation.start === span.start ? [span] : [span, collation];
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
