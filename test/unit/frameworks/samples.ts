import type { FrameworkName } from '../../../server/src/frameworks/framework.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';

/** What a tool does with its sample project, as its documentation says. */
export interface Sample {
  readonly tool: FrameworkName;
  /** Folder of the project; that of the tool's name where nothing is said. */
  readonly project?: string;
  /** What its files say of the engine; PostgreSQL where nothing is said. */
  readonly engine?: Dialect;
  readonly root: string;
  /** Below the root, in the order of the run; a file that leads back follows the one it undoes. */
  readonly order: readonly string[];
  /** Below the root: how PostgreSQL and how MySQL run it. */
  readonly layouts: Readonly<Record<string, readonly [postgresql: string, mysql: string]>>;
  /** After the first file of the order: a follow-up in the usual way, then one that refuses a transaction. */
  readonly followUps: Readonly<Record<string, string>>;
}

const VALIDATE = 'ALTER TABLE orders VALIDATE CONSTRAINT c;';
const INDEX = 'CREATE INDEX CONCURRENTLY i ON orders (id);';
const UNDO = (slug: string): string => `-- Replace this by what undoes ${slug}.\nSELECT 1;\n`;

export const FOLLOW_UPS = [
  { slug: 'validate_c', body: VALIDATE, transaction: 'default' },
  { slug: 'index_i', body: INDEX, transaction: 'none' },
] as const;

const INCLUDED = (file: string): string => `-- Include this file after ${file}.\n`;
const FORMATTED = '--liquibase formatted sql\n\n';

