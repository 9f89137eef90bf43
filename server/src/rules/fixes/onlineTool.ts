import { displayName, type ObjectName } from '../../operations/names.ts';
import { textOf } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import type { Remedy } from './remedy.ts';
import { plan, statementText } from './site.ts';

/** MySQL/MariaDB: notes above the statement how gh-ost makes the same change without blocking writes. */
export function noteOnlineTool(context: OperationContext, table: ObjectName): Remedy {
  return {
    title: 'Note the gh-ost command above the statement',
    kind: 'suggestion',
    build({ site }) {
      const actions = context.statement.alterTable?.actions ?? [];
      const [first] = actions;
      const last = actions.at(-1);
      if (first === undefined || last === undefined) return null;
      const clause = textOf(statementText(site), { start: first.start, end: last.end })
        .replace(/\s+/g, ' ')
        .replaceAll("'", `'\\''`);
      const database = table.schema === null ? '' : ` --database=${table.schema.value}`;
      const command = `gh-ost${database} --table=${table.name.value} --alter='${clause}' --execute`;
      const at = { start: site.statement.start, end: site.statement.start };
      return plan({
        edits: [
          {
            span: at,
            newText: `-- Without blocking writes to ${displayName(table)}: ${command}${site.newline}`,
          },
        ],
      });
    },
  };
}
