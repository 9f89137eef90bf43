import type { ClusterStmt, VacuumStmt } from '@pgsql/types';
import type { Operation } from '../operation.ts';
import type { Maintenance } from '../sessionOperations.ts';
import { objectNameAt, TokenCursor } from './cursor.ts';
import { isOn } from './definitionElements.ts';
import { type StatementSource, tokenAt, wholeSpan } from './source.ts';

/** VACUUM and ANALYZE. */
export function lowerVacuum(source: StatementSource, node: VacuumStmt): Operation[] {
  const relations = (node.rels ?? []).flatMap(entry => {
    const relation = 'VacuumRelation' in entry ? entry.VacuumRelation.relation : undefined;
    return relation === undefined ? [] : [relation];
  });
  const command = vacuumCommand(node);
  if (relations.length === 0) return [{ kind: 'Maintenance', span: wholeSpan(source), command, table: null }];
  return relations.map(({ location }) => {
    const cursor = new TokenCursor(source, tokenAt(source, location));
    const table = cursor.objectName();
    const span = relations.length === 1 ? wholeSpan(source) : table.span;
    return { kind: 'Maintenance', span, command, table };
  });
}

function vacuumCommand(node: VacuumStmt): Maintenance['command'] {
  if (node.is_vacuumcmd !== true) return 'analyze';
  return isOn(node.options, 'full') ? 'vacuum-full' : 'vacuum';
}

export function lowerCluster(source: StatementSource, node: ClusterStmt): Operation[] {
  const table = node.relation === undefined ? null : objectNameAt(source, node.relation.location);
  return [{ kind: 'Maintenance', span: wholeSpan(source), command: 'cluster', table }];
}
