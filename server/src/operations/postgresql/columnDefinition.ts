import type { ColumnDef, Constraint } from '@pgsql/types';
import {
  type Attribute,
  type ColumnDefinition,
  type Expression,
  type InlineCheck,
  plainColumn,
} from '../columns.ts';
import { takeConstraintName, takeForeignKeyTarget } from './constraint.ts';
import { identifierAt, TokenCursor } from './cursor.ts';
import { findElement } from './definitionElements.ts';
import { readExpression } from './expression.ts';
import { insideBracket, type StatementSource, spanOf, textOf, tokenAt, wordAt } from './source.ts';
import { readTypeAndEnd, stringList } from './typeReference.ts';

/** The column of a tree node whose definition ends before token `to`. */
export function readColumnDefinition(source: StatementSource, node: ColumnDef, to: number): ColumnDefinition {
  const from = tokenAt(source, node.location);
  const typed = node.typeName === undefined ? null : readTypeAndEnd(source, node.typeName);
  const collation = node.collClause === undefined ? '' : stringList(node.collClause.collname).join('.');
  const draft = emptyDefinition(source, from, to);
  if (typed !== null) draft.type = collation === '' ? typed.type : { ...typed.type, collation };
  const { list, first } = readQualifiers(source, node, to);
  draft.options = readStorageOptions(source, typed?.end ?? from + 1, first);
  for (const qualifier of list) addQualifier(source, qualifier, draft);
  return draft;
}

/** A definition that is being read. */
type Draft = { -readonly [Key in keyof ColumnDefinition]: ColumnDefinition[Key] };

function emptyDefinition(source: StatementSource, from: number, to: number): Draft {
  return plainColumn({
    span: spanOf(source, from, to),
    name: identifierAt(source, from),
    type: null,
  });
}

/** A column constraint with its words `[from, to)`, trailing DEFERRABLE and ENFORCED words included. */
interface Qualifier {
  readonly node: Constraint;
  readonly from: number;
  readonly to: number;
  readonly traits: Traits;
}

/** DEFERRABLE, INITIALLY DEFERRED and NOT ENFORCED behind a constraint, as far as they are written. */
interface Traits {
  readonly deferrable?: boolean;
  readonly initiallyDeferred?: boolean;
  readonly enforced?: boolean;
}

const TRAITS: Readonly<Record<string, Traits>> = {
  CONSTR_ATTR_DEFERRABLE: { deferrable: true },
  CONSTR_ATTR_DEFERRED: { deferrable: true, initiallyDeferred: true },
  CONSTR_ATTR_NOT_ENFORCED: { enforced: false },
};

interface Qualifiers {
  readonly list: readonly Qualifier[];
  /** Index of the first token after type and storage options. */
  readonly first: number;
}

/** Each constraint ends where the next one begins; COLLATE stands among them but is no constraint of the tree. */
function readQualifiers(source: StatementSource, node: ColumnDef, to: number): Qualifiers {
  const collate = node.collClause === undefined ? to : tokenAt(source, node.collClause.location);
  const list: Qualifier[] = [];
  let first = Math.min(to, collate);
  let end = to;
  let traits: Traits = {};
  const entries = node.constraints ?? [];
  for (let index = entries.length - 1; index >= 0; index--) {
    const entry = entries[index];
    if (entry === undefined || !('Constraint' in entry)) continue;
    const constraint = entry.Constraint;
    const from = tokenAt(source, constraint.location);
    first = Math.min(first, from);
    if (collate > from && collate < end) end = collate;
    if (isAttribute(constraint)) {
      traits = { ...TRAITS[constraint.contype ?? ''], ...traits };
      continue;
    }
    list.push({ node: constraint, from, to: end, traits });
    end = from;
    traits = {};
  }
  return { list: list.reverse(), first };
}

function isAttribute(node: Constraint): boolean {
  return node.contype?.startsWith('CONSTR_ATTR_') === true;
}

function identityStart({ options }: Constraint): Pick<ColumnDefinition, 'identityStart'> {
  const argument = findElement(options, 'start')?.arg;
  return argument !== undefined && 'Integer' in argument ? { identityStart: argument.Integer.ival ?? 0 } : {};
}

function addQualifier(source: StatementSource, { node, from, to, traits }: Qualifier, draft: Draft): void {
  const span = spanOf(source, from, to);
  const cursor = new TokenCursor(source, from, to);
  const constraint = takeConstraintName(cursor);
  const bracketed = (): Expression => {
    cursor.skipTo('(');
    const inside = insideBracket(source, cursor.at, to);
    return readExpression(source, node.raw_expr, inside.from, inside.to);
  };
  switch (node.contype) {
    case 'CONSTR_NULL':
      draft.nullable = { value: true, span };
      break;
    case 'CONSTR_NOTNULL':
      draft.nullable = { value: false, span };
      draft.notNullName = constraint;
      draft.notNullNoInherit = node.is_no_inherit === true;
      break;
    case 'CONSTR_DEFAULT':
      cursor.take('default');
      draft.default = { value: readExpression(source, node.raw_expr, cursor.at, to), span };
      break;
    case 'CONSTR_IDENTITY':
      draft.identity = { value: node.generated_when === 'd' ? 'by-default' : 'always', span };
      Object.assign(draft, identityStart(node));
      break;
    case 'CONSTR_GENERATED': {
      const kind = node.generated_kind === 'v' ? 'virtual' : 'stored';
      draft.generated = { value: { kind, expression: bracketed() }, span };
      break;
    }
    case 'CONSTR_CHECK': {
      const check: InlineCheck = {
        constraint,
        expression: bracketed(),
        enforced: traits.enforced !== false,
        notValid: false,
        noInherit: node.is_no_inherit === true,
        span,
      };
      draft.checks = [...draft.checks, check];
      break;
    }
    case 'CONSTR_PRIMARY':
      draft.primaryKey = { value: { constraint, ...traits }, span };
      break;
    case 'CONSTR_UNIQUE':
      draft.unique = {
        value: { constraint, ...traits, nullsNotDistinct: node.nulls_not_distinct === true },
        span,
      };
      break;
    case 'CONSTR_FOREIGN':
      cursor.take('references');
      draft.references = { value: { constraint, ...traits, ...takeForeignKeyTarget(cursor, node) }, span };
      break;
  }
}

/** STORAGE, COMPRESSION and OPTIONS (...) stand between the type and the constraints. */
function readStorageOptions(source: StatementSource, from: number, to: number): Attribute<string>[] {
  const options: Attribute<string>[] = [];
  const cursor = new TokenCursor(source, from, to);
  while (!cursor.done) {
    const start = cursor.at;
    const word = cursor.takeOneOf('storage', 'compression', 'options');
    // WITH OPTIONS of a typed table's column has no bracket.
    if (word === '' || (word === 'options' && cursor.word !== '(')) {
      cursor.skip();
      continue;
    }
    const value = cursor.at;
    cursor.skip();
    const text = word === 'options' ? textOf(source, value, cursor.at) : wordAt(source, value);
    options.push({ value: `${word} ${text}`, span: cursor.spanFrom(start) });
  }
  return options;
}
