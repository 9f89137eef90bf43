import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';

/** Files that the client is asked to watch: whatever a review reads. */
export const WATCHED_FILES: readonly { readonly globPattern: string }[] = [
  { globPattern: '**/*.sql' },
  { globPattern: `**/${CONFIGURATION_FILE}` },
  // Table statistics, by the names that a capture gives them and those that a configuration may.
  { globPattern: '**/*{stats,statistics}*.json' },
  { globPattern: '**/{flyway,diesel,metadata,migration_lock,sqlx,Cargo}.toml' },
  { globPattern: '**/{flyway.conf,tern.conf,*.sql.conf,_journal.json}' },
  { globPattern: '**/*{changelog,liquibase,application}*.{xml,yml,yaml,json,properties}' },
  { globPattern: '**/{changelog,changelogs,liquibase}/**/*.{xml,yml,yaml,json}' },
];