export const samples: readonly Sample[] = [
  {
    tool: 'flyway',
    project: 'flyway-conf',
    root: 'migrations',
    order: [
      'B1.2__baseline.sql',
      'V1__users.sql',
      'V1.2__orders.sql',
      'V1.10__users_email.sql',
      'V2__orders_status.sql',
      'R__emails.sql',
      'afterMigrate.sql',
      'U1__users.sql',
    ],
    layouts: {
      'V1__users.sql': ['up file', 'up statement'],
      'V1.10__users_email.sql': ['up statement', 'up statement'],
      'V2__orders_status.sql': ['up statement', 'up statement'],
      'R__emails.sql': ['up file, repeatable', 'up statement, repeatable'],
      'U1__users.sql': ['down file', 'down statement'],
    },
    followUps: { 'V3__validate_c.sql': `${VALIDATE}\n`, 'V4__index_i.sql': `${INDEX}\n` },
  },
  {
    tool: 'flyway',
    project: 'flyway-toml',
    engine: 'mariadb',
    root: 'sql',
    order: [
      'common/M1-users.sql',
      'production/M2-users-email.sql',
      'common/M3-orders.sql',
      'common/R-emails.sql',
    ],
    layouts: { 'production/M2-users-email.sql': ['up file', 'up statement'] },
    followUps: { 'common/M4-validate_c.sql': `${VALIDATE}\n`, 'common/M5-index_i.sql': `${INDEX}\n` },
  },
  {
    tool: 'flyway',
    project: 'flyway-spring',
    engine: 'mysql',
    root: 'src/main/resources/db/scripts',
    order: ['S20240101000000__users.sql', 'S20240102000000__names.sql'],
    layouts: { 'S20240101000000__users.sql': ['up file', 'up statement'] },
    followUps: {
      'S20240102000001__validate_c.sql': `${VALIDATE}\n`,
      'S20240102000002__index_i.sql': `${INDEX}\n`,
    },
  },
  {
    tool: 'liquibase',
    project: 'liquibase-xml',
    root: 'src/main/resources/db/changelog',
    order: [
      'master.xml',
      '../sql/seed.sql',
      'releases/2-users.xml',
      'releases/10-orders.xml',
      'releases/11-views.sql',
    ],
    layouts: {
      'releases/2-users.xml': ['up file, up file', 'up statement, up statement'],
      'releases/10-orders.xml': ['up file, up statement', 'up statement, up statement'],
      'releases/11-views.sql': ['up file, one string, repeatable', 'up statement, one string, repeatable'],
    },
    followUps: {
      'master_2_validate_c.sql': `${FORMATTED}${INCLUDED('master.xml')}--changeset ada:validate_c\n${VALIDATE}\n`,
      'master_3_index_i.sql': `${FORMATTED}${INCLUDED('master.xml')}--changeset ada:index_i runInTransaction:false\n${INDEX}\n`,
    },
  },
  {
    tool: 'liquibase',
    project: 'liquibase-yaml',
    engine: 'mysql',
    root: 'src/main/resources/db/changelog',
    order: ['db.changelog-master.yaml', 'changes/001-users.yaml', 'changes/002-orders.yaml'],
    layouts: {
      'changes/001-users.yaml': ['up file', 'up statement'],
      'changes/002-orders.yaml': ['up file, up statement', 'up statement, up statement'],
    },
    followUps: {
      'db.changelog-master_2_validate_c.sql': `${FORMATTED}${INCLUDED('db.changelog-master.yaml')}--changeset ada:validate_c\n${VALIDATE}\n`,
      'db.changelog-master_3_index_i.sql': `${FORMATTED}${INCLUDED('db.changelog-master.yaml')}--changeset ada:index_i runInTransaction:false\n${INDEX}\n`,
    },
  },
  {
    tool: 'liquibase',
    project: 'liquibase-json',
    root: 'db/changelog',
    order: ['changelog.json'],
    layouts: { 'changelog.json': ['up file, up file', 'up statement, up statement'] },
    followUps: {
      'changelog_2_validate_c.sql': `${FORMATTED}${INCLUDED('changelog.json')}--changeset ada:validate_c\n${VALIDATE}\n`,
      'changelog_3_index_i.sql': `${FORMATTED}${INCLUDED('changelog.json')}--changeset ada:index_i runInTransaction:false\n${INDEX}\n`,
    },
  },
  {
    tool: 'plain',
    root: 'sql',
    order: ['001_users.sql', '002_orders.down.sql', '002_orders.sql'],
    layouts: {
      '001_users.sql': ['up none', 'up none'],
      '002_orders.down.sql': ['down none', 'down none'],
    },
    followUps: { '003_validate_c.sql': `${VALIDATE}\n`, '004_index_i.sql': `${INDEX}\n` },
  },
  {
    tool: 'golang-migrate',
    root: 'migrations',
    order: [
      '9_users.up.sql',
      '9_users.down.sql',
      '10_orders.up.sql',
      '10_orders.down.sql',
      '11_orders_index.up.sql',
      '11_orders_index.down.sql',
    ],
    layouts: {
      '9_users.up.sql': ['up none, one string', 'up none, one string'],
      '9_users.down.sql': ['down none, one string', 'down none, one string'],
    },
    followUps: {
      '12_validate_c.up.sql': `${VALIDATE}\n`,
      '12_validate_c.down.sql': UNDO('validate_c'),
      '13_index_i.up.sql': `${INDEX}\n`,
      '13_index_i.down.sql': UNDO('index_i'),
    },
  },
  {
    tool: 'goose',
    root: 'sql',
    order: [
      '00001_users.sql',
      '00002_orders_index.sql',
      '20240102030405_notes.sql',
      '20240203000000_empty.sql',
    ],
    layouts: {
      '00001_users.sql': ['up file, down file', 'up statement, down statement'],
      '00002_orders_index.sql': ['up statement, down statement', 'up statement, down statement'],
      '20240102030405_notes.sql': ['up file', 'up statement'],
      '20240203000000_empty.sql': ['up file', 'up statement'],
    },
    followUps: {
      '20240203000001_validate_c.sql': `-- +goose Up\n${VALIDATE}\n\n-- +goose Down\n`,
      '20240203000002_index_i.sql': `-- +goose NO TRANSACTION\n-- +goose Up\n${INDEX}\n\n-- +goose Down\n`,
    },
  },
  {
    tool: 'dbmate',
    root: 'db/migrations',
    order: ['20240101000000_users.sql', '20240102000000_orders_index.sql'],
    layouts: {
      '20240101000000_users.sql': [
        'up file, down file, one string',
        'up statement, down statement, one string',
      ],
      '20240102000000_orders_index.sql': [
        'up none, down file, one string',
        'up none, down statement, one string',
      ],
    },
    followUps: {
      '20240102000001_validate_c.sql': `-- migrate:up\n${VALIDATE}\n\n-- migrate:down\n`,
      '20240102000002_index_i.sql': `-- migrate:up transaction:false\n${INDEX}\n\n-- migrate:down\n`,
    },
  },
  {
    tool: 'prisma',
    root: 'prisma/migrations',
    order: [
      '20240101000000_init/migration.sql',
      '20240102235959_orders/migration.sql',
      '20240102235959_orders/down.sql',
    ],
    layouts: {
      '20240101000000_init/migration.sql': ['up none, one string', 'up none, one string'],
      '20240102235959_orders/down.sql': ['down none, one string', 'down none, one string'],
    },
    followUps: {
      '20240103000000_validate_c/migration.sql': `${VALIDATE}\n`,
      '20240103000001_index_i/migration.sql': `${INDEX}\n`,
    },
  },
  {
    tool: 'drizzle',
    root: 'drizzle',
    order: ['0000_users.sql', '0002_orders.sql', '0001_notes.sql'],
    layouts: { '0000_users.sql': ['up file', 'up statement'] },
    followUps: {
      '0003_validate_c.sql': `-- Enter "0003_validate_c" in meta/_journal.json: Drizzle runs only what is listed there.\n${VALIDATE}\n`,
      '0004_index_i.sql': `-- Enter "0004_index_i" in meta/_journal.json: Drizzle runs only what is listed there.\n${INDEX}\n`,
    },
  },
  {
    tool: 'sqlx',
    root: 'migrations',
    order: ['20240101000000_users.sql', '20240102000000_orders.sql', '20240103000000_orders_index.sql'],
    layouts: {
      '20240101000000_users.sql': ['up file, one string', 'up statement, one string'],
      '20240103000000_orders_index.sql': ['up none, one string', 'up none, one string'],
    },
    followUps: {
      '20240103000001_validate_c.sql': `${VALIDATE}\n`,
      '20240103000002_index_i.sql': `-- no-transaction\n${INDEX}\n`,
    },
  },
  {
    tool: 'diesel',
    root: 'migrations',
    order: [
      '00000000000000_diesel_initial_setup/up.sql',
      '00000000000000_diesel_initial_setup/down.sql',
      '2024-01-01-000000_users/up.sql',
      '2024-01-01-000000_users/down.sql',
      '2024-01-02-235959_orders_index/up.sql',
      '2024-01-02-235959_orders_index/down.sql',
    ],
    layouts: {
      '2024-01-01-000000_users/up.sql': ['up file, one string', 'up statement, one string'],
      '2024-01-01-000000_users/down.sql': ['down file, one string', 'down statement, one string'],
      '2024-01-02-235959_orders_index/up.sql': ['up none, one string', 'up none, one string'],
    },
    followUps: {
      '2024-01-03-000000_validate_c/up.sql': `${VALIDATE}\n`,
      '2024-01-03-000000_validate_c/down.sql': UNDO('validate_c'),
      '2024-01-03-000001_index_i/up.sql': `${INDEX}\n`,
      '2024-01-03-000001_index_i/down.sql': UNDO('index_i'),
      '2024-01-03-000001_index_i/metadata.toml': 'run_in_transaction = false\n',
    },
  },
  {
    tool: 'node-pg-migrate',
    root: 'migrations',
    order: ['1704067200000_users.sql', '1704153600000_orders.sql'],
    layouts: {
      '1704067200000_users.sql': [
        'up file, down file, one string',
        'up statement, down statement, one string',
      ],
    },
    followUps: {
      '1704153600001_validate_c.sql': `-- Up Migration\n${VALIDATE}\n\n-- Down Migration\n`,
      '1704153600002_index_i.sql': `-- Up Migration\n${INDEX}\n\n-- Down Migration\n`,
    },
  },
  {
    tool: 'sql-migrate',
    root: 'migrations',
    order: ['1-users.sql', '2-orders.sql', '10-orders-index.sql'],
    layouts: {
      '1-users.sql': ['up file, down file', 'up statement, down statement'],
      '10-orders-index.sql': ['up statement, down file', 'up statement, down statement'],
    },
    followUps: {
      '11-validate_c.sql': `-- +migrate Up\n${VALIDATE}\n\n-- +migrate Down\n`,
      '12-index_i.sql': `-- +migrate Up notransaction\n${INDEX}\n\n-- +migrate Down\n`,
    },
  },
  {
    tool: 'tern',
    root: 'migrations',
    order: ['001_users.sql', '002_orders.sql', '003_orders_index.sql'],
    layouts: {
      '001_users.sql': ['up file, down file, one string', 'up statement, down statement, one string'],
      '002_orders.sql': ['up file, one string', 'up statement, one string'],
      '003_orders_index.sql': ['up statement, down file', 'up statement, down statement'],
    },
    followUps: {
      '004_validate_c.sql': `${VALIDATE}\n\n---- create above / drop below ----\n`,
      '005_index_i.sql': `---- tern: disable-tx ----\n${INDEX}\n\n---- create above / drop below ----\n`,
    },
  },
  {
    tool: 'atlas',
    root: 'migrations',
    order: ['20240101000000_users.sql', '20240102000000_orders.sql', '20240103000000_orders_index.sql'],
    layouts: {
      '20240101000000_users.sql': ['up file', 'up statement'],
      '20240103000000_orders_index.sql': ['up statement', 'up statement'],
    },
    followUps: {
      '20240103000001_validate_c.sql': `-- Then run: atlas migrate hash\n${VALIDATE}\n`,
      '20240103000002_index_i.sql': `-- atlas:txmode none\n\n-- Then run: atlas migrate hash\n${INDEX}\n`,
    },
  },
  {
    tool: 'hasura',
    root: 'migrations/default',
    order: [
      '1704067200000_users/up.sql',
      '1704067200000_users/down.sql',
      '1704153600000_orders/up.sql',
      '1704153600000_orders/down.sql',
    ],
    layouts: {
      '1704067200000_users/up.sql': ['up file, one string', 'up statement, one string'],
      '1704067200000_users/down.sql': ['down file, one string', 'down statement, one string'],
    },
    followUps: {
      '1704153600001_validate_c/up.sql': `${VALIDATE}\n`,
      '1704153600001_validate_c/down.sql': UNDO('validate_c'),
      '1704153600002_index_i/up.sql': `${INDEX}\n`,
      '1704153600002_index_i/down.sql': UNDO('index_i'),
    },
  },
  {
    tool: 'supabase',
    root: 'supabase/migrations',
    order: ['20240101000000_users.sql', '20240102000000_orders.sql'],
    layouts: { '20240101000000_users.sql': ['up file', 'up statement'] },
    followUps: {
      '20240102000001_validate_c.sql': `${VALIDATE}\n`,
      '20240102000002_index_i.sql': `${INDEX}\n`,
    },
  },
  {
    tool: 'rails',
    root: 'db/migrate',
    order: ['20240101000000_create_users.sql'],
    layouts: {
      '20240101000000_create_users.sql': ['up file, one string', 'up statement, one string'],
    },
    followUps: {
      '20240101000001_validate_c.sql': `-- Execute this file in a migration of its own.\n${VALIDATE}\n`,
      '20240101000002_index_i.sql': `-- Execute this file in a migration of its own after disable_ddl_transaction!.\n${INDEX}\n`,
    },
  },
  {
    tool: 'liquibase',
    root: 'db/changelog',
    order: ['1.0/001-users.sql', '2.0/002-orders.sql', 'views/010-views.sql'],
    layouts: {
      '1.0/001-users.sql': ['up file', 'up statement'],
      '2.0/002-orders.sql': ['up file, up statement', 'up statement, up statement'],
      'views/010-views.sql': ['up file, repeatable', 'up statement, repeatable'],
    },
    followUps: {
      '1.0/002-validate_c.sql': `--liquibase formatted sql\n\n--changeset ada:validate_c\n${VALIDATE}\n`,
      '1.0/003-index_i.sql': `--liquibase formatted sql\n\n--changeset ada:index_i runInTransaction:false\n${INDEX}\n`,
    },
  },
];
