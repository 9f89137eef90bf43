import type {
  CommentStatement,
  CreateSequenceOptions,
  Name,
  QColumn,
  QName,
  SetGlobalStatement,
  Statement,
} from 'pgsql-ast-parser';

/* As otherFacts.ts, in the words of ownObjectFacts.ts. */

export function factsOfOtherStatement(statement: Statement): string[] | null {
  switch (statement.type) {
    case 'comment':
      return [`comment on ${statement.on.type} ${commented(statement)}: ${statement.comment}`];
    case 'create schema':
      return [
        `create schema ${placed(statement.name)}${statement.ifNotExists === true ? ' if not exists' : ''}`,
      ];
    case 'create extension':
      return [
        `create extension ${placed(statement.extension)}${statement.ifNotExists === true ? ' if not exists' : ''} schema ${statement.schema?.name ?? ''} version ${statement.version?.value ?? ''}`,
      ];
    case 'create sequence':
      return [
        `create ${statement.temp === true ? 'temp ' : ''}sequence ${bare(statement.name)}${statement.ifNotExists === true ? ' if not exists' : ''}`,
        ...sequenceOptions(statement.options),
      ];
    case 'create function':
      return [
        `create function ${bare(statement.name)}${statement.orReplace === true ? ' or replace' : ''} language ${statement.language?.name.toLowerCase() ?? ''}`,
        ...statement.arguments.map(
          ({ name, mode, default: preset }) =>
            `argument ${mode ?? 'in'} ${name?.name ?? ''}${preset ? ' default' : ''}`,
        ),
      ];
    case 'drop sequence':
    case 'drop type':
      return statement.names.map(
        name =>
          `${statement.type} ${bare(name)}${statement.ifExists === true ? ' if exists' : ''}${statement.cascade === 'cascade' ? ' cascade' : ''}`,
      );
    case 'drop function':
      return [
        `drop function ${bare(statement.name)}${statement.ifExists === true ? ' if exists' : ''} ${statement.arguments?.length ?? 0} arguments`,
      ];
    case 'refresh materialized view':
      return [`refresh ${bare(statement.name)}${statement.concurrently === true ? ' concurrently' : ''}`];
    case 'alter enum':
      return statement.change.type === 'add value'
        ? [`on enum ${bare(statement.name)} add ${statement.change.add.value}`]
        : null;
    case 'alter index':
      return statement.change.type === 'rename'
        ? [`index ${bare(statement.index)} rename to ${statement.change.to.name}`]
        : null;
    case 'start transaction':
    case 'begin':
      return ['begin'];
    case 'commit':
    case 'rollback':
      return [statement.type];
    case 'set':
      return setting(statement);
    default:
      return null;
  }
}

function bare(name: QName): string {
  return name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
}

function placed({ name, _location }: Name): string {
  return `${name}@${_location?.start}-${_location?.end}`;
}

function commented({ on }: CommentStatement): string {
  return on.type === 'column' ? column(on.column) : bare(on.name);
}

function column({ schema, table, column: name }: QColumn): string {
  return [schema, table, name].filter(part => part !== undefined).join('.');
}

function sequenceOptions(options: CreateSequenceOptions): string[] {
  const written: (readonly [name: string, value: string | undefined])[] = [
    ['as', options.as === undefined ? undefined : 'name' in options.as ? options.as.name : ''],
    ['increment', options.incrementBy?.toString()],
    ['minvalue', options.minValue === 'no minvalue' ? '' : options.minValue?.toString()],
    ['maxvalue', options.maxValue === 'no maxvalue' ? '' : options.maxValue?.toString()],
    ['start', options.startWith?.toString()],
    ['cache', options.cache?.toString()],
    ['cycle', options.cycle === undefined ? undefined : String(options.cycle === 'cycle')],
    [
      'owned_by',
      options.ownedBy === undefined
        ? undefined
        : options.ownedBy === 'none'
          ? 'none'
          : column(options.ownedBy),
    ],
  ];
  return written.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])).sort();
}

function setting({ variable, set, scope }: SetGlobalStatement): string[] | null {
  if (scope !== undefined && scope !== 'session') return null;
  const values = set.type === 'list' ? set.values : [set];
  const texts = values.flatMap(value =>
    value.type === 'value' ? [String(value.value)] : value.type === 'identifier' ? [value.name] : [],
  );
  return texts.length < values.length ? null : [`set ${variable.name.toLowerCase()} to ${texts.join(', ')}`];
}
