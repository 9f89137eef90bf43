import type { Dialect } from '../../syntax/dialect.ts';
import { runsOn } from './changelog.ts';
import { type ChangelogNode, childrenNamed, textOf } from './changelogNode.ts';
import { type PlacedText, PlacedTextBuilder, slicePlaced } from './placedText.ts';

/** What the `modifySql` of a change set do to each of its statements on the engine. */
export function modificationsOf(changeSet: ChangelogNode, dialect: Dialect): readonly ChangelogNode[] {
  return childrenNamed(changeSet, 'modifySql')
    .filter(node => runsOn(textOf(node, 'dbms'), dialect))
    .flatMap(node => node.children);
}

/** The statement as modified. Regular expressions of Java are left aside. */
export function modifiedSql(sql: PlacedText, modifications: readonly ChangelogNode[]): PlacedText {
  return modifications.reduce(visited, sql);
}

function visited(sql: PlacedText, visitor: ChangelogNode): PlacedText {
  const value = visitor.attributes.get('value');
  const builder = new PlacedTextBuilder(visitor.nameSpan);
  switch (visitor.name) {
    case 'append':
      return value === undefined ? sql : builder.addPlaced(sql).addPlaced(value.value, value.outer).build();
    case 'prepend':
      return value === undefined ? sql : builder.addPlaced(value.value, value.outer).addPlaced(sql).build();
    case 'replace': {
      const replaced = visitor.attributes.get('replace')?.value.text ?? '';
      const found = replaced === '' ? -1 : sql.text.indexOf(replaced);
      if (found === -1) return sql;
      const withValue = visitor.attributes.get('with');
      builder.addPlaced(slicePlaced(sql, 0, found));
      if (withValue !== undefined) builder.addPlaced(withValue.value, withValue.outer);
      return builder.addPlaced(slicePlaced(sql, found + replaced.length, sql.text.length)).build();
    }
    default:
      return sql;
  }
}
