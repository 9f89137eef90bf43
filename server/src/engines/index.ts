import type { Engine } from './engine.ts';
import type { EngineFacts } from './lockNote.ts';
import { mysqlFacts } from './mysql/facts.ts';
import { postgresqlFacts } from './postgresql/facts.ts';

/** The facts of an engine. */
export function factsOf(engine: Engine): EngineFacts {
  switch (engine) {
    case 'postgresql':
      return postgresqlFacts;
    case 'mysql':
    case 'mariadb':
      return mysqlFacts;
  }
}
