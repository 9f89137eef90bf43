import type { Rule, RuleMetadata } from '../server/src/rules/rule.ts';

const ENGINES = { postgresql: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB' } as const;

function defaultOf({ preset, severity }: RuleMetadata): string {
  return preset === 'strict' ? `off (strict: ${severity})` : severity;
}

/** The rules as a Markdown table, as the README shows them. */
export function ruleTable(rules: readonly Rule[]): string {
  const rows = rules.map(({ metadata }) => {
    const engines = metadata.engines.map(engine => ENGINES[engine]).join(', ');
    return `| [${metadata.id}](docs/rules/${metadata.id}.md) | ${metadata.title} | ${defaultOf(metadata)} | ${engines} | ${metadata.fixes} |`;
  });
  return ['| rule | what it finds | default | engines | fix |', '|---|---|---|---|---|', ...rows].join('\n');
}
